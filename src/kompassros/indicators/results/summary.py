"""One page for residents: where the municipality stands best and worst in each area, and what changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, BulletList, Document, Heading, Language, Remark, Run, Runs, plain
from kompassros.indicators.results import words
from kompassros.indicators.results.arrows import arrow_of, arrow_said, arrow_sentences, has_arrows
from kompassros.indicators.results.choosing import best_placed, worst_placed
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport
from kompassros.indicators.results.note_parts import comment_item
from kompassros.indicators.results.report import kicker_of, title_of
from kompassros.indicators.results.sources import source_lines
from kompassros.methods.trend import Turn
from kompassros.web.formats import current_language, format_number

_LETTERS, _LINES = 80, 26
"""Letters of a line, and lines that the measures may take of the page, so that it is one."""


@dataclass(frozen=True)
class _Named:
    """What the areas name, by area, and what the page says of arrows; nothing where it shows none."""

    items: Mapping[str, Sequence[Runs]]
    arrows: Sequence[str] = ()


def residents_page(report: ResultsReport) -> Document:
    """Return the page; one A4 for a set of up to 40 measures in up to five areas.

    Comments on the measures that it names, and arrows where the set is marked by them, stand there where they have
    room, else in the report only.
    """
    shortest = _named(report, most=1)
    named = next((found for found in _by_room(report) if _fits(found)), shortest)
    blocks: list[Block] = [
        plain(words.first_sentence(report)),
        *(Remark((Run(text),)) for text in words.cautions(report)),
    ]
    for area in report.areas:
        blocks += _area(area, named.items[area.name])
    return Document(
        title=title_of(report),
        language=cast("Language", current_language()),
        day=report.day,
        kicker=kicker_of(report, _("For residents")),
        author="Kompassros",
        blocks=(*blocks, *_end(report, named.arrows)),
    )


def _by_room(report: ResultsReport) -> Iterator[_Named]:
    """Yield what the areas name, the fullest first."""
    arrows = has_arrows(report)
    for most, commented in ((2, True), (2, False), (1, True), *([(1, False)] if arrows else [])):
        yield _named(report, most=most, commented=commented, arrows=arrows)


def _named(report: ResultsReport, *, most: int, commented: bool = False, arrows: bool = False) -> _Named:
    items = {area.name: _of_area(report, area, most, commented, arrows) for area in report.areas}
    return _Named(items, _arrows_meant(report) if arrows else ())


def _arrows_meant(report: ResultsReport) -> list[str]:
    return [*arrow_sentences(report)[:1], _("Whose rule this is, and what of it is our own choice, the report tells.")]


def _fits(named: _Named) -> bool:
    told = sum(-(-len(sentence) // _LETTERS) for sentence in named.arrows)
    return told + sum(_lines_of(items) for items in named.items.values()) <= _LINES


def _of_area(report: ResultsReport, area: AreaResults, most: int, commented: bool, arrows: bool) -> list[Runs]:
    ends = [(_("Best placed"), best_placed(area.results, most)), (_("Worst placed"), worst_placed(area.results, most))]
    items = []
    for said, found in ends:
        for one in found:
            items.append(_item(said, one, report, arrows=arrows))
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


def _item(said: str, one: MeasureResult, report: ResultsReport, *, arrows: bool) -> Runs:
    value = words.value_said(one, report, between=" ")
    told = _("%(measure)s: %(value)s, place %(place)s") % {
        "measure": one.title,
        "value": value,
        "place": words.place_said(one),
    }
    shown = f"; {arrow_said(one)}" if arrows and arrow_of(one) is not None else ""
    return (Run(f"{said}: ", strong=True), Run(f"{told}{shown}"))


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


def _end(report: ResultsReport, arrows: Sequence[str]) -> list[Block]:
    told = _(
        "A place is counted among all with a value: 1 is the best. It says where %(unit)s stands beside the others, "
        "not whether that is good or bad. All measures, with definitions and sources, are in the results report."
    )
    meant = [Remark((Run(" ".join(arrows)),))] if arrows else []
    return [plain(told % {"unit": report.unit.name}), *meant, Remark((Run(" · ".join(source_lines(report))),))]
