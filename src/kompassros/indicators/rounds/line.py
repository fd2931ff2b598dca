"""The course of a round as a line of states: what is done, what is now, what is to come, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.saving import State
from kompassros.indicators.rounds.steps import ORDER

Place = Literal["done", "now", "coming"]
_WORDS: dict[Place, Promise] = {"done": _("done"), "now": _("now"), "coming": _("to come")}


@dataclass(frozen=True)
class Point:
    """A state on the line; ``since`` is when it was entered, None where it was not."""

    label: str
    place: Place
    word: str
    since: datetime | None


def line_of(one: CollectionRound) -> list[Point]:
    """Return every state of a round in order; one query."""
    here = ORDER.index(State(one.state))
    entered = _entered(one)
    points = []
    for number, state in enumerate(ORDER):
        place: Place = "now" if number == here else "done" if number < here else "coming"
        since = entered.get(state) if number <= here else None
        points.append(Point(str(state.label), place, str(_WORDS[place]), since))
    return points


def _entered(one: CollectionRound) -> dict[str, datetime]:
    """Return when each state was entered, from the history; closing may stand there under its own verb."""
    found: dict[str, datetime] = {}
    for entry in trail.entries_about(trail.ROUND, one.key).order_by("at", "pk"):
        if entry.verb == "opened":
            found[State.PLANNED] = entry.at
        elif entry.verb == "closed":
            found[State.CLOSED] = entry.at
        elif entry.verb == "moved" and entry.after:
            found[entry.after["state"]] = entry.at
    return found
