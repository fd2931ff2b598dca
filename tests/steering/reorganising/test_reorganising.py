from datetime import date, timedelta

import pytest

from kompassros.organisations.models import Organisation, Person, Succession
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from kompassros.steering.activities.models import Activity, ActivityEntry
from kompassros.steering.activities.services import ActivityContent, add_activity, set_status
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition, GoalRevision, IndicatorEdition, IndicatorValue
from kompassros.steering.goals.services import add_goal, change_goal
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import tree_of
from kompassros.steering.policies import WRITE_CARD
from kompassros.steering.reorganising.models import BodyChange, Reorganisation
from kompassros.steering.reorganising.services import look_over, reorganise
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split, Wish
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, enter
from tests.steering.reorganising.doing import DECIDED, Goals, PersonWith, card_in, do, keys_of, named, told, where

pytestmark = pytest.mark.usefixtures("in_summer")


def test_moved_unit_keeps_its_card_and_is_counted_below_the_other_area(
    agreed: SteeringPlan, goals: Goals, bodies: Bodies, person_with: PersonWith
) -> None:
    unit, care = bodies.units[0], bodies.areas[1]
    enter(goals[unit.key], "5", "")
    one = do(agreed, Move(unit, care))
    unit.refresh_from_db()
    assert (unit.parent, unit.path) == (care, f"{care.path}{unit.pk}/")
    assert told(one, "goal") == [("Friska i Ängens skola", "Ängens skola", "Ängens skola", "along")]
    leader = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    branches = {branch.card.organisation.name: branch for branch in tree_of(agreed, leader)}
    counts = [[count for _status, count in branches[name].all.counts] for name in ("Lövhult", "Lärande", "Omsorg")]
    assert counts == [[1, 0, 0, 7], [0, 0, 0, 2], [1, 0, 0, 2]]
    change = BodyChange._base_manager.select_related("organisation", "became", "was_below", "now_below").get()
    assert (change.organisation, change.became, change.was_below, change.now_below) == (
        unit,
        unit,
        bodies.areas[0],
        care,
    )


def test_manager_of_the_new_area_writes_the_moved_units_card_and_the_old_one_does_not(
    agreed: SteeringPlan, bodies: Bodies, person_with: PersonWith, card_of: CardOf
) -> None:
    unit = bodies.units[0]
    old, new = (person_with(Role.UNIT_MANAGER, area) for area in bodies.areas[:2])
    do(agreed, Move(unit, bodies.areas[1]))
    card = card_of(Organisation.objects.get(pk=unit.pk))
    assert [WRITE_CARD.allows(Person.objects.get(pk=each.pk), card) for each in (old, new)] == [False, True]


def test_link_to_a_goal_that_is_not_above_any_more_is_loosened(
    agreed: SteeringPlan, goals: Goals, bodies: Bodies
) -> None:
    unit, area, top = (goals[each.key] for each in (bodies.units[0], bodies.areas[0], bodies.municipality))
    other = goals[bodies.units[1].key]
    for goal, above in ((unit, area), (other, top)):
        goal.refresh_from_db()
        change_goal(edition=goal, content=GoalContent(goal.title, perspective="staff", serves=above), person=None)
    one = do(agreed, Move(bodies.units[0], bodies.areas[1]))
    assert told(one, "link") == [("Friska i Ängens skola", "Friska i Lärande", "", "loosened")]
    rows = GoalEdition._base_manager
    assert (rows.get(pk=unit.pk).serves, rows.get(pk=other.pk).serves) == (None, top)
    last = GoalRevision.objects.filter(goal=unit).last()
    assert last
    assert (last.content["serves"], last.decision) == (None, DECIDED.decision)


def test_merged_units_goals_stand_on_the_new_ones_card_with_figures_and_history(
    agreed: SteeringPlan, goals: Goals, bodies: Bodies
) -> None:
    first, second = bodies.units[:2]
    enter(goals[first.key], "5")
    activity = add_activity(
        card=card_in(agreed, first), content=ActivityContent("Rekrytera"), person=None, goal=goals[first.key]
    )
    set_status(activity=activity, status="started", text="Nu", person=None)
    one = do(agreed, Merge([first, second], name="Ängåsen"))
    new = named("Ängåsen")
    assert (new.kind, new.parent, new.valid_from) == (Organisation.Kind.UNIT, bodies.areas[0], DECIDED.on)
    assert [where(goals[body.key]) for body in (first, second)] == [("Ängåsen", "Ängåsen")] * 2
    assert {
        row.organisation for row in IndicatorEdition._base_manager.filter(goal__in=keys_of(goals, first, second))
    } == {new}
    assert {row.organisation for row in IndicatorValue._base_manager.filter(indicator__owner=bodies.municipality)} == {
        new
    }
    assert {row.organisation for row in Activity._base_manager.filter(plan=agreed)} == {new}
    assert {row.organisation for row in ActivityEntry._base_manager.filter(activity=activity)} == {new}
    card = card_in(agreed, new)
    assert (card.state, card.level, card.ended_on) == ("agreed", "unit", None)
    old = [card_in(agreed, body) for body in (first, second)]
    assert [each.ended_on for each in old] == [DECIDED.on] * 2
    assert told(one, "indicator") == [
        ("Sjukfrånvaro", "Ängens skola", "Ängåsen", "moved"),
        ("Sjukfrånvaro", "Åsens förskola", "Ängåsen", "moved"),
    ]
    positions = GoalEdition._base_manager.filter(card=card).values_list("position", flat=True)
    assert list(positions) == [1, 2]
    for body in (first, second):
        body.refresh_from_db()
        assert body.valid_to == DECIDED.on - timedelta(days=1)
        assert Succession.objects.get(predecessor=body).successor == new


def test_history_tells_at_both_ends(agreed: SteeringPlan, goals: Goals, bodies: Bodies) -> None:
    first, second = bodies.units[:2]
    do(agreed, Merge([first, second], into=first))
    rows = HistoryEntry.objects.filter(subject_kind="steering_card", verb__in=("ended", "took_over")).order_by("pk")
    assert [(row.verb, row.organisation_id, row.why) for row in rows] == [
        ("took_over", first.pk, DECIDED.decision),
        ("ended", second.pk, DECIDED.decision),
    ]
    assert rows[0].after == {"bodies": "Åsens förskola", "became": "Ängens skola", "on": "2026-06-01"}
    (goal,) = HistoryEntry.objects.filter(subject_kind="steering_goal", verb="reorganised")
    assert (goal.before, goal.after) == ({"card": "Åsens förskola"}, {"card": "Ängens skola"})
    assert HistoryEntry.objects.filter(subject_kind="steering_plan", verb="reorganised").count() == 1
    revision = GoalRevision.objects.filter(goal=goals[second.key]).last()
    assert revision
    assert revision.decision == DECIDED.decision


def test_card_that_ended_is_neither_in_the_tree_nor_written(
    agreed: SteeringPlan, bodies: Bodies, person_with: PersonWith
) -> None:
    leader = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    before = tree_of(agreed, leader)
    do(agreed, Merge(bodies.units[:2], into=bodies.units[0]))
    after = tree_of(agreed, leader)
    assert [branch.card.organisation.name for branch in after] == [
        branch.card.organisation.name for branch in before if branch.card.organisation != bodies.units[1]
    ]
    assert after[0].all == before[0].all
    message = "The card of Åsens förskola has ended. Its goals stand on the cards of what the body became."
    with pytest.raises(DomainError, match=message):
        add_goal(card=card_in(agreed, bodies.units[1]), content=GoalContent("Nytt", perspective="staff"), person=None)


def test_split_gives_each_goal_to_whom_it_was_chosen_for_and_the_rest_to_the_first(
    agreed: SteeringPlan, goals: Goals, bodies: Bodies, card_of: CardOf
) -> None:
    unit = bodies.units[0]
    second = add_goal(card=card_of(unit), content=GoalContent("Trygga", perspective="users"), person=None, decision="§")
    loose = add_activity(card=card_of(unit), content=ActivityContent("Möten"), person=None)
    bound = add_activity(card=card_of(unit), content=ActivityContent("Rastvärdar"), person=None, goal=second)
    one = do(agreed, Split(unit, ["Norra ängen", "Södra ängen"], goals={str(second.goal.uid): 1}))
    assert [where(goal) for goal in (goals[unit.key], second)] == [("Norra ängen",) * 2, ("Södra ängen",) * 2]
    owners = [Activity._base_manager.select_related("organisation").get(pk=each.pk) for each in (loose, bound)]
    assert [each.organisation.name for each in owners] == ["Norra ängen", "Södra ängen"]
    unit.refresh_from_db()
    assert unit.valid_to == date(YEAR, 5, 31)
    assert told(one, "body") == [
        ("Norra ängen", "", "Lärande", "begun"),
        ("Södra ängen", "", "Lärande", "begun"),
        ("Ängens skola", "Ängens skola", "Norra ängen; Södra ängen", "ended"),
    ]


def test_split_body_that_remains_keeps_its_card_and_what_nobody_takes(
    agreed: SteeringPlan, goals: Goals, bodies: Bodies, card_of: CardOf
) -> None:
    unit = bodies.units[0]
    second = add_goal(card=card_of(unit), content=GoalContent("Trygga", perspective="users"), person=None, decision="§")
    do(agreed, Split(unit, ["Södra ängen"], remains=True, goals={str(second.goal.uid): 1}))
    unit.refresh_from_db()
    assert (unit.valid_to, card_of(unit).ended_on) == (None, None)
    assert [where(goal)[0] for goal in (goals[unit.key], second)] == ["Ängens skola", "Södra ängen"]


def test_split_area_shares_its_units(agreed: SteeringPlan, goals: Goals, bodies: Bodies) -> None:
    school, (first, second) = bodies.areas[0], bodies.units[:2]
    unit_goal = goals[second.key]
    unit_goal.refresh_from_db()
    serving = GoalContent(unit_goal.title, perspective="staff", serves=goals[school.key])
    change_goal(edition=unit_goal, content=serving, person=None)
    one = do(agreed, Split(school, ["Skola", "Förskola"], places={second.key: 1}))
    for unit, name in ((first, "Skola"), (second, "Förskola")):
        unit.refresh_from_db()
        assert (unit.parent, unit.path) == (named(name), f"{named(name).path}{unit.pk}/")
    assert told(one, "link") == [("Friska i Åsens förskola", "Friska i Lärande", "", "loosened")]


def test_looking_over_tells_what_is_done_and_stores_nothing(agreed: SteeringPlan, goals: Goals, bodies: Bodies) -> None:
    wish = Merge(bodies.units[:2], name="Ängåsen")
    seen = look_over(plan=agreed, wish=wish, decided=DECIDED, person=None)
    assert not Organisation.objects.filter(name="Ängåsen").exists()
    assert where(goals[bodies.units[0].key])[0] == "Ängens skola"
    enter(goals[bodies.units[0].key], "5")
    one = reorganise(plan=agreed, wish=wish, decided=DECIDED, person=None, seen=seen.checksum)
    assert one.told == [line.told() for line in seen.lines]


def test_what_changed_since_it_was_looked_over_is_not_done(
    agreed: SteeringPlan, bodies: Bodies, card_of: CardOf
) -> None:
    wish = Move(bodies.units[0], bodies.areas[1])
    seen = look_over(plan=agreed, wish=wish, decided=DECIDED, person=None)
    add_activity(card=card_of(bodies.units[0]), content=ActivityContent("Ny"), person=None)
    with pytest.raises(Conflict, match=r"Something was changed after you looked it over."):
        reorganise(plan=agreed, wish=wish, decided=DECIDED, person=None, seen=seen.checksum)
    assert not Reorganisation._base_manager.exists()
    assert Organisation.objects.get(pk=bodies.units[0].pk).parent == bodies.areas[0]


def test_draft_card_is_not_merged_with_an_agreed_one_of_an_adopted_plan(plan: SteeringPlan, bodies: Bodies) -> None:
    one, other = bodies.units[:2]
    Card._base_manager.filter(organisation=one).update(state="agreed")
    with pytest.raises(DomainError, match=r"The card of Åsens förskola is not agreed, others are. Agree to it first"):
        do(plan, Merge([one, other], name="Ängåsen"))


@pytest.mark.parametrize(
    ("decided", "message"),
    [
        (Decided(DECIDED.on, " "), "Name the decision"),
        (Decided(DECIDED.on, "x" * 121), "The decision's name is longer than 120 characters"),
        (Decided(date(YEAR, 6, 3), "§ 1"), "entered from the day on which it holds, not before"),
        (Decided(date(YEAR - 1, 12, 31), "§ 1"), "The day lies in another year than the plan of 2026"),
    ],
)
def test_decision_that_cannot_be_is_refused(
    agreed: SteeringPlan, bodies: Bodies, decided: Decided, message: str
) -> None:
    with pytest.raises(DomainError, match=message):
        do(agreed, Move(bodies.units[0], bodies.areas[1]), decided)


def test_wish_that_cannot_be_is_refused(agreed: SteeringPlan, bodies: Bodies) -> None:
    unit, other, area = bodies.units[0], bodies.units[1], bodies.areas[0]
    wishes: list[tuple[Wish, str]] = [
        (Move(unit, area), "Ängens skola lies below Lärande already."),
        (Move(unit, other), "Nothing lies below a unit."),
        (Move(bodies.municipality, area), "Lövhult is not a part of Lövhult."),
        (Move(area, area), "An organisation cannot lie below itself."),
        (Merge([unit, unit], into=unit), "Choose at least two bodies that become one."),
        (Merge([unit, area], into=unit), "Bodies of different kinds cannot become one."),
        (Merge([unit, other], into=area), "The body that goes on must be one of those that become one."),
        (Merge([unit, other], name=" "), "An organisation needs a name."),
        (Merge([unit, other], name="omsorg"), "The municipality has “omsorg” already. Choose another name."),
        (Merge(bodies.areas[:2], name="Ny", below=area), "The new body cannot lie below one that ends."),
        (Split(unit, ["Ensam"]), "Name at least two bodies that it becomes"),
        (Split(unit, ["A", "a"]), "The municipality has “a” already."),
        (Split(unit, ["A", "B"], goals={"x": 2}), "Choose who takes each goal and each body below."),
    ]
    for wish, message in wishes:
        with pytest.raises(DomainError, match=message):
            do(agreed, wish)


def test_ended_body_is_not_reorganised_again(agreed: SteeringPlan, bodies: Bodies) -> None:
    do(agreed, Merge(bodies.units[:2], into=bodies.units[0]))
    with pytest.raises(DomainError, match=r"Åsens förskola has ended already."):
        do(agreed, Move(bodies.units[1], bodies.areas[1]))


def test_only_those_who_lead_reorganise(agreed: SteeringPlan, bodies: Bodies, person_with: PersonWith) -> None:
    wish = Move(bodies.units[0], bodies.areas[1])
    manager = person_with(Role.UNIT_MANAGER, bodies.areas[0])
    with pytest.raises(DomainError, match=r"Your role does not allow this."):
        reorganise(plan=agreed, wish=wish, decided=DECIDED, person=manager)
    leader = person_with(Role.COORDINATOR, bodies.municipality)
    fresh = SteeringPlan._base_manager.select_related("organisation").get(pk=agreed.pk)
    assert reorganise(plan=fresh, wish=wish, decided=DECIDED, person=leader).by == leader
