"""Slides of a results report: the result in short, each area with its measures, what went up and down."""

from itertools import pairwise
from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import BulletList, Deck, Heading, Language, Section, Slide, bullets, plain
from kompassros.indicators.results import tables, words
from kompassros.indicators.results.content import AreaResults, ResultsReport
from kompassros.indicators.results.report import changes_named, groups_picture, kicker_of, title_of
from kompassros.indicators.results.sources import source_lines, years_said
from kompassros.web.formats import current_language, format_number


def results_slides(report: ResultsReport) -> Deck:
    """Return the slides; a table that is longer than a slide goes on to the next."""
    areas = [slide for area in report.areas for slide in _area(report, area)]
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


def _front(report: ResultsReport) -> list[Slide | Section]:
    result = Slide(_("The result in short"), (plain(words.first_sentence(report)), tables.groups_table(report)))
    picture, told = groups_picture(report, titled=False), words.cautions(report)
    slides: list[Slide | Section] = [result]
    slides += [Slide(_("Best and worst groups, by area"), (), picture)] if picture else []
    slides += [Slide(_("What to keep in mind"), (bullets(told),))] if told else []
    return [*slides, *_changes(report)]


def _changes(report: ResultsReport) -> list[Slide]:
    """Return a slide for each kind of change, under its heading."""
    return [
        Slide(heading.text, (named,))
        for heading, named in pairwise(changes_named(report))
        if isinstance(heading, Heading) and isinstance(named, BulletList)
    ]


def _area(report: ResultsReport, area: AreaResults) -> list[Slide | Section]:
    name, count = words.area_name(area.name), format_number(len(area.results))
    return [
        Section(name, _("Measures: %(count)s") % {"count": count}),
        Slide(name, (tables.standing_table(report, area),)),
        Slide(name, (tables.changes_table(report, area),)),
    ]


def _end(report: ResultsReport) -> list[Slide]:
    slides = [Slide(_("Where the figures come from"), (bullets([*source_lines(report), years_said(report)]),))]
    slides.append(Slide(_("How the groups are formed"), (bullets(words.rule_sentences(report.setting)),)))
    return slides
