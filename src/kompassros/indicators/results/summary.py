"""One page for residents: where the municipality stands best and worst in each area, and what changed."""

from collections.abc import Iterator, Sequence
from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, BulletList, Document, Heading, Language, Remark, Run, Runs, plain
from kompassros.indicators.results import words
from kompassros.indicators.results.choosing import best_placed, worst_placed
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport
from kompassros.indicators.results.note_parts import comment_item
from kompassros.indicators.results.report import kicker_of, title_of
from kompassros.indicators.results.sources import source_lines
from kompassros.methods.trend import Turn
from kompassros.web.formats import current_language, format_number

_LETTERS, _LINES = 80, 26
"""Letters of a line, and lines that the measures may take of the page, so that it is one."""


def residents_page(report: ResultsReport) -> Document:
    """Return the page; one A4 for a set of up to 40 measures in up to five areas.

    Comments on the measures that it names stand there where they have room, else in the report only.
    """
    shortest = {area.name: _named(report, area, most=1) for area in report.areas}
    named = next((found for found in _by_room(report) if _fits(found)), shortest)
    blocks: list[Block] = [
        plain(words.first_sentence(report)),
        *(Remark((Run(text),)) for text in words.cautions(report)),
    ]
    for area in report.areas:
        blocks += _area(area, named[area.name])
    return Document(
        title=title_of(report),
        language=cast("Language", current_language()),
        day=report.day,
        kicker=kicker_of(report, _("For residents")),
        author="Kompassros",
        blocks=(*blocks, *_end(report)),
    )


def _by_room(report: ResultsReport) -> Iterator[dict[str, list[Runs]]]:
    """Yield what the areas name, the fullest first."""
    for most, commented in ((2, True), (2, False), (1, True)):
        yield {area.name: _named(report, area, most=most, commented=commented) for area in report.areas}


def _fits(named: dict[str, list[Runs]]) -> bool:
    return sum(_lines_of(items) for items in named.values()) <= _LINES


def _named(report: ResultsReport, area: AreaResults, *, most: int, commented: bool = False) -> list[Runs]:
    ends = [(_("Best placed"), best_placed(area.results, most)), (_("Worst placed"), worst_placed(area.results, most))]
    items = []
    for said, found in ends:
        for one in found:
            items.append(_item(said, one, report))
            items += [comment_item(one)] if commented and words.comment_of(one) else []
    return items


def _lines_of(items: Sequence[Runs]) -> int:
    """Return how many lines an area takes beside its measures, which are two for its name, and with them."""
    return 2 + sum(-(-sum(len(run.text) for run in item) // _LETTERS) for item in items)


def _area(area: AreaResults, named: Sequence[Runs]) -> list[Block]:
    told = [] if named else [(Run(_("No measure of this area stands among the best or the worst.")),)]
    return [
        Heading(1, words.area_name(area.name)),
        BulletList((*named, *told, (Run(changed_said(area.results)),))),
    ]


def _item(said: str, one: MeasureResult, report: ResultsReport) -> Runs:
    value = words.value_said(one, report, between=" ")
    told = _("%(measure)s: %(value)s, place %(place)s") % {
        "measure": one.title,
        "value": value,
        "place": words.place_said(one),
    }
    return (Run(f"{said}: ", strong=True), Run(told))


def changed_said(results: Sequence[MeasureResult]) -> str:
    """Say how many measures became better, worse, or neither, since the measurement before."""
    turns = [one.change.turn for one in results if one.change and one.change.turn]
    if not turns:
        return _("Nothing can be said of changes here: no measure has two measurements that compare.")
    better, worse = turns.count(Turn.BETTER), turns.count(Turn.WORSE)
    return _("Since the measurement before: %(better)s better, %(worse)s worse, %(other)s unchanged or neither.") % {
        "better": format_number(better),
        "worse": format_number(worse),
        "other": format_number(len(turns) - better - worse),
    }


def _end(report: ResultsReport) -> list[Block]:
    told = _(
        "A place is counted among all with a value: 1 is the best. It says where %(unit)s stands beside the others, "
        "not whether that is good or bad. All measures, with definitions and sources, are in the results report."
    )
    return [plain(told % {"unit": report.unit.name}), Remark((Run(" · ".join(source_lines(report))),))]
