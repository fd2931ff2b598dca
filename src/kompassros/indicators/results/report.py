"""The results report: a pure function of what was put together to a document, in the language that is active."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import cast

from django.utils.translation import gettext as _

from kompassros.charts.bars import area_bars
from kompassros.charts.profiles import Profile
from kompassros.documents.blocks import (
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Language,
    PageBreak,
    Remark,
    Run,
    bullets,
    plain,
)
from kompassros.indicators.measure_words import GROUPS_BY_RULE, TURNS, with_unit
from kompassros.indicators.results import tables, words
from kompassros.indicators.results.choosing import turned_first_twice
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport
from kompassros.indicators.results.note_parts import notes_chapter
from kompassros.indicators.results.sources import sources
from kompassros.methods.quarters import Group
from kompassros.methods.trend import Dated, Turn
from kompassros.web.document_parts import as_figure
from kompassros.web.formats import current_language, format_number

MOST_NAMED = 8
"""Measures that the summary names of each kind of change; all stand in the tables. Own choice."""
_CHAPTER = PageBreak(unless_left=55)


def results_report(report: ResultsReport) -> Document:
    """Return the report: cover, the result in short, area by area, where the figures come from."""
    blocks: list[Block] = [*_summary(report)]
    for area in report.areas:
        blocks += [_CHAPTER, *_chapter(report, area)]
    blocks += [_CHAPTER, *sources(report)]
    return Document(
        title=title_of(report),
        language=cast("Language", current_language()),
        day=report.day,
        kicker=kicker_of(report, _("Results report")),
        author="Kompassros",
        cover=Cover((report.measure_set.title, words.first_sentence(report)), None, tuple(words.cautions(report))),
        blocks=tuple(blocks),
    )


def title_of(report: ResultsReport) -> str:
    """Return whose results of what year these are."""
    return _("%(unit)s: results %(year)s") % {"unit": report.unit.name, "year": report.year}


def kicker_of(report: ResultsReport, kind: str) -> str:
    """Return what kind of document it is, and that it is made up where it is."""
    return " · ".join([kind, *([str(words.MADE_UP)] if report.made_up else [])])


def _summary(report: ResultsReport) -> list[Block]:
    picture = groups_picture(report)
    return [
        Heading(1, _("The result in short")),
        plain(words.first_sentence(report)),
        *(Remark((Run(text),)) for text in words.cautions(report)),
        tables.groups_table(report),
        *([picture] if picture else []),
        *changes_named(report),
        *_unknown(report),
    ]


def groups_picture(report: ResultsReport, *, titled: bool = True) -> Figure | None:
    """Draw how many measures of each area are in the best and in the worst group; None where none has a group."""
    ends = {group: [_count(area, group) for area in report.areas] for group in (Group.BEST, Group.WORST)}
    if not any(count for counts in ends.values() for count in counts):
        return None
    best, worst = (GROUPS_BY_RULE[report.setting.rule][group] for group in ends)
    names = [words.area_name(area.name) for area in report.areas]
    said = [
        _("%(area)s: %(best)s against %(worst)s")
        % {"area": name, "best": format_number(good), "worst": format_number(bad)}
        for name, good, bad in zip(names, *ends.values(), strict=True)
    ]
    chart = area_bars(
        name="groups",
        axes=names,
        own=Profile(str(best), tuple(map(Decimal, ends[Group.BEST])), "own"),
        reference=Profile(str(worst), tuple(map(Decimal, ends[Group.WORST])), "reference"),
        title=_("Measures %(best)s and %(worst)s, by area") % {"best": best, "worst": worst},
        description=f"{'; '.join(said)}.",
        format_number=format_number,
        column_heads=(_("Area"), str(best), str(worst)),
        missing_text="",
        maximum=_longest_scale(ends.values()),
    )
    return as_figure(chart, titled=titled)


def _count(area: AreaResults, group: Group) -> int:
    return sum(one.group is group for one in area.results)


def _longest_scale(counts: Iterable[Sequence[int]]) -> int:
    """Return the end of the scale: its quarters, which are written, are whole numbers."""
    return -(-max(count for row in counts for count in row) // 4) * 4


def changes_named(report: ResultsReport) -> list[Block]:
    """Name what became better and worse, and, of what has no direction, what went up and down."""
    blocks: list[Block] = []
    for turn in (Turn.BETTER, Turn.WORSE, Turn.UP, Turn.DOWN):
        found = turned_first_twice(report.results, turn)
        if found:
            heading = _("%(turn)s: %(count)s") % {
                "turn": _capital(str(TURNS[turn])),
                "count": format_number(len(found)),
            }
            blocks += [Heading(2, heading), bullets([*map(moved, found[:MOST_NAMED]), *_more(found)])]
    return blocks or [plain(_("No measure has two measurements that can be compared, or none has changed."))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _more(found: Sequence[MeasureResult]) -> list[str]:
    left = len(found) - MOST_NAMED
    return [_("%(count)s more, in the tables of the areas") % {"count": format_number(left)}] if left > 0 else []


def moved(one: MeasureResult) -> str:
    """Say from what to what a measure moved."""
    before, after = [_dated(point, one) for point in one.change.points] if one.change else ("", "")
    return _("%(measure)s: from %(before)s to %(after)s") % {"measure": one.title, "before": before, "after": after}


def _dated(point: Dated, one: MeasureResult) -> str:
    return f"{with_unit(point.value, one.indicator)} ({point.period})" if point.value is not None else _("no value")


def _unknown(report: ResultsReport) -> list[Block]:
    if not report.unknown:
        return []
    named = [f"{one.code} {one.title}".strip() for one in report.unknown]
    return [Heading(2, _("Measures of the set that the catalogue does not have")), bullets(named)]


def _chapter(report: ResultsReport, area: AreaResults) -> list[Block]:
    return [
        Heading(1, words.area_name(area.name)),
        tables.standing_table(report, area),
        tables.changes_table(report, area),
        *notes_chapter(report, area),
    ]
