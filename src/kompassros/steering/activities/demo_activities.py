"""Granby's activities and the council's requests, made up, in every status."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from kompassros.records import clock
from kompassros.records.packaged import packaged
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment, answer_assignment
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.services import ENDED, ActivityContent, add_activity, set_status
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card, SteeringPlan

FILE = "demo-activities.yaml"
DESCRIPTION = "Påhittad aktivitet för demonstration."


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(packaged("kompassros.steering", FILE))
    return content


def _day(days: int | None) -> date | None:
    return None if days is None else clock.today() + timedelta(days=days)


def load_activities(plan: SteeringPlan) -> int:
    """Add the activities of a plan's bodies and the council's requests; return how many activities there are."""
    rows = Card._base_manager.filter(plan=plan).select_related("organisation__parent", "plan__organisation")
    cards = {card.organisation.name: card for card in rows}
    goals = list(GoalEdition._base_manager.filter(plan=plan, withdrawn_on=None).select_related("plan"))
    for wanted in _content()["activities"]:
        _add(cards[wanted["body"]], goals, wanted)
    for wanted in _content()["requests"]:
        _request(cards[wanted["body"]], wanted)
    return len(_content()["activities"])


def _add(card: Card, goals: list[GoalEdition], wanted: dict[str, Any]) -> None:
    bodies = (card.organisation_id, card.plan.organisation_id)
    titled = [goal for goal in goals if goal.title == wanted["goal"] and goal.organisation_id in bodies]
    goal = min(titled, key=lambda each: bodies.index(each.organisation_id))
    cost = Decimal(wanted["cost"]) if "cost" in wanted else None
    content = ActivityContent(wanted["title"], DESCRIPTION, wanted["owner"], _day(wanted["due"]), cost)
    activity = add_activity(card=card, content=content, goal=goal, person=None)
    status = Activity.Status(wanted["status"])
    if status != Activity.Status.NOT_STARTED:
        on = _day(wanted["ended"]) if status in ENDED else None
        set_status(activity=activity, status=status, text=wanted["text"], on=on, person=None)


def _request(card: Card, wanted: dict[str, Any]) -> None:
    decided = clock.today() + timedelta(days=wanted["decided"])
    decision = f"KF {decided.isoformat()} § {wanted['paragraph']} (påhittat)"
    content = AssignmentContent(wanted["text"], decision, decided, card.organisation, _day(wanted["due"]))
    assignment = add_assignment(owner=card.plan.organisation, content=content, person=None)
    if "answered" in wanted:
        on = clock.today() + timedelta(days=wanted["answered"])
        answer_assignment(assignment=assignment, answer=_content()["answer"].strip(), on=on, person=None)
