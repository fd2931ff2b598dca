"""The last part of a results report: where the figures come from, and which choices they rest on."""

from itertools import groupby

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, Heading, bullets, plain
from kompassros.indicators.results import words
from kompassros.indicators.results.arrows import arrow_sentences
from kompassros.indicators.results.content import ResultsReport
from kompassros.indicators.results.material import LOOK_BACK


def sources(report: ResultsReport) -> list[Block]:
    """Return the chapter: datasets, the set's source, the sign rule, the year of a value, whose directions they are."""
    return [
        Heading(1, _("Where the figures come from")),
        bullets(source_lines(report)),
        Heading(2, _("How the groups are formed")),
        *(plain(sentence) for sentence in words.rule_sentences(report.setting)),
        *_arrows(report),
        Heading(2, _("Which year a value is of")),
        plain(years_said(report)),
        *_directions(report),
    ]


def _arrows(report: ResultsReport) -> list[Block]:
    told = arrow_sentences(report)
    return [Heading(2, _("What the arrows mean")), *(plain(sentence) for sentence in told)] if told else []


def source_lines(report: ResultsReport) -> list[str]:
    """Return a line for each dataset with its source and licence, and one for the set's list."""
    lines = [", ".join(part for part in (one.name, one.source, one.licence) if part) for one in report.datasets]
    listed = _(report.measure_set.source) if report.measure_set.source else _("no source is stated")
    return [
        *(lines or [_("No values are stored.")]),
        _("The set %(set)s: %(source)s") % {"set": report.measure_set.title, "source": listed},
    ]


def years_said(report: ResultsReport) -> str:
    """Say how far back a value may lie."""
    return _(
        "A measure without a value of %(year)s is shown with its latest one of the %(count)s years before, and the "
        "year is then written beside it. Mean, worst, best and place are of the same year. That it is %(count)s years "
        "is our own choice."
    ) % {"year": report.year, "count": LOOK_BACK}


def _directions(report: ResultsReport) -> list[Block]:
    """List the measures whose good end is set by hand, by the reason that is given; the set's own go before."""
    found = [one for one in report.results if one.indicator.direction_basis and not one.measure.direction]
    ordered = sorted(found, key=lambda one: one.indicator.direction_basis)
    lines = [
        f"{_(basis)} {'; '.join(one.title for one in rows)}"
        for basis, rows in groupby(ordered, key=lambda one: one.indicator.direction_basis)
    ]
    return [Heading(2, _("Which end is good")), bullets(lines)] if lines else []
