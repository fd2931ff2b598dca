"""Who else to look at when a measure is analysed: the similar municipalities, and those with the best values."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.measure_values import measure_values
from kompassros.indicators.measure_words import number_text, value_text
from kompassros.indicators.models import Indicator
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.methods.direction import Direction
from kompassros.methods.rounding import as_written
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

MOST = 5
"""How many of the best are named. Own choice."""


def measure_address(indicator: Indicator, unit: Unit, period: int | None) -> str:
    """Return the address of a measure's public page with a unit and year chosen."""
    asked = {"class": unit.unit_class.key, "unit": unit.code, **({"period": str(period)} if period else {})}
    return f"{reverse('portal:measure', args=[indicator.code])}?{urlencode(asked)}"


def others_table(report: ResultsReport, result: MeasureResult) -> Table | None:
    """List the similar municipalities, the best of them first, and the best of all; None without a value to compare.

    At most three queries.
    """
    if result.number is None or result.period is None:
        return None
    values = measure_values(result.indicator.number, report.unit.unit_class_id).numbers(result.period)
    similar = _similar(report.unit)
    best = _ordered(values, result.direction)[:MOST] if result.direction is not Direction.NONE else []
    numbers = set(similar) | set(best)
    units = {unit.number: unit for unit in Unit.objects.filter(number__in=numbers).select_related("unit_class")}
    ordered = [number for number in _ordered(values, result.direction) if number in numbers]
    ordered += [number for number in similar if number not in values]
    rows = [_row(result, units[number], values.get(number), number in similar) for number in ordered]
    columns = (
        Column("name", _("Municipality")),
        Column("value", _("Value"), "number"),
        Column("beside", _("Beside ours"), "tag"),
        Column("why", _("Why it is here")),
    )
    return Table("others", _("Similar ones and the best, %(period)s") % {"period": result.period}, columns, rows)


def _similar(unit: Unit) -> list[int]:
    groups = [one for one in unit_queries.similar_groups(unit) if one.service_area == unit_queries.OVERALL]
    return [one.number for group in groups[:1] for one in unit_queries.members(group) if one.number != unit.number]


def _ordered(values: Mapping[int, float], direction: Direction) -> list[int]:
    """Return units from the best to the worst; without direction from the highest."""
    found: Iterable[int] = sorted(values)
    return sorted(found, key=lambda number: values[number], reverse=direction is not Direction.LOW)


def _row(result: MeasureResult, unit: Unit, value: float | None, is_similar: bool) -> Row:
    indicator = result.indicator
    said = Cell(None, value_text(None, indicator))
    if value is not None:
        said = Cell(as_written(value), number_text(value, indicator))
    cells = {
        "name": Cell(unit.name),
        "value": said,
        "beside": _beside(result, value),
        "why": Cell(_("similar") if is_similar else _("among the best")),
    }
    return Row(cells, measure_address(indicator, unit, result.period))


def _beside(result: MeasureResult, value: float | None) -> Cell:
    own = result.number
    if value is None or own is None:
        return Cell(None, _("nothing to compare"))
    if number_text(value, result.indicator) == number_text(own, result.indicator):
        return Cell(_("the same"), tone="neutral")
    if result.direction is Direction.NONE:
        return Cell(_("higher") if value > own else _("lower"), tone="neutral")
    better = (value > own) is (result.direction is Direction.HIGH)
    tone: Tone = "success" if better else "neutral"
    return Cell(_("better") if better else _("worse"), tone=tone)
