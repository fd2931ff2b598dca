"""The tables of the slides: an area's measures with where they stand and what became of them, and what moved most."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, Column, Slide, Table, plain
from kompassros.documents.fitting import pages_of
from kompassros.indicators.measure_words import GROUP_SIGNS, TURNS, number_text
from kompassros.indicators.results import words
from kompassros.indicators.results.arrows import arrow_of, arrow_said, has_arrows
from kompassros.indicators.results.choosing import turned_first_twice
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport
from kompassros.methods.trend import Dated, Turn
from kompassros.web.formats import format_number

MOST_ROWS = 9
"""Measures on a slide. Own choice."""
NAMED = {Turn.BETTER: 3, Turn.WORSE: 3, Turn.UP: 0, Turn.DOWN: 0}
"""How many measures of each kind of change the slide of changes names; all stand in the areas' tables. Own choice."""


def area_slides(report: ResultsReport, area: AreaResults) -> list[Slide]:
    """Return an area's measures on as few slides as hold them, at most MOST_ROWS on each, as equal as can be."""
    count = len(area.results)
    for parts in range(-(-count // MOST_ROWS), count + 1):
        slides = _in_parts(report, area, parts)
        if all(len(pages_of(slide)) == 1 for slide in slides):
            return slides
    return _in_parts(report, area, count)


def _in_parts(report: ResultsReport, area: AreaResults, parts: int) -> list[Slide]:
    ends = [len(area.results) * part // parts for part in range(parts + 1)]
    return [
        _slide(report, _part_name(area, part, parts), area.results[first:last])
        for part, (first, last) in enumerate(pairwise(ends), start=1)
    ]


def _part_name(area: AreaResults, part: int, parts: int) -> str:
    name = words.area_name(area.name)
    if parts == 1:
        return name
    return _("%(name)s, %(part)s of %(parts)s") % {"name": name, "part": part, "parts": parts}


def _slide(report: ResultsReport, name: str, results: Sequence[MeasureResult]) -> Slide:
    columns = (
        Column(_("Measure")),
        *(Column(head, numeric=True) for head in (report.unit.name, _("Mean"), _("Place"))),
        Column(_("Since the measurement before")),
    )
    return Slide(name, (Table(name, columns, tuple(_row(one, report) for one in results)),))


def _row(one: MeasureResult, report: ResultsReport) -> tuple[str, ...]:
    sign = words.SHAPES[GROUP_SIGNS[one.group] if one.group else "unmeasured"]
    return (
        words.measure_said(one).replace("\n", " "),
        f"{sign} {words.value_said(one, report)}",
        words.level_said(one.cell.mean if one.cell else None, one.indicator),
        words.place_said(one),
        _changed(one, report),
    )


def _changed(one: MeasureResult, report: ResultsReport) -> str:
    """Return the arrow with its words and the difference, where the set is marked by arrows and the measure has one."""
    if not has_arrows(report) or arrow_of(one) is None or one.change is None or one.change.difference is None:
        return words.change_said(one.change, one.indicator, between=" ")
    return f"{arrow_said(one)}, {words.difference_text(one.change.difference, one.indicator)}"


def changes_slide(report: ResultsReport) -> Slide:
    """Return what went up and down: how many of each kind, and of each the first few with both values."""
    found = {turn: turned_first_twice(report.results, turn) for turn in NAMED}
    title = _("What went up and what went down")
    if not any(found.values()):
        told = plain(_("No measure has two measurements that can be compared, or none has changed."))
        return Slide(title, (told,))
    counted = [
        _("%(turn)s: %(count)s") % {"turn": TURNS[turn], "count": format_number(len(rows))}
        for turn, rows in found.items()
        if rows
    ]
    named = [_moved(one, turn) for turn, rows in found.items() for one in rows[: NAMED[turn]]]
    columns = (
        Column(_("Measure")),
        Column(_("Before"), numeric=True),
        Column(_("Now"), numeric=True),
        Column(_("What became of it")),
    )
    blocks: list[Block] = [plain(f"{'; '.join(counted)}."), *([Table(title, columns, tuple(named))] if named else [])]
    return Slide(title, tuple(blocks))


def _moved(one: MeasureResult, turn: Turn) -> tuple[str, ...]:
    before, now = [_dated(point, one) for point in one.change.points] if one.change else ("", "")
    return (words.measure_said(one).replace("\n", " "), before, now, str(TURNS[turn]))


def _dated(point: Dated, one: MeasureResult) -> str:
    said = _("no value") if point.value is None else number_text(point.value, one.indicator)
    return f"{said} ({point.period})"
