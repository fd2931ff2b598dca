"""What is due now for a body: its reports, the council's requests, its activities, and figures that nobody entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kompassros.records import clock
from kompassros.steering.activities.home import Due, due_activity, due_request
from kompassros.steering.activities.queries import due_for, open_for
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.queries import GoalLine
from kompassros.steering.goals.tables import goal_address
from kompassros.steering.periods.home import due_report
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.reporting import WRITABLE
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.web.formats import month_names


@dataclass(frozen=True)
class Missing:
    """An indicator whose month of measuring has come, without a figure. ``month``: its number; ``line``: its goal's."""

    line: GoalLine
    edition: IndicatorEdition
    month: int


def due_of(card: Card, lines: Sequence[GoalLine]) -> list[Due]:
    """Return what is due for the body of a card, reports first; four queries at most."""
    body = card.organisation
    return [
        *map(due_report, _reports(card)),
        *map(due_request, open_for([body])),
        *map(due_activity, due_for([body])),
        *map(_say_missing, missing_figures(card.plan, lines)),
    ]


def _reports(card: Card) -> list[CardReport]:
    rows = CardReport._base_manager.filter(card=card, period__state=ReportingPeriod.State.OPEN, state__in=WRITABLE)
    return list(rows.select_related("period__plan__organisation", "organisation").order_by("period__due_on", "pk"))


def missing_figures(plan: SteeringPlan, lines: Sequence[GoalLine]) -> list[Missing]:
    """Return the indicators whose month has come without a figure of the year; one query at most.

    What is measured every second year is due again when as many years have passed since its last figure.
    """
    if plan.state == SteeringPlan.State.CLOSED:
        return []
    found = [one for line in lines for one in _awaited(line, plan.year, clock.today())]
    years = _measured({one.edition.indicator_id for one in found}) if found else set()
    return [one for one in found if not _is_recent(one.edition, plan.year, years)]


def _awaited(line: GoalLine, year: int, today: date) -> Iterator[Missing]:
    for one in line.indicators:
        month = one.edition.measured_in
        if month is not None and (one.this is None or not one.this.printed) and (year, month) <= _month_of(today):
            yield Missing(line, one.edition, month)


def _month_of(day: date) -> tuple[int, int]:
    return day.year, day.month


def _measured(indicators: set[int]) -> set[tuple[int, int]]:
    rows = IndicatorValue._base_manager.filter(indicator__in=indicators, period="").exclude(printed="")
    return set(rows.values_list("indicator", "year"))


def _is_recent(edition: IndicatorEdition, year: int, measured: set[tuple[int, int]]) -> bool:
    """Return whether a figure of the years since it was last due stands already."""
    return any((edition.indicator_id, each) in measured for each in range(year - edition.frequency + 1, year + 1))


def _say_missing(one: Missing) -> Due:
    words = {"indicator": one.edition.title, "month": month_names()[one.month - 1]}
    text = _("%(indicator)s: enter the figure, measured in %(month)s") % words
    return Due(goal_address(one.line.edition, "figure", one.edition.pk), text)
