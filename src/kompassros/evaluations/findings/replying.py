"""Fact check and right of reply: the municipality says of each finding whether it agrees; the team answers."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.findings.services import LONGEST
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

KIND = "reply"


@transaction.atomic
def reply(*, course: Course, finding: Finding, agrees: bool, text: str, person: Person | None, version: int) -> Reply:
    """Store what the municipality says of a finding; ``version`` 0 is the first time.

    Raises DomainError where it disagrees without saying why, for a finding that was taken out or is another
    evaluation's, and once the team has answered; Conflict when somebody else replied since ``version``.
    """
    require(person, course, "reply")
    if finding.course_id != course.pk or finding.removed_at is not None:
        raise DomainError(_("This finding does not stand any more."))
    text = text.strip()
    if not agrees and not text:
        raise DomainError(_("Say what is wrong, and how you know."))
    if len(text) > LONGEST:
        raise DomainError(_("Write at most %(longest)s characters.") % {"longest": LONGEST})
    found = Reply._base_manager.filter(finding=finding).first()
    if found is None:
        return _first(course, finding, agrees, text, person)
    return _again(course, found, agrees, text, person, version)


def _first(course: Course, finding: Finding, agrees: bool, text: str, person: Person | None) -> Reply:
    try:
        with transaction.atomic():
            written: Reply = Reply._base_manager.create(
                course=course,
                organisation=course.organisation,
                finding=finding,
                agrees=agrees,
                text=text,
                original=finding.text,
                written_by=person,
                written_at=clock.now(),
            )
    except IntegrityError as error:
        raise Conflict(_("Somebody else has replied to this finding in the meantime. Look at it first.")) from error
    _tell(written, person, "replied", after={"agrees": agrees, "text": text})
    return written


def _again(course: Course, found: Reply, agrees: bool, text: str, person: Person | None, version: int) -> Reply:
    if found.outcome:
        raise DomainError(_("The team has answered this reply already."))
    if (found.agrees, found.text) == (agrees, text):
        return found
    before = {"agrees": found.agrees, "text": found.text}
    found.version = version
    claim(found, agrees=agrees, text=text, written_by=person, written_at=clock.now())
    _tell(found, person, "replied", before=before, after={"agrees": agrees, "text": text})
    return found


@transaction.atomic
def support_reply(*, course: Course, found: Reply, evidence: Evidence, person: Person | None) -> None:
    """Put a piece of the municipality's own evidence beside its reply."""
    require(person, course, "reply")
    if found.course_id != course.pk or evidence.course_id != course.pk or not evidence.from_municipality:
        raise DomainError(_("This belongs to another evaluation."))
    found.evidence.add(evidence)
    _tell(found, person, "supported", after={"evidence": evidence.title})


@transaction.atomic
def answer_reply(*, course: Course, found: Reply, outcome: str, answer: str, text: str, person: Person | None) -> Reply:
    """Answer a reply: the finding stays, or it is changed to ``text``. Both voices and the first wording stay.

    Raises DomainError for an unknown outcome, where a finding that stays against the municipality's view has no
    answer, and where a changed finding has no new text; Conflict as ``claim``.
    """
    require(person, course, "answer_replies")
    if found.course_id != course.pk:
        raise DomainError(_("This belongs to another evaluation."))
    if outcome not in (Reply.Outcome.KEPT, Reply.Outcome.CHANGED):
        raise DomainError(_("Say whether the finding stays or is changed."))
    if outcome == Reply.Outcome.KEPT and not found.agrees and not answer.strip():
        raise DomainError(_("Say why the finding stays."))
    finding, text = found.finding, text.strip()
    if outcome == Reply.Outcome.CHANGED:
        if not text or text == found.original:
            raise DomainError(_("Write the finding as it is to stand now."))
        claim(finding, text=text)
    elif finding.text != found.original:
        claim(finding, text=found.original)
    before = {"outcome": found.outcome, "answer": found.answer}
    claim(found, outcome=outcome, answer=answer.strip(), answered_by=person, answered_at=clock.now())
    _tell(found, person, "answered", before=before, after={"outcome": outcome, "answer": found.answer})
    return found


def _tell(found: Reply, person: Person | None, verb: str, **changes: dict[str, Any]) -> None:
    what = (KIND, str(found.pk), found.finding.text)
    trail.write(course=found.course, person=person, verb=verb, what=what, **changes)  # type: ignore[arg-type]
