from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kompassros.organisations.roles import Role
from kompassros.records import clock, history
from kompassros.records.errors import DomainError
from kompassros.records.models import Notice
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods import trail
from kompassros.steering.periods.models import ReportingPeriod, ReportReminder
from kompassros.steering.periods.reminding import remind, remind_due
from kompassros.steering.periods.reporting import name_stand_in
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import ReportOf, sign_report

pytestmark = pytest.mark.django_db


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "now", lambda: timezone.make_aware(datetime.combine(day, time(12))))


@pytest.fixture
def people(bodies: Bodies, person_with: object) -> dict[str, object]:
    """The chief executive, the manager of the school area, and that of the first unit below it."""
    make = person_with
    return {
        "chief": make(Role.CHIEF_EXECUTIVE, bodies.municipality),  # type: ignore[operator]
        "school": make(Role.UNIT_MANAGER, bodies.areas[0]),  # type: ignore[operator]
        "unit": make(Role.UNIT_MANAGER, bodies.units[0]),  # type: ignore[operator]
    }


def told() -> set[tuple[str, str]]:
    """Return who was told of which body's report."""
    return {(str(one.person), one.values["name"]) for one in Notice.objects.select_related("person")}


def test_reminding_reaches_nearest_managers_once_a_day(
    first: ReportingPeriod, people: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, first.due_on + timedelta(days=1))
    assert remind(period=first, person=people["chief"]) == 3
    rows = ReportReminder._base_manager.filter(report__period=first)
    reached = {(row.report.card.organisation.name, row.person_id) for row in rows.select_related("report__card")}
    chief, school, unit = (people[name].pk for name in ("chief", "school", "unit"))  # type: ignore[attr-defined]
    assert reached == {
        ("Lövhult", chief),
        ("Lärande", school),
        ("Ängens skola", unit),
        ("Åsens förskola", school),
        ("Omsorg", chief),
        ("Hemtjänst", chief),
        ("Teknik", chief),
        ("Gata", chief),
    }
    assert {one.kind for one in Notice.objects.all()} == {"report_late"}
    assert remind(period=first, person=people["chief"]) == 0
    on(monkeypatch, first.due_on + timedelta(days=2))
    assert remind(period=first, person=people["chief"]) == 3
    verbs = [entry.after for entry in history.of_subject(trail.PERIOD, str(first.pk)) if entry.verb == "reminded"]
    assert verbs == [{"late_reports": 8, "people": 3}] * 2


def test_reminding_leaves_out_who_has_sent_and_tells_the_stand_in(
    first: ReportingPeriod,
    report_of: ReportOf,
    goals: dict[str, GoalEdition],
    bodies: Bodies,
    people: dict[str, object],
    person_with: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_report(report_of(bodies.units[0]), "Bra", goals[bodies.units[0].key])
    stand_in = person_with(Role.READER, bodies.units[3])  # type: ignore[operator]
    name_stand_in(report=report_of(bodies.units[3]), stand_in=stand_in, person=None)
    on(monkeypatch, first.due_on)
    remind(period=first, person=None)
    rows = ReportReminder._base_manager.filter(report__period=first)
    assert not rows.filter(report__organisation=bodies.units[0]).exists()
    chief = people["chief"].pk  # type: ignore[attr-defined]
    street = rows.filter(report__organisation=bodies.units[3]).values_list("person", flat=True)
    assert set(street) == {chief, stand_in.pk}


@pytest.mark.parametrize(("days", "near"), [(7, True), (8, False)])
def test_reminding_waits_until_a_week_before(
    days: int, near: bool, first: ReportingPeriod, people: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, first.due_on - timedelta(days=days))
    if near:
        assert remind(period=first, person=people["chief"]) == 3
        assert {one.kind for one in Notice.objects.all()} == {"report_due_soon"}
        return
    with pytest.raises(DomainError, match="more than seven days away"):
        remind(period=first, person=people["chief"])
    assert not Notice.objects.exists()


def test_clock_reminds_once_before_the_deadline(
    first: ReportingPeriod, people: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, first.due_on - timedelta(days=8))
    assert remind_due() == 0
    on(monkeypatch, first.due_on - timedelta(days=7))
    assert remind_due() == 3
    assert remind_due() == 0
    on(monkeypatch, first.due_on)
    assert remind_due() == 0
    on(monkeypatch, first.due_on + timedelta(days=1))
    assert remind_due() == 0
    assert set(ReportReminder._base_manager.values_list("by", flat=True)) == {None}


def test_only_those_who_lead_remind(
    first: ReportingPeriod, people: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, first.due_on)
    with pytest.raises(DomainError, match="role does not allow"):
        remind(period=first, person=people["school"])
