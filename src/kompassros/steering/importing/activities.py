"""The activity of a row: new under its goal, or changed where the file says something else of one that is known."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.services import (
    ActivityContent,
    Status,
    add_activity,
    change_activity,
    content_of,
    set_status,
)
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.importing.fields import Field
from kompassros.steering.importing.outcomes import Action, RowOutcome, blaming
from kompassros.steering.importing.rows import Planned
from kompassros.steering.plans.models import Card

Known = dict[tuple[int | None, str], Activity]


class ActivityStoring:
    """Stores the activities of rows; those of a card are read once. An empty cell says nothing."""

    def __init__(self, person: Any) -> None:
        self._person = person
        self._cards: dict[int, Known] = {}

    def store(self, card: Card, goal: GoalEdition, planned: Planned, outcome: RowOutcome) -> None:
        """Store an activity as far as it is not stored yet, and tell what was."""
        known = self._of(card)
        key = (goal.pk, search_key(planned.title))
        activity = known.get(key)
        if activity is None:
            activity = known[key] = self._add(card, goal, planned, outcome)
        else:
            self._change(activity, planned, outcome)
        if planned.status and planned.status != activity.status:
            self._report(activity, planned, outcome)

    def _of(self, card: Card) -> Known:
        if card.pk not in self._cards:
            rows = Activity._base_manager.filter(plan=card.plan, organisation=card.organisation)
            rows = rows.select_related("plan__organisation", "organisation", "goal")
            self._cards[card.pk] = {(row.goal_id, search_key(row.title)): row for row in rows}
        return self._cards[card.pk]

    def _add(self, card: Card, goal: GoalEdition, planned: Planned, outcome: RowOutcome) -> Activity:
        with blaming(Field.ACTIVITY):
            activity = add_activity(
                card=card, goal=goal, content=_wanted(ActivityContent(planned.title), planned), person=self._person
            )
        outcome.tell(_("The activity “%(title)s” is new.") % {"title": planned.title})
        if not outcome.row.indicator.title:
            outcome.action = Action.NEW
        return activity

    def _change(self, activity: Activity, planned: Planned, outcome: RowOutcome) -> None:
        wanted = _wanted(content_of(activity), planned)
        if wanted == content_of(activity):
            return
        with blaming(Field.ACTIVITY):
            change_activity(activity=activity, content=wanted, person=self._person)
        outcome.tell(_("The activity “%(title)s” is changed.") % {"title": activity.title})

    def _report(self, activity: Activity, planned: Planned, outcome: RowOutcome) -> None:
        with blaming(Field.ACTIVITY_STATUS):
            set_status(activity=activity, status=planned.status, text=planned.note, person=self._person)
        words = {"title": activity.title, "status": Status(planned.status).label}
        outcome.tell(_("The activity “%(title)s” is “%(status)s”.") % words)


def _wanted(base: ActivityContent, planned: Planned) -> ActivityContent:
    said = {name: getattr(planned, name) for name in ("owner", "deadline", "cost")}
    return replace(base, **{name: value for name, value in said.items() if value not in ("", None)})
