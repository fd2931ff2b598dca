"""Reminders of documents and answers of the self-description whose day comes near, on the clock."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import RULES, is_in
from kompassros.evaluations.courses.queries import people_as
from kompassros.evaluations.courses.reminding import claimed, due_soon
from kompassros.evaluations.courses.workflow import Part
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.organisations.models import Person
from kompassros.records import signals
from kompassros.records.notices import notify, register_kind

DOCUMENTS, ANSWERS = "evaluations.documents_soon", "evaluations.answers_soon"


def remind_due() -> int:
    """Remind of what is due within seven days; return how many people were told.

    Each request and each answer once, and again where its day was moved.
    """
    return _remind_of_documents() + _remind_of_answers()


def _remind_of_documents() -> int:
    rows = DocumentRequest._base_manager.filter(state=DocumentRequest.State.ASKED)
    waiting = due_soon(rows.filter(course__state__in=RULES["send_documents"].states[Part.COORDINATOR]))
    groups = groupby(waiting, key=lambda row: (row.course, row.due))
    return sum(_remind(course, day, DOCUMENTS, None, found) for (course, day), found in groups)


def _remind_of_answers() -> int:
    """Remind each respondent of the own questions; the coordinators of those that nobody has who could answer."""
    rows = SelfAnswer._base_manager.exclude(state=SelfAnswer.State.DONE).select_related("respondent")
    waiting = due_soon(rows.filter(course__state__in=RULES["describe"].states[Part.RESPONDENT]))
    told = 0
    for (course, day), found in groupby(waiting, key=lambda row: (row.course, row.due)):
        by_person: dict[Person | None, list[SelfAnswer]] = {}
        for row in found:
            by_person.setdefault(_respondent_of(row), []).append(row)
        told += sum(_remind(course, day, ANSWERS, person, answers) for person, answers in by_person.items())
    return told


def _respondent_of(answer: SelfAnswer) -> Person | None:
    person: Person | None = answer.respondent
    return person if person is not None and is_in(person, answer.course, "describe") else None


@transaction.atomic
def _remind(
    course: Course, day: date, kind: str, person: Person | None, rows: Iterable[DocumentRequest | SelfAnswer]
) -> int:
    """Tell one person, or the coordinators, of some rows of one day, unless another clock has meanwhile."""
    count = len(claimed(rows))
    if not count:
        return 0
    page = "documents" if kind == DOCUMENTS else "my_answers" if person else "answers"
    return notify(
        people=[person] if person else people_as(course, [Part.COORDINATOR]),
        kind=kind,
        values={"municipality": course.organisation.name, "day": day.isoformat(), "count": count},
        address=reverse(f"courses:{page}", args=[course.slug]),
        organisation_id=course.organisation_id,
    )


register_kind(
    DOCUMENTS,
    _(
        "%(municipality)s: documents that the evaluation team asked for are due on %(day)s. "
        "Number of documents: %(count)s."
    ),
)
register_kind(
    ANSWERS,
    _("%(municipality)s: answers of the self-description are due on %(day)s. Number of questions: %(count)s."),
)
signals.each_round.hear(lambda **kwargs: remind_due(), name="evaluations.preparing.reminding")
