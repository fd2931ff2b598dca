"""What the home page shows of measures: the way to write about them, and how many await a comment."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.indicators import queries
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.notes.access import ResultsOf
from kompassros.indicators.notes.policies import READ_NOTES, WRITE_NOTES
from kompassros.indicators.notes.views import awaiting
from kompassros.organisations.models import Grant, Organisation
from kompassros.records.slots import Piece, register

FAMILY = "kkik-"
MOST = 3
"""Of how many municipalities at most the home page counts. Own choice: most people have one."""


def awaiting_comments(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the municipalities of the person with measures among the worst quarter that nobody has commented on."""
    found = _awaiting(person)
    if not found:
        return None
    count = sum(entry["count"] for entry in found)
    return Piece(
        "measure-notes", _("Measures that await a comment"), "indicators/notes/home_due.html", {"found": found}, count
    )


def _awaiting(person: Any) -> list[dict[str, Any]]:
    organisations = list(WRITE_NOTES.subjects(person).order_by("sort_sv")[:MOST])
    latest = _latest_set() if organisations else None
    if latest is None or latest.year is None:
        return []
    counted = []
    for organisation in organisations:
        count = _count(organisation, latest, latest.year)
        if count:
            counted.append({"organisation": organisation, "set": latest, "count": count})
    return counted


def _latest_set() -> MeasureSet | None:
    """Return the latest year's KKiK whose list is complete."""
    known = queries.measure_sets()
    return next((one for one in known if one.complete and one.year and one.key.startswith(FAMILY)), None)


def _count(organisation: Organisation, of_set: MeasureSet, year: int) -> int:
    report = ResultsOf(organisation, of_set, year).report(inside=True)
    return len(awaiting(report)) if report else 0


def own_measures(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the ways to the measures of the person's municipalities."""
    found = list(READ_NOTES.subjects(person).order_by("sort_sv")[:MOST])
    if not found:
        return None
    return Piece("measures", _("Our measures"), "indicators/notes/home_places.html", {"found": found})


register("home.due", "measure-notes", 20, awaiting_comments)
register("home.places", "measures", 19, own_measures)
