"""Must show 5: a closed period's report, made again a year later, when everything has changed, is the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.services import designate
from kompassros.records import clock
from kompassros.records.freezing import canonical_json
from kompassros.steering.activities.services import ActivityContent, add_activity, set_status
from kompassros.steering.goals.contents import GoalContent, TargetContent, indicator_content
from kompassros.steering.goals.indicator_services import change_indicator
from kompassros.steering.goals.models import GoalEdition, IndicatorValue
from kompassros.steering.goals.services import change_goal
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.files import KINDS
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.reorganising.services import reorganise
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split, Wish
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, ReportOf, enter, indicator_of, sign_report

Goals = dict[str, GoalEdition]
DECISION = "KF 2026-05-20 § 55"
FILES = [(kind.key, ending) for kind in KINDS for ending in kind.formats]


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Set the clock to noon of a day."""

    def at(today: date) -> None:
        moment = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(date(YEAR, 5, 12))
    return at


def test_closed_period_has_the_same_bytes_a_year_later(
    client: Client,
    day: Callable[[date], None],
    agreed: SteeringPlan,
    first: ReportingPeriod,
    goals: Goals,
    bodies: Bodies,
    report_of: ReportOf,
    card_of: CardOf,
    person_with: Callable[[Role, Organisation], Person],
) -> None:
    unit = bodies.units[0]
    activity = add_activity(card=card_of(unit), content=ActivityContent("Vikarier"), person=None, goal=goals[unit.key])
    for each, figure in zip(bodies.units, ("6,4", "> 9", "72 (2026)", "5"), strict=True):
        enter(goals[each.key], figure)
    sign_report(report_of(unit), "Vintern var svår", goals[unit.key])
    edition = close_period(period=first, person=None)
    client.force_login(person_with(Role.POLITICIAN, bodies.municipality))
    before = {each: _file(client, bodies, *each) for each in FILES}
    assert {ending for _kind, ending in FILES} >= {"json", "html", "docx", "odt", "xlsx", "pdf"}
    assert "Vintern var svår" in before["report", "html"].decode()
    content = canonical_json(edition.content)

    day(date(YEAR + 1, 6, 1))
    _change_everything(goals)
    set_status(activity=activity, status="done", text="Klart", person=None)
    _reorganise(agreed, bodies)

    assert Organisation.objects.get(pk=unit.pk).valid_to == date(YEAR, 6, 30)
    now = GoalEdition._base_manager.filter(plan=agreed).select_related("organisation")
    assert sorted(goal.organisation.name for goal in now) == [
        *("Allt lärande", "Gata", "Lövhult", "Omsorg", "Södra ängen", "Teknik och park"),
        *("Åsens och hemmens", "Åsens och hemmens"),
    ]
    after = {each: _file(client, bodies, *each) for each in FILES}
    assert {each: after[each] == before[each] for each in FILES} == dict.fromkeys(FILES, True)
    again = PeriodEdition.objects.get(pk=edition.pk)
    assert (canonical_json(again.content), again.is_intact()) == (content, True)


def _file(client: Client, bodies: Bodies, kind: str, ending: str) -> bytes:
    arguments = [bodies.municipality.key, YEAR, "T1", 1, kind, ending]
    answer = client.get(reverse("steering:period_file", args=arguments), headers={"accept-language": "en"})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def _change_everything(goals: Goals) -> None:
    """Rename every goal, change every target and restate every figure."""
    target = TargetContent("< 4 %", Target(TargetKind.LEVEL, Comparison.BELOW, Decimal(4)))
    for key, goal in goals.items():
        goal.refresh_from_db()
        change_goal(
            edition=goal, content=GoalContent(f"Renamed {key}", perspective="staff"), person=None, decision=DECISION
        )
        indicator = indicator_of(goal)
        changed = replace(indicator_content(indicator), title="Renamed", target=target)
        change_indicator(edition=indicator, content=changed, person=None, decision=DECISION)
        enter(goal, "3,9", seen=_vintage(goal))


def _vintage(goal: GoalEdition) -> int:
    rows = IndicatorValue._base_manager.filter(indicator=indicator_of(goal).indicator, period="T1")
    return max(rows.values_list("vintage", flat=True), default=0)


def _reorganise(plan: SteeringPlan, bodies: Bodies) -> None:
    """Merge, split and move units and planning areas, and rename what is left."""
    school, care, works = bodies.areas
    unit, preschool, home, street = bodies.units
    wishes: list[tuple[date, Wish]] = [
        (date(YEAR, 6, 1), Move(preschool, care)),
        (date(YEAR, 6, 15), Merge([preschool, home], name="Åsens och hemmens")),
        (date(YEAR, 7, 1), Split(unit, ["Södra ängen", "Norra ängen"])),
        (date(YEAR, 8, 1), Split(school, ["Allt lärande", "Barn och kultur"])),
        (date(YEAR, 9, 1), Move(street, care)),
    ]
    for on, wish in wishes:
        fresh = SteeringPlan._base_manager.select_related("organisation").get(pk=plan.pk)
        reorganise(plan=fresh, wish=wish, decided=Decided(on, DECISION), person=None)
    works.refresh_from_db()
    since = date(YEAR, 10, 1)
    designate(organisation=works, name="Teknik och park", code="", since=since, person=None, why="KF § 9")
