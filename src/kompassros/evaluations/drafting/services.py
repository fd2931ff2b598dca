"""What changes the texts of a report: written, given to somebody, put back to what they said before, from a file."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.services import plain
from kompassros.evaluations.drafting.models import ReportSection, SectionVersion
from kompassros.evaluations.drafting.queries import writers_of
from kompassros.evaluations.drafting.sections import place_of
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock, notices
from kompassros.records.errors import DomainError
from kompassros.web.formats import format_number

KIND = "report_section"
LONGEST = 30_000
ONE_SITTING = timedelta(minutes=10)
"""Saves of one person within this time make one version (own choice)."""


def find_section(course: Course, key: str) -> ReportSection:
    """Return a section, made empty where nobody has written it; DomainError where the report has no such place."""
    if place_of(course, key) is None:
        raise DomainError(_("The report has no such section."))
    section, _made = ReportSection._base_manager.get_or_create(
        course=course, key=key, defaults={"organisation": course.organisation}
    )
    return section


def text_of(course: Course, key: str) -> str:
    """Return what a section says; empty where nobody has written it."""
    row = ReportSection._base_manager.filter(course=course, key=key).values_list("text", flat=True).first()
    return row or ""


@transaction.atomic
def write_section(
    *, section: ReportSection, text: str, ready: bool, version: int, person: Person | None, note: str = "written"
) -> ReportSection:
    """Store the text of a section as a draft or as ready; the same content again changes nothing.

    DomainError where a ready section is empty or it is too long; Conflict where somebody else saved since ``version``.
    """
    course = section.course
    require(person, course, "write_findings")
    written = text.strip()
    if ready and not written:
        raise DomainError(_("Write something before you mark the section as ready."))
    if len(written) > LONGEST:
        raise DomainError(_("The text has more than %(most)s characters.") % {"most": format_number(LONGEST)})
    state = ReportSection.State.READY if ready else ReportSection.State.DRAFT if written else ReportSection.State.EMPTY
    if (section.text, section.state) == (written, state.value):
        return section
    before, changed = section.state, section.text != written
    section.version = version
    claim(section, text=written, state=state.value, written_by=person, written_at=clock.now())
    if changed:
        _keep_version(section, person)
    if before != section.state or note != "written":
        _tell(section, person, note, before={"state": before}, after={"state": section.state})
    return section


def _keep_version(section: ReportSection, person: Person | None) -> None:
    """Keep what the section says now; saves of one person in one sitting are one version."""
    now = clock.now()
    last = SectionVersion._base_manager.filter(section=section).order_by("-number").first()
    if last is not None and last.written_by == person and now - last.written_at < ONE_SITTING:
        SectionVersion._base_manager.filter(pk=last.pk).update(text=section.text, written_at=now)
        return
    SectionVersion._base_manager.create(
        course=section.course,
        organisation=section.organisation,
        section=section,
        number=last.number + 1 if last else 1,
        text=section.text,
        written_by=person,
        written_at=now,
    )


def _tell(section: ReportSection, person: Person | None, verb: str, **changes: Any) -> None:
    place = place_of(section.course, section.key)
    what = (KIND, section.key, place.title if place else section.key)
    trail.write(course=section.course, person=person, verb=verb, what=what, team_only=True, **changes)


@transaction.atomic
def put_back(*, section: ReportSection, number: int, version: int, person: Person | None) -> ReportSection:
    """Let a section say again what an earlier version said; that becomes a new version. DomainError for no such."""
    found = SectionVersion._base_manager.filter(section=section, number=number).first()
    if found is None:
        raise DomainError(_("This section has no such version."))
    ready = section.state == ReportSection.State.READY and bool(found.text)
    return write_section(section=section, text=found.text, ready=ready, version=version, person=person, note="put_back")


@transaction.atomic
def give_sections(
    *, course: Course, keys: Sequence[str], writer: Person | None, due: date | None, person: Person | None
) -> int:
    """Give sections to somebody of the team, who is told; None takes them back. Return how many.

    DomainError for no section, for one that the report does not have, and for somebody outside the team.
    """
    require(person, course, "lead_course")
    if not keys:
        raise DomainError(_("Choose at least one section."))
    if writer is not None and writer not in writers_of(course):
        raise DomainError(_("%(name)s is not in the team of this evaluation.") % {"name": writer})
    for key in keys:
        _give(find_section(course, key), writer, due, person)
    if writer is not None and person is not None and writer != person:
        _notify(course, writer, len(keys))
    return len(keys)


def _give(section: ReportSection, writer: Person | None, due: date | None, person: Person | None) -> None:
    before = plain({"assigned_to": str(section.assigned_to or ""), "due": section.due})
    # The version of the text stays: whoever is writing is not stopped.
    ReportSection._base_manager.filter(pk=section.pk).update(assigned_to=writer, due=due)
    section.assigned_to, section.due = writer, due
    after = plain({"assigned_to": str(writer or ""), "due": due})
    if before != after:
        _tell(section, person, "given", before=before, after=after)


def _notify(course: Course, writer: Person, count: int) -> None:
    notices.notify(
        people=[writer],
        kind="evaluations.sections_given",
        values={"municipality": course.organisation.name, "count": count},
        address=reverse("courses:writing", args=[course.slug]),
        organisation_id=course.organisation_id,
    )
