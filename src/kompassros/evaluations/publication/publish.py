"""Publication: the sheet of an evaluation is frozen, once, in the transaction that moves the evaluation on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.evaluations import services
from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.services import moved
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.publication import embargo
from kompassros.evaluations.publication.building import build_sheet
from kompassros.evaluations.publication.rules import lacking
from kompassros.evaluations.services import Publisher
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import DomainError


@transaction.atomic
def publish(*, course: Course, person: Person | None, embargo_until: datetime | None = None) -> ScoreSheet:
    """Freeze the sheet of an evaluation; from a fact check the first one, during a correction one that names the old.

    embargo_until: when everybody sees it, None for now. A correction of what is still held back keeps the time of
    the old sheet. Raises DomainError where the state or the right is wrong, where something is missing, for a moment
    that has passed, and for a correction that changes nothing; Conflict when somebody else was first.
    """
    require(person, course, "publish")
    if course.stands is not State.FACT_CHECK and not course.correcting:
        raise DomainError(_("The evaluation is published already. Begin a correction to publish it anew."))
    embargo.refuse_past(embargo_until)
    with organisation_scope(course.organisation):
        _refuse_incomplete(course)
        if course.correcting:
            return _publish_again(course, person, embargo_until)
        return _publish_first(course, person, embargo_until)


def _refuse_incomplete(course: Course) -> None:
    missing = [entry.text for entry in lacking(course)]
    if missing:
        raise DomainError(_("Not yet: %(missing)s") % {"missing": " ".join(missing)})


def _publish_first(course: Course, person: Person | None, until: datetime | None) -> ScoreSheet:
    sheet = services.publish(
        sheet=build_sheet(course),
        organisation=course.organisation,
        publisher=Publisher(person, ""),
        course=course,
        at=until,
    )
    if until:
        embargo.lay(sheet=sheet, until=until)
    moved(course=course, to=State.PUBLISHED, person=person, embargo_until=until)
    return sheet


def _publish_again(course: Course, person: Person | None, until: datetime | None) -> ScoreSheet:
    old = embargo.sheets_of_course(course).last()
    until = _time_of_correction(course, old, until)
    publisher = Publisher(person, course.correction_why)
    sheet = services.correct(old=old, sheet=build_sheet(course), publisher=publisher, at=until)
    if until:
        embargo.lay(sheet=sheet, until=until)
    claim(course, correcting=False, correction_why="", embargo_until=until)
    trail.write(
        course=course,
        person=person,
        verb="corrected",
        what=embargo.about(course),
        after={"sheet": sheet.number},
        why=sheet.why,
    )
    return sheet


def _time_of_correction(course: Course, old: ScoreSheet, until: datetime | None) -> datetime | None:
    """Return when a corrected sheet comes: with the old one where that is held back still, else as wished."""
    if not embargo.held_back(course):
        return until
    comes_at: datetime = old.comes_at  # type: ignore[attr-defined]
    if until is not None and until != comes_at:
        raise DomainError(_("The result is held back already: change its embargo instead of setting another one."))
    return comes_at
