"""What the pages of a plan, a card and a goal show of activities and of the council's requests."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.records.slots import Piece, register
from kompassros.steering.activities import said
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.policies import SEE_ACTIVITY
from kompassros.steering.activities.queries import Line, activities_in, count, count_open, lines_of, tally
from kompassros.steering.activities.tables import activity_address
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import WRITE_CARD

FOLDER = "steering/activities"
MOST_SHOWN = 10


def of_plan(*, request: HttpRequest, plan: SteeringPlan) -> Piece:
    """How many activities a reader sees in a plan, and how many requests of the council have no answer."""
    counts = count(activities_in(plan, request.user))
    context = {"plan": plan, "counts": counts, "requests": count_open(plan.organisation, request.user)}
    heading = _("Activities and requests of the council")
    return Piece("plan-activities", heading, f"{FOLDER}/piece_plan.html", context, counts.open)


def of_card(*, request: HttpRequest, card: Card) -> Piece:
    """What the body of a card does; whoever sees the card sees it all."""
    rows = Activity._base_manager.filter(plan=card.plan, organisation=card.organisation)
    lines = lines_of(rows, card.plan, request.user)
    return _list(request, card, lines, {"query": f"?body={card.organisation.key}"})


def of_goal(*, request: HttpRequest, goal: GoalEdition) -> Piece:
    """What is done for a goal, by its own body and by others, as far as the reader sees it."""
    lines = lines_of(SEE_ACTIVITY.subjects(request.user).filter(goal=goal), goal.plan, request.user)
    context: dict[str, Any] = {"query": f"?goal={goal.pk}"}
    return _list(request, goal.card, lines, context | {"goal": None if goal.withdrawn_on else goal})


def _list(request: HttpRequest, card: Card, lines: list[Line], context: dict[str, Any]) -> Piece:
    is_open = card.plan.state != SteeringPlan.State.CLOSED and context.get("goal", True) is not None
    with_body = "goal" in context
    context |= {
        "plan": card.plan,
        "card": card,
        "sentence": said.say_counts(tally(lines)),
        "notes": [said.note(line, activity_address(line.activity), with_body=with_body) for line in lines[:MOST_SHOWN]],
        "more": len(lines) - MOST_SHOWN,
        "may_write": is_open and WRITE_CARD.allows(request.user, card),
    }
    heading = pgettext("steering", "Activities")
    return Piece("activities", heading, f"{FOLDER}/piece_list.html", context, len(lines))


register("steering.plan", "activities", 20, of_plan)
register("steering.card", "activities", 20, of_card)
register("steering.goal", "activities", 20, of_goal)
