"""Writing a report together: versions, two writers, sharing out, what is refused, what enters the sheet."""

from collections.abc import Callable
from datetime import date

import pytest

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.drafting import queries, services
from kompassros.evaluations.drafting.models import ReportSection, SectionVersion
from kompassros.evaluations.drafting.sections import FACTS, places_of
from kompassros.evaluations.publication.building import build_sheet
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry, Notice
from tests.evaluations.course_cases import bring_to, demo_person
from tests.evaluations.drafting.conftest import AREA

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]


def write(section: ReportSection, text: str, who: Person | None = None, *, ready: bool = False) -> ReportSection:
    return services.write_section(section=section, text=text, ready=ready, version=section.version, person=who)


def versions(section: ReportSection) -> list[tuple[int, str]]:
    return list(SectionVersion._base_manager.filter(section=section).order_by("number").values_list("number", "text"))


def test_report_has_a_place_for_a_summary_each_area_facts_and_method(course: Course) -> None:
    assert [place.key for place in places_of(course)] == ["summary", AREA, "a-ff55gg", "facts", "method"]


def test_one_sitting_of_one_writer_is_one_version(summary: ReportSection, set_clock: SetClock) -> None:
    lead, peer = demo_person(Role.LEAD_EVALUATOR), demo_person(Role.PEER_EVALUATOR)
    set_clock("2027-03-01T12:00:00+01:00")
    write(summary, "A", lead)
    set_clock("2027-03-01T12:05:00+01:00")
    write(summary, "A b", lead)
    assert versions(summary) == [(1, "A b")]
    write(summary, "A b c", peer)
    set_clock("2027-03-01T12:30:00+01:00")
    write(summary, "A b c d", peer)
    assert versions(summary) == [(1, "A b"), (2, "A b c"), (3, "A b c d")]


def test_second_writer_is_told_and_nothing_is_lost(summary: ReportSection) -> None:
    seen = summary.version
    write(summary, "Mine")
    late = ReportSection._base_manager.get(pk=summary.pk)
    with pytest.raises(Conflict):
        services.write_section(section=late, text="Yours", ready=False, version=seen, person=None)
    assert ReportSection._base_manager.get(pk=summary.pk).text == "Mine"


def test_same_content_again_changes_nothing(summary: ReportSection) -> None:
    write(summary, "Text")
    version = summary.version
    write(summary, " Text \n")
    assert (summary.version, versions(summary)) == (version, [(1, "Text")])


def test_earlier_version_is_put_back_as_a_new_one(summary: ReportSection) -> None:
    write(summary, "First", demo_person(Role.LEAD_EVALUATOR))
    write(summary, "Second", demo_person(Role.PEER_EVALUATOR))
    services.put_back(section=summary, number=1, version=summary.version, person=None)
    assert [text for _number, text in versions(summary)] == ["First", "Second", "First"]
    assert "put_back" in set(HistoryEntry.objects.filter(subject_kind=services.KIND).values_list("verb", flat=True))
    with pytest.raises(DomainError):
        services.put_back(section=summary, number=9, version=summary.version, person=None)


def test_what_changed_joins_to_both_versions(summary: ReportSection) -> None:
    write(summary, "Granby styr väl.", demo_person(Role.LEAD_EVALUATOR))
    write(summary, "Granby styr mycket väl.", demo_person(Role.PEER_EVALUATOR))
    with organisation_scope(summary.organisation):
        pieces = queries.what_changed(queries.versions_of(summary), 2)
    assert "".join(one.text for one in pieces if one.kind != "added") == "Granby styr väl."
    assert "".join(one.text for one in pieces if one.kind != "removed") == "Granby styr mycket väl."


@pytest.mark.parametrize(("text", "ready"), [("", True), ("x" * (services.LONGEST + 1), False)])
def test_empty_ready_or_too_long_text_is_refused(summary: ReportSection, text: str, ready: bool) -> None:
    with pytest.raises(DomainError):
        write(summary, text, ready=ready)
    assert versions(summary) == []


def test_unknown_section_is_refused(course: Course) -> None:
    with pytest.raises(DomainError):
        services.find_section(course, "a-nothing")


def test_nobody_outside_the_team_writes_and_nobody_after_publication(course: Course, summary: ReportSection) -> None:
    with pytest.raises(DomainError):
        write(summary, "Text", demo_person(Role.COORDINATOR))
    bring_to(course, State.PUBLISHED)
    with pytest.raises(DomainError):
        write(summary, "Text", demo_person(Role.LEAD_EVALUATOR))


def test_sections_are_given_by_the_lead_and_the_writer_is_told(course: Course) -> None:
    lead, peer = demo_person(Role.LEAD_EVALUATOR), demo_person(Role.PEER_EVALUATOR)
    due = date(2027, 4, 1)
    assert services.give_sections(course=course, keys=[AREA, FACTS], writer=peer, due=due, person=lead) == 2
    rows = ReportSection._base_manager.filter(course=course, assigned_to=peer, due=due)
    assert {row.key for row in rows} == {AREA, FACTS}
    assert Notice.objects.filter(person=peer, kind="evaluations.sections_given").count() == 1
    for wrong in (demo_person(Role.COORDINATOR), demo_person(Role.READER)):
        with pytest.raises(DomainError):
            services.give_sections(course=course, keys=[AREA], writer=wrong, due=None, person=lead)
    with pytest.raises(DomainError):
        services.give_sections(course=course, keys=[AREA], writer=peer, due=None, person=peer)
    with pytest.raises(DomainError):
        services.give_sections(course=course, keys=[], writer=peer, due=None, person=lead)


def test_sharing_out_does_not_stop_somebody_who_writes(course: Course) -> None:
    section = services.find_section(course, AREA)
    services.give_sections(
        course=course,
        keys=[AREA],
        writer=demo_person(Role.EVALUATOR),
        due=None,
        person=demo_person(Role.LEAD_EVALUATOR),
    )
    write(section, "Text")
    assert ReportSection._base_manager.get(pk=section.pk).assigned_to == demo_person(Role.EVALUATOR)


def test_texts_enter_the_sheet_and_change_its_content(course: Course, summary: ReportSection) -> None:
    with organisation_scope(course.organisation):
        before = build_sheet(course).to_content()
        write(summary, "In short")
        write(services.find_section(course, AREA), "Of the area")
        detail = build_sheet(course).detail
    assert detail.summary == "In short"
    assert [(one.key, one.text) for one in detail.sections] == [(AREA, "Of the area")]
    assert before["detail"]["sections"] == []
