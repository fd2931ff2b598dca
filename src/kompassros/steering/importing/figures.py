"""The figures of a row: of its year and the year before, as printed, with what the file says of them."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.methods.printed_figures import read_outcome
from kompassros.steering.goals.indicator_services import Figure, record_value
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.said import say_figure
from kompassros.steering.importing.outcomes import RowOutcome
from kompassros.steering.importing.rows import Reported
from kompassros.steering.importing.shelves import Shelf


def store_figures(edition: IndicatorEdition, shelf: Shelf, outcome: RowOutcome, person: Any) -> None:
    """Record both years' figures as far as they say something that is not stored yet; an empty cell says nothing."""
    row = outcome.row
    for year, reported in ((row.where.year - 1, row.before), (row.where.year, row.this)):
        latest = shelf.figure(edition.indicator, year)
        if reported.restated and latest is None:
            first = Figure(reported.restated, source=row.source)
            latest = record_value(edition=edition, figure=first, year=year, person=person)
        figure = _figure(reported, latest, row.source)
        if figure is None:
            continue
        seen = latest.vintage if latest else 0
        value = record_value(edition=edition, figure=figure, year=year, person=person, seen=seen)
        shelf.put_figure(value)
        outcome.tell(_said(year, value, latest))


def _figure(reported: Reported, latest: IndicatorValue | None, source: str) -> Figure | None:
    """Return the figure to record, None where nothing is said or the same is stored.

    What the file does not say of a figure stays as it is stored with the same figure.
    """
    note = _note(reported)
    if not reported.printed and (not note or (latest and (latest.printed or latest.note == note))):
        return None
    same = latest if latest and _says_same(latest.printed, reported.printed) else None
    figure = Figure(
        reported.printed,
        preliminary=bool(same and same.preliminary) if reported.preliminary is None else reported.preliminary,
        broken=bool(same and same.broken) if reported.broken is None else bool(reported.broken),
        note=note or (same.note if same else ""),
        source=source or (same.source if same else ""),
        restated=reported.restated is not None,
    )
    known = same and same.printed and (same.preliminary, same.broken) == (figure.preliminary, figure.broken)
    return None if known else figure


def _says_same(one: str, other: str) -> bool:
    """Return whether two printed figures are the same; a decimal sign or a sign of per cent makes no difference."""
    outcome = read_outcome(one).outcome
    return one == other or (outcome is not None and outcome == read_outcome(other).outcome)


def _note(reported: Reported) -> str:
    return "; ".join(dict.fromkeys(filter(None, (reported.broken, reported.note))))


def _said(year: int, value: IndicatorValue, latest: IndicatorValue | None) -> str:
    words = {"year": year, "figure": say_figure(value), "before": say_figure(latest)}
    if latest is not None:
        return _("%(year)s: %(figure)s in place of %(before)s.") % words
    return _("%(year)s: %(figure)s.") % words
