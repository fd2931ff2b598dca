from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.methods.targets import Attainment, Comparison, Target, TargetKind
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock, jobs
from kompassros.records.errors import DomainError
from kompassros.records.freezing import canonical_json
from kompassros.records.models import HistoryEntry
from kompassros.steering.goals.contents import GoalContent, TargetContent, indicator_content
from kompassros.steering.goals.indicator_services import change_indicator
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal, change_goal, give_verdict, withdraw_goal
from kompassros.steering.periods import closing, gathering
from kompassros.steering.periods.closing import close_period, latest, start_closing
from kompassros.steering.periods.correcting import FigureCorrection, TextCorrection, correct_edition
from kompassros.steering.periods.difference import compare
from kompassros.steering.periods.frozen_period import FrozenPeriod
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod
from kompassros.steering.periods.planning import open_period
from kompassros.steering.periods.queries import is_late, previous_edition, previous_report, to_report
from kompassros.steering.periods.reporting import send, sign, write_report
from kompassros.steering.periods.trail import PERIOD
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import CardOf, ReportOf, enter, indicator_of, sign_report

pytestmark = pytest.mark.django_db
Goals = dict[str, GoalEdition]
PersonWith = Callable[[Role, Organisation], Person]
MOST_QUERIES = 45


def read(edition: PeriodEdition) -> FrozenPeriod:
    found: FrozenPeriod = edition.read()
    return found


def test_closing_freezes_figures_statuses_texts_and_signatures(
    first: ReportingPeriod, goals: Goals, bodies: Bodies, report_of: ReportOf, person_with: PersonWith
) -> None:
    unit, goal = bodies.units[0], goals[bodies.units[0].key]
    enter(goal, "6,4")
    manager, above = person_with(Role.UNIT_MANAGER, unit), person_with(Role.UNIT_MANAGER, bodies.areas[0])
    report = report_of(unit)
    write_report(report=report, text="Hög frånvaro", lines={}, person=manager)
    send(report=report, person=manager)
    sign(report=report, person=above)
    edition = close_period(period=first, person=None)
    card = next(each for each in read(edition).cards if each.body == unit.key)
    (indicator,) = card.goals[0].indicators
    assert (indicator.printed, indicator.attainment) == ("6,4", Attainment.PARTLY)
    assert indicator.content["status"] == {"attainment": "partly", "reason": "", "compared": "6.4", "rule": 1}
    assert (card.report["state"], card.report["text"]) == ("signed", "Hög frånvaro")
    signed, sent = card.report["signed"], card.report["sent"]
    assert (signed["office"], sent["office"]) == (
        {"role": "unit_manager", "at": "Lärande"},
        {"role": "unit_manager", "at": "Ängens skola"},
    )
    assert (first.state, edition.number, edition.is_intact()) == ("closed", 1, True)


def test_cards_stand_in_the_order_of_the_tree_with_the_shares_below(
    first: ReportingPeriod, goals: Goals, bodies: Bodies
) -> None:
    for unit, figure in zip(bodies.units, ("5", "9", "6,5", ""), strict=True):
        enter(goals[unit.key], figure)
    cards = read(close_period(period=first, person=None)).cards
    assert [card.name for card in cards] == [
        *("Lövhult", "Lärande", "Åsens förskola", "Ängens skola"),
        *("Omsorg", "Hemtjänst", "Teknik", "Gata"),
    ]
    assert [count for _status, count in cards[0].shares("all").counts] == [1, 1, 1, 5]
    assert [count for _status, count in cards[1].shares("all").counts] == [1, 0, 1, 1]
    assert [count for _status, count in cards[1].shares("own").counts] == [0, 0, 0, 1]


def test_texts_that_nobody_signed_stay_out_of_the_edition(
    first: ReportingPeriod, bodies: Bodies, report_of: ReportOf
) -> None:
    write_report(report=report_of(bodies.units[0]), text="A draft", lines={}, person=None)
    edition = close_period(period=first, person=None)
    assert "A draft" not in canonical_json(edition.content)
    states = {card.body: card.report["state"] for card in read(edition).cards}
    assert states[bodies.units[0].key] == "draft"
    assert is_late(report_of(bodies.units[0]))


def test_closing_twice_is_refused(first: ReportingPeriod) -> None:
    other = ReportingPeriod._base_manager.select_related("plan").get(pk=first.pk)
    close_period(period=first, person=None)
    with pytest.raises(DomainError, match=r"First tertial 2026 is “closed”; this cannot be done now."):
        close_period(period=other, person=None)
    assert PeriodEdition.objects.filter(period=first).count() == 1


def test_nothing_is_reported_after_closing(first: ReportingPeriod, bodies: Bodies, report_of: ReportOf) -> None:
    report = report_of(bodies.units[0])
    close_period(period=first, person=None)
    with pytest.raises(DomainError, match=r"First tertial 2026 is “closed”; this cannot be done now."):
        write_report(report=report, text="Late", lines={}, person=None)


def test_change_while_closing_is_frozen_too(
    first: ReportingPeriod, goals: Goals, bodies: Bodies, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gather_and_change(period: ReportingPeriod, *told: Any) -> Any:
        content = gathering.gather(period, *told)
        if told:
            enter(goals[bodies.units[0].key], "5,5")
        return content

    monkeypatch.setattr(closing, "gather", gather_and_change)
    edition = close_period(period=first, person=None)
    figures = [one.printed for _card, _goal, one in read(edition).indicators()]
    assert sorted(figures) == ["", "", "", "", "", "", "", "5,5"]


def test_closing_asks_no_more_for_more_bodies(first: ReportingPeriod, goals: Goals) -> None:
    for goal in goals.values():
        enter(goal, "5")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        close_period(period=first, person=None)
    assert len(queries) <= MOST_QUERIES


def test_gathering_is_bounded(first: ReportingPeriod, goals: Goals, bodies: Bodies, card_of: CardOf) -> None:
    few = _count(first)
    for number in range(5):
        content = GoalContent(f"Mål {number}", perspective="staff")
        goal = add_goal(card=card_of(bodies.units[0]), content=content, person=None)
        give_verdict(edition=goal, attainment="met", reasons="Bra", person=None)
    assert (_count(first), few) == (8, 8)


def _count(period: ReportingPeriod) -> int:
    fresh = ReportingPeriod._base_manager.select_related("plan__organisation").get(pk=period.pk)
    with CaptureQueriesContext(connection) as queries:
        gathering.gather(fresh)
    return len(queries)


def test_many_bodies_are_closed_by_a_job(first: ReportingPeriod, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "MANY_CARDS", 8)
    started = start_closing(period=first, person=None)
    assert started.edition is None
    assert started.job
    jobs.run(started.job.pk)
    started.job.refresh_from_db()
    edition = latest(first)
    assert edition
    assert (started.job.state, started.job.done, started.job.total) == ("done", 8, 8)
    assert started.job.result == {"edition": edition.pk, "number": 1, "said": "The period is closed."}


def test_few_bodies_are_closed_at_once(first: ReportingPeriod) -> None:
    started = start_closing(period=first, person=None)
    assert (started.job, started.edition) == (None, latest(first))


def test_closed_period_keeps_its_figures_when_everything_changes(
    agreed: SteeringPlan, first: ReportingPeriod, goals: Goals, bodies: Bodies, report_of: ReportOf
) -> None:
    unit = bodies.units[0]
    enter(goals[unit.key], "6,4")
    sign_report(report_of(unit), "Vintern var svår", goals[unit.key])
    edition = close_period(period=first, person=None)
    before = canonical_json(edition.content)
    goal = goals[unit.key]
    goal.refresh_from_db()
    change_goal(edition=goal, content=GoalContent("Renamed", perspective="staff"), person=None)
    indicator = indicator_of(goal)
    higher = TargetContent("< 4 %", Target(TargetKind.LEVEL, Comparison.BELOW, Decimal(4)))
    content = indicator_content(indicator)
    changed = type(content)(**{**content.__dict__, "target": higher})
    change_indicator(edition=indicator, content=changed, person=None, decision="KF § 2")
    enter(goal, "9,9", seen=1)
    Organisation.objects.filter(pk=unit.pk).update(name="Merged", parent=bodies.areas[1])
    again = PeriodEdition.objects.get(pk=edition.pk)
    assert canonical_json(again.content) == before
    assert again.is_intact()


def test_correction_is_a_new_edition_that_names_the_old(
    first: ReportingPeriod, goals: Goals, bodies: Bodies, report_of: ReportOf
) -> None:
    unit = bodies.units[0]
    enter(goals[unit.key], "6,4")
    sign_report(report_of(unit), "Vintern var svår", goals[unit.key])
    old = close_period(period=first, person=None)
    uid = str(indicator_of(goals[unit.key]).indicator.uid)
    corrections: list[Any] = [FigureCorrection(uid, "5,9", "Wrong month"), TextCorrection(unit.key, "Vintern var mild")]
    new = correct_edition(period=first, corrections=corrections, why="Wrong file", person=None)
    assert (new.number, new.why, new.content["corrects"]) == (2, "Wrong file", {"number": 1, "sha256": old.sha256})
    figures = {one.uid: one for _card, _goal, one in read(new).indicators()}
    assert (figures[uid].printed, figures[uid].attainment) == ("5,9", Attainment.MET)
    assert [count for _status, count in read(new).cards[0].shares("all").counts] == [1, 0, 0, 7]
    assert [count for _status, count in read(old).cards[0].shares("all").counts] == [0, 1, 0, 7]
    card = next(each for each in read(new).cards if each.body == unit.key)
    assert card.report["text"] == "Vintern var mild"
    entry = HistoryEntry.objects.get(subject_kind=PERIOD, verb="corrected")
    assert entry.before == {"edition": 1, "sha256": old.sha256}


@pytest.mark.parametrize(
    ("corrections", "why", "message"),
    [
        ([], "Why", "Say what is to be corrected."),
        ([FigureCorrection("x", "1")], " ", "Say why the edition is corrected"),
        ([FigureCorrection("x", "1")], "Why", "The edition has no such indicator."),
        ([TextCorrection("x", "1")], "Why", "This body has no signed report in the edition."),
    ],
)
def test_correction_that_cannot_be_is_refused(
    first: ReportingPeriod, corrections: list[Any], why: str, message: str
) -> None:
    close_period(period=first, person=None)
    with pytest.raises(DomainError, match=message):
        correct_edition(period=first, corrections=corrections, why=why, person=None)
    assert PeriodEdition.objects.filter(period=first).count() == 1


def test_judging_a_frozen_indicator_gives_its_frozen_status(first: ReportingPeriod, goals: Goals) -> None:
    for goal, figure in zip(goals.values(), ("5", "6", "7", "7,1", "> 9", "< 5", "8 / 3", ""), strict=True):
        enter(goal, figure)
    for _card, _goal, one in read(close_period(period=first, person=None)).indicators():
        assert one.judged().attainment is one.attainment


def test_difference_tells_statuses_figures_and_goals(
    periods: list[ReportingPeriod], first: ReportingPeriod, goals: Goals, bodies: Bodies, card_of: CardOf
) -> None:
    moved, renamed, gone = (goals[unit.key] for unit in bodies.units[:3])
    enter(moved, "6,4")
    before = close_period(period=first, person=None)
    enter(moved, "5,1", "T2")
    change_goal(edition=renamed, content=GoalContent("Renamed", perspective="staff"), person=None)
    withdraw_goal(edition=gone, on=clock.today(), decision="", person=None)
    add_goal(card=card_of(bodies.units[3]), content=GoalContent("New", perspective="staff"), person=None)
    open_period(period=periods[1], person=None)
    after = close_period(period=periods[1], person=None)
    assert previous_edition(periods[1]) == before
    found = compare(read(before), read(after))
    assert [(one.before.printed, one.after.printed, one.other_status) for one in found.moved] == [("6,4", "5,1", True)]
    assert [each.goal.title for each in found.new] == ["New"]
    assert [each.goal.title for each in found.withdrawn] == ["Friska i Hemtjänst"]
    assert [(old.title, new.title) for old, new in found.renamed] == [("Friska i Åsens förskola", "Renamed")]
    assert not compare(read(before), read(before))


def test_report_page_asks_for_what_is_due_or_deviates_with_what_was_said_before(
    periods: list[ReportingPeriod], first: ReportingPeriod, goals: Goals, bodies: Bodies, report_of: ReportOf
) -> None:
    unit, goal = bodies.units[0], goals[bodies.units[0].key]
    sign_report(report_of(unit), "Vintern var svår", goal)
    close_period(period=first, person=None)
    open_period(period=periods[1], person=None)
    rows = CardReport._base_manager.select_related("period__plan", "card__organisation")
    report = rows.get(period=periods[1], organisation=unit)
    (asked,) = to_report(report)
    last = previous_report(report)
    assert (asked.asks, asked.due[0].reason, asked.last and asked.last.reasons) == (
        True,
        "no_value",
        "Mycket influensa",
    )
    assert last
    assert last.text == "Vintern var svår"
    enter(goal, "7,5", "T2")
    assert to_report(report)[0].due[0].attainment is Attainment.NOT_MET
    enter(goal, "5", "T2", seen=1)
    assert to_report(report)[0].asks is False
