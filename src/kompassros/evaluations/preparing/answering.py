"""What changes the self-description: its rows are made, shared out among respondents, written, taken over."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.courses.reminding import mark_told
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.services import plain
from kompassros.evaluations.preparing.models import SelfAnswer
from kompassros.evaluations.preparing.people import respondents_of
from kompassros.evaluations.preparing.queries import earlier_answers
from kompassros.evaluations.preparing.questions import placed_questions, question_number
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock, notices
from kompassros.records.errors import DomainError

KIND = "self_answer"
LONGEST_TEXT = 20_000
SOON = timedelta(days=3)
"""What is due within so many days is told as soon due (own choice)."""


def make_answers(course: Course) -> None:
    """Make the empty answer of each question of the edition; those that are there stay."""
    there = set(SelfAnswer._base_manager.filter(course=course).values_list("question", flat=True))
    SelfAnswer._base_manager.bulk_create(
        SelfAnswer(course=course, organisation=course.organisation, question=question, due=course.answers_due)
        for question in placed_questions(edition_outline(course.edition))
        if question not in there
    )


def may_write(person: Person | None, answer: SelfAnswer) -> bool:
    """Return whether an answer is a person's to write: the respondent's own, or any for the coordinator."""
    if person is None or is_in(person, answer.course, "share_out"):
        return True
    return answer.respondent_id == person.pk and is_in(person, answer.course, "describe")


def _what(answer: SelfAnswer) -> tuple[str, str, str]:
    number = question_number(edition_outline(answer.course.edition), answer.question)
    return (KIND, answer.question, number)


@transaction.atomic
def share_out(
    *, course: Course, answers: Sequence[SelfAnswer], respondent: Person | None, due: date | None, person: Person | None
) -> int:
    """Give questions to a respondent, many at once, and tell that person; None takes them back. Return how many.

    The version of the text stays, so that whoever is writing is not stopped; the history keeps both sharings. An
    empty ``due`` leaves the days as they are. DomainError for no question, or for somebody without the role.
    """
    require(person, course, "share_out")
    if not answers or any(answer.course_id != course.pk for answer in answers):
        raise DomainError(_("Choose at least one question of this evaluation."))
    if respondent is not None and respondent not in respondents_of(course):
        message = _(
            "%(name)s is neither respondent nor coordinator nor manager of a unit of %(municipality)s. "
            "Give the role first."
        )
        raise DomainError(message % {"name": respondent, "municipality": course.organisation})
    for answer in answers:
        _give(course, answer, respondent, due or answer.due, person)
    if respondent is not None and person is not None and respondent != person:
        _notify(course, respondent, len(answers), due)
        mark_told(answers)
    return len(answers)


def _give(
    course: Course, answer: SelfAnswer, respondent: Person | None, due: date | None, person: Person | None
) -> None:
    before = plain({"respondent": str(answer.respondent or ""), "due": answer.due})
    SelfAnswer._base_manager.filter(pk=answer.pk).update(respondent=respondent, due=due)
    answer.respondent, answer.due = respondent, due
    after = plain({"respondent": str(respondent or ""), "due": due})
    if before != after:
        trail.write(course=course, person=person, verb="shared", what=_what(answer), before=before, after=after)


def _notify(course: Course, respondent: Person, count: int, due: date | None) -> None:
    kind = "evaluations.questions_given"
    if due is not None:
        kind = f"{kind}_soon" if due <= clock.today() + SOON else f"{kind}_by"
    values: dict[str, str | int] = {"municipality": course.organisation.name, "count": count}
    notices.notify(
        people=[respondent],
        kind=kind,
        values=values | ({"day": due.isoformat()} if due else {}),
        address=reverse("courses:my_answers", args=[course.slug]),
        organisation_id=course.organisation_id,
    )


@transaction.atomic
def write_answer(*, answer: SelfAnswer, text: str, ready: bool, person: Person | None) -> SelfAnswer:
    """Store the text of an answer as a draft, or as ready for the team.

    DomainError where it is another's question, where a ready answer is empty or it is too long; Conflict as
    ``claim``. The history tells a change of state or of writer, not every draft.
    """
    _require_own(answer, person)
    written = text.strip()
    if ready and not written:
        raise DomainError(_("Write something before you mark the answer as ready."))
    if len(written) > LONGEST_TEXT:
        raise DomainError(_("The answer has more than %(most)s characters.") % {"most": LONGEST_TEXT})
    state = SelfAnswer.State.DONE if ready else SelfAnswer.State.DRAFT if written else SelfAnswer.State.EMPTY
    return _store(answer, person, "written", text=text if written else "", state=state.value)


def _require_own(answer: SelfAnswer, person: Person | None) -> None:
    require(person, answer.course, "describe")
    answer.refresh_from_db(fields=["respondent"])
    if not may_write(person, answer):
        raise DomainError(_("This question is not yours to answer. Ask the coordinator for it."))


def _store(answer: SelfAnswer, person: Person | None, verb: str, **values: Any) -> SelfAnswer:
    before = _told(answer)
    is_told = verb != "written" or answer.state != values["state"] or answer.written_by_id not in (None, _key(person))
    claim(answer, written_by=person, written_at=clock.now(), **values)
    if is_told:
        what, after = _what(answer), _told(answer)
        trail.write(course=answer.course, person=person, verb=verb, what=what, before=before, after=after)
    return answer


def _told(answer: SelfAnswer) -> dict[str, Any]:
    """Return what the history tells: a draft's text is the municipality's own, and the team reads the history."""
    return {"state": answer.state, "text": answer.text if answer.state == SelfAnswer.State.DONE else ""}


def _key(person: Person | None) -> int | None:
    return person.pk if person else None


@transaction.atomic
def take_over(*, answer: SelfAnswer, person: Person | None) -> SelfAnswer:
    """Begin an empty answer with what the municipality answered in its earlier evaluation, as a draft.

    DomainError where there is no earlier answer, or where something is written already.
    """
    _require_own(answer, person)
    if answer.text.strip():
        raise DomainError(_("Something is written here already. Copy what you need from the earlier answer."))
    earlier = earlier_answers(answer.course).get(answer.question)
    if earlier is None:
        raise DomainError(_("There is no earlier answer to this question."))
    draft = SelfAnswer.State.DRAFT.value
    return _store(answer, person, "taken_over", text=earlier.text, state=draft, reused_from=earlier.course.slug)
