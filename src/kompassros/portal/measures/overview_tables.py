"""The tables and small pictures of a municipality's results, area by area."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kompassros.charts.figure import Figure
from kompassros.charts.strip import Band, StripUnit, mini_strip
from kompassros.indicators.measure_words import (
    GROUP_SIGNS,
    GROUPS_BY_RULE,
    NO_TREND,
    TRENDS,
    TURNS,
    many,
    number_text,
    place_text,
    spread_sentence,
    value_text,
    with_unit,
)
from kompassros.indicators.results import words
from kompassros.indicators.results.arrows import arrow_said, has_arrows
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Group
from kompassros.methods.rounding import as_written
from kompassros.portal.measures.choosing import name_of
from kompassros.portal.measures.figures import level, strip_texts
from kompassros.portal.measures.tables import address_of, number_cell
from kompassros.statistics.values import Status
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table

_ORDER = list(Group)
_NO_BREAK = "\N{NO-BREAK SPACE}"


def measure_address(report: ResultsReport, result: MeasureResult) -> str:
    """Return the address of a measure's page with the report's unit and the value's year chosen."""
    period = f"&period={result.period}" if result.period else ""
    query = f"class={report.unit.unit_class.key}&unit={report.unit.code}{period}"
    return address_of(result.indicator.code, query)


def area_table(report: ResultsReport, area: AreaResults, name: str) -> Table:
    """List an area's measures with the value, where it stands, and what became of it."""
    similar = any(result.similar for result in report.results)
    columns = [
        Column("measure", _("Measure")),
        Column("value", _("Value"), "number"),
        Column("group", _("Group"), "tag"),
        Column("place", _("Place"), "number"),
        *([Column("similar", _("Among similar"), "number")] if similar else []),
        Column("mean", _("Mean"), "number"),
        Column("best", _("Best"), "number"),
        Column("worst", _("Worst"), "number"),
        Column("change", _("Since the measurement before")),
        Column("trend", _("Three measurements")),
    ]
    rows = [Row(_cells(report, result), measure_address(report, result)) for result in area.results]
    return Table(name, words.area_name(area.name), columns, rows, filtered=False, source=source_of(report))


def source_of(report: ResultsReport) -> str:
    """Return where the values come from, as one line."""
    return "; ".join(one.source for one in report.datasets)


def _cells(report: ResultsReport, result: MeasureResult) -> dict[str, Cell]:
    return {
        "measure": Cell(result.title),
        "value": _value_cell(report, result),
        "group": _group_cell(report, result),
        "place": _place_cell(result),
        "similar": _similar_cell(result),
        "mean": number_cell(result.cell.mean, result.indicator) if result.cell else _nothing(),
        "best": _end_cell(result, result.best, _("highest")),
        "worst": _end_cell(result, result.worst, _("lowest")),
        "change": _change_cell(report, result),
        "trend": _trend_cell(result),
    }


def _nothing() -> Cell:
    return Cell(None, _("no values here"))


def _value_cell(report: ResultsReport, result: MeasureResult) -> Cell:
    notes = [str(result.period)] if result.period not in (None, report.year) else []
    if result.value and result.value.status == Status.PRELIMINARY:
        notes.append(_("preliminary"))
    note = ", ".join(notes) or None
    if result.number is None:
        return Cell(None, value_text(result.value, result.indicator), note=note)
    return Cell(as_written(result.number), with_unit(result.number, result.indicator), note=note)


def _group_cell(report: ResultsReport, result: MeasureResult) -> Cell:
    if result.group is None:
        why = words.why_no_group(result, report.setting)
        return Cell(None, _("no group"), note=why or None, tone="unmeasured")
    said = GROUPS_BY_RULE[report.setting.rule][result.group]
    sizes = words.sizes_said(result, report.setting)
    return Cell(str(said), sort=_ORDER.index(result.group), note=sizes or None, tone=GROUP_SIGNS[result.group])


def _place_cell(result: MeasureResult) -> Cell:
    if result.value is None or result.value.from_high is None or result.cell is None:
        return Cell(None, _("no place"))
    place = result.ranks.rank_best if result.ranks else result.value.from_high
    note = _("from the highest value") if result.direction is Direction.NONE else None
    return Cell(place, place_text(place, result.cell.n), note=note)


def _similar_cell(result: MeasureResult) -> Cell:
    if result.similar is None:
        return Cell(None, _("no place"))
    return Cell(result.similar.place, place_text(result.similar.place, result.similar.of))


def _end_cell(result: MeasureResult, value: float | None, without_direction: str) -> Cell:
    if value is None:
        return _nothing()
    note = without_direction if result.direction is Direction.NONE else None
    return Cell(as_written(value), number_text(value, result.indicator), note=note)


def _change_cell(report: ResultsReport, result: MeasureResult) -> Cell:
    if result.change and result.change.turn:
        return Cell(str(TURNS[result.change.turn]), note=arrow_said(result) if has_arrows(report) else None)
    reason = result.change.reason if result.change else None
    return Cell(None, NO_TREND[reason] if reason else _("no value to follow"))


def _trend_cell(result: MeasureResult) -> Cell:
    trend = result.trend
    points = [point for point in trend.points if point.value is not None] if trend else []
    note = ", ".join(
        f"{one.period}:{_NO_BREAK}{number_text(one.value, result.indicator)}" for one in points if one.value is not None
    )
    if trend and trend.trend:
        return Cell(str(TRENDS[trend.trend]), note=note)
    reason = trend.reason if trend else None
    return Cell(None, NO_TREND[reason] if reason else _("no value to follow"), note=note or None)


def strips(report: ResultsReport, results: Sequence[MeasureResult]) -> list[Figure]:
    """Return a small picture of each value between the lowest and the highest of all, where there are enough to see."""
    return [drawn for drawn in (_strip(report, result) for result in results) if drawn]


def _strip(report: ResultsReport, result: MeasureResult) -> Figure | None:
    cell, own, indicator = result.cell, result.number, result.indicator
    if cell is None or own is None or result.period is None or cell.least == cell.most:
        return None
    name, text = name_of(report.unit), with_unit(own, indicator)
    said = _("%(measure)s: %(unit)s had %(value)s in %(period)s.") % {
        "measure": result.title,
        "unit": name,
        "value": text,
        "period": result.period,
    }
    ends = [StripUnit("", as_written(end), "") for end in (cell.least, cell.most) if end != own]
    return mini_strip(
        name=f"strip-{indicator.code}",
        units=[*ends, StripUnit(name, as_written(own), text, "own")],
        mean=level(cell.mean, indicator),
        band=Band(level(cell.lower_quartile, indicator), level(cell.upper_quartile, indicator)),
        title=said,
        description=spread_sentence(cell, indicator, result.period, many(report.unit.unit_class)),
        texts=strip_texts(indicator, report.unit, None, _("Mean")),
    )
