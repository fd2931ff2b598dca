from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock, history
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history_table import changes_of
from kompassros.steering.activities import trail
from kompassros.steering.activities.models import Activity, ActivityEntry
from kompassros.steering.activities.services import (
    ActivityContent,
    add_activity,
    change_activity,
    move_activity,
    set_status,
    write_log,
)
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal, withdraw_goal
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import add_card, make_plan
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
CardOf = Callable[[Organisation], Card]
PersonWith = Callable[[Role, Organisation], Person]


def verbs(activity: Activity) -> list[str]:
    rows = history.of_subject(trail.ACTIVITY, str(activity.pk)).order_by("pk")
    return list(rows.values_list("verb", flat=True))


def test_new_activity_is_not_started_and_stands_in_the_history(activity: Activity, goal: GoalEdition) -> None:
    assert (activity.status, activity.ended_on, activity.goal, activity.version) == ("not_started", None, goal, 1)
    entry = history.of_subject(trail.ACTIVITY, str(activity.pk)).get()
    assert (entry.organisation_id, entry.verb) == (activity.organisation_id, "added")
    expected = ["deadline: 2026-04-30", "goal: Alla läser", "responsible: Rektor", "title: Läsverkstad"]
    assert changes_of(entry) == expected


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (ActivityContent("  "), "Say what shall be done."),
        (ActivityContent("x" * 301), "The activity's title is longer than 300 characters."),
        (ActivityContent("x", owner="y" * 121), "The owner's name is longer than 120 characters."),
        (ActivityContent("x", description="y" * 4001), "The description is longer than 4,000 characters."),
        (ActivityContent("x", cost=Decimal("-0.01")), "The cost is given in kronor and cannot be below zero."),
        (ActivityContent("x", cost=Decimal("NaN")), "The cost is given in kronor and cannot be below zero."),
        (ActivityContent("x", cost=Decimal("1.005")), "The cost is given in kronor with two decimals at most"),
        (ActivityContent("x", cost=Decimal(10) ** 12), "The cost is given in kronor with two decimals at most"),
    ],
)
def test_what_cannot_be_kept_is_refused(school: Card, content: ActivityContent, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        add_activity(card=school, content=content, person=None)
    assert not Activity._base_manager.filter(plan=school.plan).exists()


@pytest.mark.parametrize("cost", ["0", "0.5", "120000", "999999999999.99"])
def test_cost_is_kept_as_it_was_given(school: Card, cost: str) -> None:
    activity = add_activity(card=school, content=ActivityContent("x", cost=Decimal(cost)), person=None)
    activity.refresh_from_db()
    assert activity.cost == Decimal(cost)


def test_activity_may_serve_a_goal_of_a_card_above(school: Card, bodies: Bodies, card_of: CardOf) -> None:
    council = card_of(bodies.municipality)
    above = add_goal(card=council, content=GoalContent("Skolan", perspective="users"), person=None)
    activity = add_activity(card=school, content=ActivityContent("x"), goal=above, person=None)
    assert (activity.goal, activity.organisation) == (above, bodies.units[0])


def test_goal_of_another_year_and_a_withdrawn_one_are_refused(school: Card, bodies: Bodies, goal: GoalEdition) -> None:
    later = make_plan(organisation=bodies.municipality, year=YEAR + 1, structure="gausdal", person=None)
    other = add_card(plan=later, organisation=bodies.units[0], person=None)
    with pytest.raises(DomainError, match="An activity belongs to a goal of the same year and municipality"):
        add_activity(card=other, content=ActivityContent("x"), goal=goal, person=None)
    withdraw_goal(edition=goal, on=date(2026, 2, 1), decision="", person=None)
    with pytest.raises(DomainError, match="The goal “Alla läser” is withdrawn"):
        add_activity(card=school, content=ActivityContent("x"), goal=goal, person=None)


@pytest.mark.parametrize("status", ["late", "cancelled"])
def test_late_and_cancelled_need_a_text(activity: Activity, status: str) -> None:
    with pytest.raises(DomainError, match="Say why the activity is late or cancelled"):
        set_status(activity=activity, status=status, text=" ", person=None)
    activity.refresh_from_db()
    assert (activity.status, activity.version) == ("not_started", 1)
    set_status(activity=activity, status=status, text="Ingen sökte tjänsten.", person=None)
    assert activity.status == status


@pytest.mark.parametrize("ended", ["done", "cancelled"])
def test_day_of_the_end_is_set_and_cleared_again(activity: Activity, ended: str) -> None:
    yesterday = clock.today() - timedelta(days=1)
    set_status(activity=activity, status=ended, text="Så blev det.", on=yesterday, person=None)
    assert activity.ended_on == yesterday
    set_status(activity=activity, status="started", text="Vi börjar om.", on=yesterday, person=None)
    activity.refresh_from_db()
    assert (activity.status, activity.ended_on, activity.version) == ("started", None, 3)
    set_status(activity=activity, status="done", text="", person=None)
    assert activity.ended_on == clock.today()
    assert verbs(activity) == ["added", "reported", "reported", "reported"]


def test_status_that_is_no_change_unknown_or_to_come_is_refused(activity: Activity) -> None:
    with pytest.raises(DomainError, match="The activity is “not started” already"):
        set_status(activity=activity, status="not_started", text="x", person=None)
    with pytest.raises(DomainError, match="Choose one of the five statuses"):
        set_status(activity=activity, status="lost", text="x", person=None)
    with pytest.raises(DomainError, match="not on a day to come"):
        set_status(activity=activity, status="done", text="", on=clock.today() + timedelta(days=1), person=None)
    with pytest.raises(DomainError, match="The text is longer than 4000 characters"):
        set_status(activity=activity, status="started", text="x" * 4001, person=None)
    assert verbs(activity) == ["added"]


def test_log_keeps_every_line_with_the_status_of_then(
    activity: Activity, bodies: Bodies, person_with: PersonWith
) -> None:
    rektor = person_with(Role.UNIT_MANAGER, bodies.units[0])
    set_status(activity=activity, status="started", text="Nu är vi i gång.", person=rektor)
    write_log(activity=activity, text=" Tolv elever. ", person=rektor)
    with pytest.raises(DomainError, match="Write what happened, or choose a new status"):
        write_log(activity=activity, text=" ", person=rektor)
    rows = ActivityEntry._base_manager.filter(activity=activity)
    told = [(row.status, row.text, row.by, row.organisation) for row in rows]
    school = bodies.units[0]
    assert told == [("started", "Nu är vi i gång.", rektor, school), ("started", "Tolv elever.", rektor, school)]
    assert verbs(activity) == ["added", "reported", "told"]


def test_two_who_tell_at_once_both_stand_in_the_log_with_the_stored_status(activity: Activity) -> None:
    second = Activity._base_manager.select_related("plan__organisation", "organisation").get(pk=activity.pk)
    set_status(activity=activity, status="started", text="", person=None)
    write_log(activity=second, text="Också jag.", person=None)
    statuses = ActivityEntry._base_manager.filter(activity=activity).values_list("status", "text")
    assert list(statuses) == [("started", ""), ("started", "Också jag.")]


def test_second_of_two_who_change_at_once_is_told(activity: Activity) -> None:
    second = Activity._base_manager.select_related("plan__organisation", "organisation").get(pk=activity.pk)
    change_activity(activity=activity, content=ActivityContent("Läsverkstad för alla"), person=None)
    with pytest.raises(Conflict):
        set_status(activity=second, status="started", text="", person=None)
    with pytest.raises(Conflict):
        move_activity(activity=second, goal=None, person=None)
    with pytest.raises(Conflict):
        change_activity(activity=second, content=ActivityContent("Lässtuga"), person=None)
    second.refresh_from_db()
    assert (second.title, second.status) == ("Läsverkstad för alla", "not_started")
    assert not ActivityEntry._base_manager.filter(activity=activity).exists()


def test_change_is_told_before_and_after_and_none_is_not_told(activity: Activity) -> None:
    content = ActivityContent("Läsverkstad", owner="Rektor", deadline=date(2026, 5, 31), cost=Decimal(5000))
    change_activity(activity=activity, content=content, person=None)
    change_activity(activity=activity, content=content, person=None)
    assert verbs(activity) == ["added", "changed"]
    last = history.of_subject(trail.ACTIVITY, str(activity.pk)).get(verb="changed")
    assert changes_of(last) == ["cost in kronor: nothing → 5000", "deadline: 2026-04-30 → 2026-05-31"]


def test_activity_moves_to_another_goal_and_to_none(activity: Activity, school: Card, goal: GoalEdition) -> None:
    other = add_goal(card=school, content=GoalContent("Alla räknar", perspective="users"), person=None)
    move_activity(activity=activity, goal=other, person=None)
    with pytest.raises(DomainError, match="The activity belongs to this goal already"):
        move_activity(activity=activity, goal=other, person=None)
    move_activity(activity=activity, goal=None, person=None)
    activity.refresh_from_db()
    assert activity.goal is None
    moved = history.of_subject(trail.ACTIVITY, str(activity.pk)).filter(verb="moved").order_by("pk")
    assert [(row.before, row.after) for row in moved] == [
        ({"goal": "Alla läser"}, {"goal": "Alla räknar"}),
        ({"goal": "Alla räknar"}, {"goal": None}),
    ]


def test_closed_plan_takes_no_change(activity: Activity, draft: SteeringPlan, school: Card) -> None:
    SteeringPlan._base_manager.filter(pk=draft.pk).update(state="closed", decision="KF § 1")
    for act in (
        lambda: add_activity(card=school, content=ActivityContent("x"), person=None),
        lambda: change_activity(activity=activity, content=ActivityContent("x"), person=None),
        lambda: set_status(activity=activity, status="done", text="", person=None),
        lambda: write_log(activity=activity, text="x", person=None),
        lambda: move_activity(activity=activity, goal=None, person=None),
    ):
        with pytest.raises(DomainError, match="The plan of 2026 is “closed”; this cannot be done now"):
            act()


def test_manager_of_another_unit_is_refused(activity: Activity, bodies: Bodies, person_with: PersonWith) -> None:
    other = person_with(Role.UNIT_MANAGER, bodies.units[1])
    with pytest.raises(DomainError, match="Your role does not allow this"):
        set_status(activity=activity, status="done", text="", person=other)
    with pytest.raises(DomainError, match="Your role does not allow this"):
        write_log(activity=activity, text="x", person=other)
