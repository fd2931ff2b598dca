"""Slides of a results report: the result in short, what went up and down, each area's measures, how to read them."""

from collections import Counter
from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, Deck, Language, Slide, bullets, plain
from kompassros.indicators.results import tables, words
from kompassros.indicators.results.arrows import arrow_sentences
from kompassros.indicators.results.content import ResultsReport
from kompassros.indicators.results.note_parts import comment_slides
from kompassros.indicators.results.report import groups_picture, kicker_of, title_of
from kompassros.indicators.results.slide_parts import area_slides, changes_slide
from kompassros.indicators.results.sources import source_lines, years_said
from kompassros.web.formats import current_language


def results_slides(report: ResultsReport) -> Deck:
    """Return the slides; those of 40 measures are about a dozen."""
    areas = [slide for area in report.areas for slide in (*area_slides(report, area), *comment_slides(area))]
    marks = [title_of(report), *([str(words.MADE_UP)] if report.made_up else [])]
    return Deck(
        title=title_of(report),
        language=cast("Language", current_language()),
        day=report.day,
        kicker=kicker_of(report, report.measure_set.title),
        author="Kompassros",
        footer=" · ".join(marks),
        slides=(*_front(report), *areas, *_end(report)),
    )


def _front(report: ResultsReport) -> list[Slide]:
    picture, told = groups_picture(report, titled=False), words.cautions(report)
    short: list[Block] = [plain(words.first_sentence(report)), tables.groups_table(report)]
    short += [bullets(told)] if told else []
    slides = [Slide(_("The result in short"), tuple(short))]
    slides += [Slide(_("Best and worst groups, by area"), (), picture)] if picture else []
    return [*slides, changes_slide(report)]


def _end(report: ResultsReport) -> list[Slide]:
    signs = [words.group_text(group, report.setting) for group in words.groups_in_order(report)]
    sizes = Counter(filter(None, (words.sizes_said(one, report.setting) for one in report.results))).most_common(1)
    usual = [_("Most measures have groups of: %(sizes)s.") % {"sizes": said} for said, _count in sizes]
    read = [_("The signs: %(signs)s.") % {"signs": "; ".join(signs)}, *words.rule_sentences(report.setting), *usual]
    arrows = arrow_sentences(report)
    return [
        Slide(_("How to read the tables"), (bullets(read),)),
        *([Slide(_("What the arrows mean"), (bullets(arrows),))] if arrows else []),
        Slide(_("Where the figures come from"), (bullets([*source_lines(report), years_said(report)]),)),
    ]
