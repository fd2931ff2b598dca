"""The tables of a results report: groups by area, where the measures of an area stand, what became of them."""

from collections import Counter

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Column, Table
from kompassros.indicators.results import words
from kompassros.indicators.results.arrows import arrow_said, has_arrows
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport
from kompassros.methods.quarters import Group
from kompassros.web.formats import format_number

MEASUREMENTS = 3


def groups_table(report: ResultsReport) -> Table:
    """Count the measures of each area in each group."""
    groups = words.groups_in_order(report)
    heads = [Column(words.group_text(group, report.setting), numeric=True) for group in groups]
    columns = (Column(_("Area")), *heads, Column(_("All"), numeric=True))
    rows = [_counted(words.area_name(area.name), [one.group for one in area.results], groups) for area in report.areas]
    total = _counted(_("All areas"), [one.group for one in report.results], groups)
    return Table(_("How many measures are in each group"), columns, (*rows, total))


def _counted(name: str, found: list[Group | None], groups: list[Group | None]) -> tuple[str, ...]:
    counts = Counter(found)
    return (name, *(format_number(counts[group]) for group in groups), format_number(len(found)))


def standing_table(report: ResultsReport, area: AreaResults) -> Table:
    """Tell of each measure of an area the own value, mean, worst and best of all, place and group."""
    columns = (
        Column(_("Measure")),
        Column(report.unit.name, numeric=True),
        *(Column(label, numeric=True) for label in (_("Mean"), _("Worst"), _("Best"))),
        Column(_("Place and group")),
    )
    caption = _("%(area)s: where the measures stand, %(year)s")
    return Table(
        caption % {"area": words.area_name(area.name), "year": report.year},
        columns,
        tuple(_standing(one, report) for one in area.results),
    )


def _standing(one: MeasureResult, report: ResultsReport) -> tuple[str, ...]:
    levels = (one.cell.mean if one.cell else None, one.worst, one.best)
    return (
        words.measure_said(one),
        words.value_said(one, report),
        *(words.level_said(level, one.indicator) for level in levels),
        "\n".join(filter(None, _placed(one, report))),
    )


def _placed(one: MeasureResult, report: ResultsReport) -> tuple[str, ...]:
    sizes = words.sizes_said(one, report.setting)
    return (words.place_said(one), words.group_said(one, report.setting), f"({sizes})" if sizes else "")


def changes_table(report: ResultsReport, area: AreaResults) -> Table:
    """Tell of each measure of an area its last three measurements, the change, and the trend."""
    years = _years(report, area)
    columns = (
        Column(_("Measure")),
        *(Column(str(year), numeric=True) for year in years),
        Column(_("Since the one before, and over three")),
    )
    caption = _("%(area)s: three measurements and what changed") % {"area": words.area_name(area.name)}
    return Table(caption, columns, tuple(_changed(one, report, years) for one in area.results))


def _years(report: ResultsReport, area: AreaResults) -> tuple[int, ...]:
    """Return the years that most measures of an area have; the others say theirs in the cell."""
    found = Counter(tuple(point.period for point in one.trend.points) for one in area.results if one.trend)
    usual = tuple(range(report.year - MEASUREMENTS + 1, report.year + 1))
    return found.most_common(1)[0][0] if found else usual


def _changed(one: MeasureResult, report: ResultsReport, years: tuple[int, ...]) -> tuple[str, ...]:
    points = one.trend.points if one.trend else ()
    said = [words.point_said(point, one, year) for point, year in zip(points, years, strict=False)]
    return (
        words.measure_said(one),
        *(said or [_("no value")] * len(years)),
        "\n".join([*([arrow_said(one)] if has_arrows(report) else []), words.changes_said(one)]),
    )
