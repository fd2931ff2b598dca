from collections.abc import Callable

import pytest

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.models import CardReport, ReportingPeriod, ReportLine
from kompassros.steering.periods.policies import READ_REPORT, RUN_PERIOD, SIGN_REPORT, WRITE_REPORT
from kompassros.steering.periods.reporting import (
    LineContent,
    name_stand_in,
    record_decision,
    send,
    send_back,
    sign,
    write_report,
)
from kompassros.steering.periods.trail import REPORT
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import ReportOf

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]
Goals = dict[str, GoalEdition]
WITH_REASONS = LineContent("met", "Allt går väl")


@pytest.fixture
def unit(bodies: Bodies, report_of: ReportOf) -> CardReport:
    return report_of(bodies.units[0])


def test_report_goes_from_unit_to_signature_and_decision(unit: CardReport, goals: Goals, bodies: Bodies) -> None:
    goal = goals[bodies.units[0].key]
    write_report(report=unit, text=" Lugnt ", lines={goal.pk: WITH_REASONS}, person=None)
    assert (unit.text, unit.state) == ("Lugnt", "draft")
    send(report=unit, person=None)
    sign(report=unit, person=None)
    record_decision(report=unit, decision=" BUN 2026-05-28 § 41 ", person=None)
    unit.refresh_from_db()
    assert (unit.state, unit.decision, unit.version) == ("signed", "BUN 2026-05-28 § 41", 5)
    verbs = HistoryEntry.objects.filter(subject_kind=REPORT, subject_key=str(unit.pk)).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["written", "sent", "signed", "decided"]


def test_second_writer_is_told(unit: CardReport) -> None:
    other = CardReport._base_manager.select_related("period__plan", "card__organisation").get(pk=unit.pk)
    write_report(report=unit, text="One", lines={}, person=None)
    with pytest.raises(Conflict):
        write_report(report=other, text="Two", lines={}, person=None)
    other.refresh_from_db()
    assert other.text == "One"


def test_second_signer_finds_it_signed(unit: CardReport) -> None:
    write_report(report=unit, text="One", lines={}, person=None)
    send(report=unit, person=None)
    other = CardReport._base_manager.select_related("period__plan", "card__organisation").get(pk=unit.pk)
    sign(report=unit, person=None)
    with pytest.raises(DomainError, match=r"The report is “signed”; this cannot be done now."):
        sign(report=other, person=None)


def test_sent_report_is_not_written_until_it_comes_back(unit: CardReport) -> None:
    write_report(report=unit, text="One", lines={}, person=None)
    send(report=unit, person=None)
    with pytest.raises(DomainError, match=r"The report is “sent to the manager above”; this cannot be done now."):
        write_report(report=unit, text="Two", lines={}, person=None)
    with pytest.raises(DomainError, match="Say what is to be mended"):
        send_back(report=unit, why=" ", person=None)
    send_back(report=unit, why="The figures of April lack", person=None)
    assert (unit.state, unit.sent_at, unit.sent_by) == ("draft", None, None)
    write_report(report=unit, text="Two", lines={}, person=None)


def test_empty_report_is_not_sent(unit: CardReport) -> None:
    with pytest.raises(DomainError, match="Write at least one sentence"):
        send(report=unit, person=None)


def test_forecast_needs_reasons(unit: CardReport, goals: Goals, bodies: Bodies) -> None:
    goal = goals[bodies.units[0].key]
    with pytest.raises(DomainError, match="Give your reasons for the forecast"):
        write_report(report=unit, text="", lines={goal.pk: LineContent("met")}, person=None)


def test_goal_of_another_card_is_refused(unit: CardReport, goals: Goals, bodies: Bodies) -> None:
    goal = goals[bodies.units[1].key]
    with pytest.raises(DomainError, match=r"The goal is not on this card."):
        write_report(report=unit, text="", lines={goal.pk: WITH_REASONS}, person=None)


def test_line_is_changed_in_its_place(unit: CardReport, goals: Goals, bodies: Bodies) -> None:
    goal = goals[bodies.units[0].key]
    for line in (WITH_REASONS, LineContent("partly", "Svårt"), LineContent("partly", "Svårt")):
        write_report(report=unit, text="", lines={goal.pk: line}, person=None)
    row = ReportLine._base_manager.get(report=unit)
    assert (row.attainment, row.reasons, row.version) == ("partly", "Svårt", 2)


def test_unsigned_report_gets_no_decision(unit: CardReport) -> None:
    with pytest.raises(DomainError, match=r"The report is “not begun”; this cannot be done now."):
        record_decision(report=unit, decision="BUN § 1", person=None)


def test_stand_in_writes_and_sends_but_names_nobody_else(
    unit: CardReport, bodies: Bodies, person_with: PersonWith
) -> None:
    stand_in, manager = person_with(Role.READER, bodies.municipality), person_with(Role.UNIT_MANAGER, bodies.units[0])
    with pytest.raises(DomainError, match=r"Your role does not allow this."):
        write_report(report=unit, text="One", lines={}, person=stand_in)
    name_stand_in(report=unit, stand_in=stand_in, person=manager)
    write_report(report=unit, text="One", lines={}, person=stand_in)
    with pytest.raises(DomainError, match=r"Your role does not allow this."):
        name_stand_in(report=unit, stand_in=None, person=stand_in)
    send(report=unit, person=stand_in)
    assert unit.sent_by == stand_in


CASES = [
    # role, where, reads a draft, reads it signed, writes, signs, runs
    (Role.UNIT_MANAGER, "unit", True, True, True, False, False),
    (Role.UNIT_MANAGER, "other unit", False, True, False, False, False),
    (Role.UNIT_MANAGER, "area", True, True, True, True, False),
    (Role.UNIT_MANAGER, "other area", False, True, False, False, False),
    (Role.CHIEF_EXECUTIVE, "municipality", True, True, True, True, True),
    (Role.COORDINATOR, "municipality", True, True, True, True, True),
    (Role.AUDITOR, "municipality", True, True, False, False, False),
    (Role.POLITICIAN, "municipality", False, True, False, False, False),
    (Role.POLITICIAN, "area", False, True, False, False, False),
    (Role.READER, "unit", False, True, False, False, False),
    (Role.RESPONDENT, "municipality", False, True, False, False, False),
    (Role.ADMINISTRATOR, "municipality", False, False, False, False, False),
    (Role.EVALUATOR, "municipality", False, False, False, False, False),
]


@pytest.mark.parametrize(("role", "where", "draft_read", "signed_read", "writes", "signs", "runs"), CASES)
def test_who_reads_writes_and_signs_the_report_of_a_unit(
    unit: CardReport,
    first: ReportingPeriod,
    bodies: Bodies,
    person_with: PersonWith,
    role: Role,
    where: str,
    draft_read: bool,
    signed_read: bool,
    writes: bool,
    signs: bool,
    runs: bool,
) -> None:
    places = {
        "unit": bodies.units[0],
        "other unit": bodies.units[1],
        "area": bodies.areas[0],
        "other area": bodies.areas[1],
        "municipality": bodies.municipality,
    }
    person = person_with(role, places[where])
    write_report(report=unit, text="One", lines={}, person=None)
    assert READ_REPORT.allows(person, unit) is draft_read
    assert READ_REPORT.subjects(person).filter(pk=unit.pk).exists() is draft_read
    assert WRITE_REPORT.allows(person, unit) is writes
    assert SIGN_REPORT.allows(person, unit) is signs
    assert RUN_PERIOD.allows(person, first) is runs
    send(report=unit, person=None)
    assert READ_REPORT.allows(person, unit) is draft_read
    sign(report=unit, person=None)
    assert READ_REPORT.allows(person, unit) is signed_read
    assert READ_REPORT.subjects(person).filter(pk=unit.pk).exists() is signed_read


def test_report_of_the_municipality_is_signed_by_those_who_lead(
    bodies: Bodies, report_of: ReportOf, person_with: PersonWith
) -> None:
    report = report_of(bodies.municipality)
    leader, manager = (person_with(role, bodies.municipality) for role in (Role.CHIEF_EXECUTIVE, Role.UNIT_MANAGER))
    assert (SIGN_REPORT.allows(leader, report), SIGN_REPORT.allows(manager, report)) == (True, False)
