"""A municipality's results of a set of measures: where each stands, what moved, and the way to who does it better."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.charts.figure import Figure
from kompassros.indicators.examples import examples_of
from kompassros.indicators.measure_words import GROUP_SIGNS, GROUPS_BY_RULE, TURNS, Words, with_unit
from kompassros.indicators.results import words
from kompassros.indicators.results.arrows import arrow_sentences
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport
from kompassros.indicators.results.files import BY_KEY, KINDS
from kompassros.methods.trend import Turn
from kompassros.portal.measures.choosing import name_of
from kompassros.portal.measures.overview_asked import Asked, OverviewForm, read_address
from kompassros.portal.measures.overview_tables import area_table, measure_address, strips
from kompassros.portal.measures.overview_words import group_key, opening
from kompassros.portal.measures.set_values import set_periods
from kompassros.portal.views import answer
from kompassros.web.access import everyone
from kompassros.web.cells import Sign
from kompassros.web.document_sending import Offered, language_asked_for, offered, send
from kompassros.web.tables import Table


@dataclass(frozen=True)
class AreaShown:
    """An area as the page shows it: its table, the small pictures of its measures, what is said of them."""

    table: Table
    strips: Sequence[Figure]
    said: Sequence["Said"]


@dataclass(frozen=True)
class Said:
    """What the municipality says of a measure: (question, text), as many as are public."""

    title: str
    href: str
    texts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class GroupLink:
    """How many measures are in a group, and the address of the page with only those."""

    sign: Sign
    words: Words
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True)
class Moved:
    """A measure that moved: its page, and the two values in words."""

    title: str
    href: str
    said: str


@everyone
@require_safe
def results(request: HttpRequest, key: str, unit: str) -> HttpResponse:
    """Show a municipality's results of a set by area; the address chooses year, sign rule and group."""
    asked = read_address(key, unit, request.GET)
    report = asked.report()
    areas = _areas(report, asked)
    page: dict[str, Any] = {
        "title": f"{name_of(report.unit)}: {report.measure_set.title}",
        "report": report,
        "name": name_of(report.unit),
        "organisation": report.unit.organisation,
        "sentence": opening(report),
        "form": OverviewForm(asked, report.year, _years(report)),
        "kept": [(name, value) for name, value in asked.entries(year="", rule="", group="", level="").items()],
        "groups": _group_links(report, asked),
        "group": GROUPS_BY_RULE[report.setting.rule].get(asked.group) if asked.group else None,
        "all_groups": asked.query(group=""),
        "areas": areas,
        "area_tables": [area.table for area in areas],
        "moved": _moved(report),
        "rules_said": [*arrow_sentences(report), *words.rule_sentences(report.setting)],
        "datasets": report.datasets,
        "notes_language": _language(report),
        "examples": examples_of(codes=[one.indicator.code for one in report.results], made_up=report.made_up),
        "offered": _documents(asked),
    }
    return answer(request, "portal/measure_results.html", page)


@everyone
@require_safe
def results_file(request: HttpRequest, key: str, unit: str, kind: str, ending: str) -> HttpResponse:
    """Send a document of a municipality's results, by the year and sign rule of the address."""
    asked = read_address(key, unit, request.GET)
    found = BY_KEY.get(kind)
    if found is None:
        raise Http404(_("There is no such document."))
    return send(found, ending, asked.report(), language_asked_for(request))


def _documents(asked: Asked) -> list[Offered]:
    arguments = (asked.measure_set.key, asked.unit.code)
    return offered(KINDS, "portal:measure_results_file", *arguments, query=asked.entries(group=""))


def _areas(report: ResultsReport, asked: Asked) -> list[AreaShown]:
    """Return the areas with a measure of the group that is asked for, all where none is; none without any value."""
    if not report.measured:
        return []
    shown = []
    for number, area in enumerate(report.areas, start=1):
        wanted = tuple(one for one in area.results if asked.group in (None, one.group))
        if wanted:
            kept = AreaResults(area.name, wanted)
            table = area_table(report, kept, f"area-{number}")
            shown.append(AreaShown(table, strips(report, wanted), _said(report, wanted)))
    return shown


def _said(report: ResultsReport, results: Sequence[MeasureResult]) -> list[Said]:
    return [
        Said(one.title, measure_address(report, one), words.notes_said(one, report)) for one in results if one.notes
    ]


def _language(report: ResultsReport) -> str:
    """Return the language in which the municipality writes."""
    return "nb" if report.unit.country == "NO" else "sv"


def _years(report: ResultsReport) -> list[int]:
    measures = [result.measure for result in report.results]
    return set_periods(measures, [report.unit.unit_class_id]).of_class(report.unit.unit_class_id)


def _group_links(report: ResultsReport, asked: Asked) -> list[GroupLink]:
    """Return the groups that occur, the worst first: it is what most readers come for."""
    said = GROUPS_BY_RULE[report.setting.rule]
    return [
        GroupLink(
            GROUP_SIGNS[group],
            said[group],
            report.groups[group],
            f"{asked.query(group=group_key(group))}#areas",
            group is asked.group,
        )
        for group in reversed(words.groups_in_order(report))
        if group and group in report.groups
    ]


def _moved(report: ResultsReport) -> list[tuple[str, list[Moved]]]:
    """Return (what became of them, the measures); those that stayed are not listed."""
    turns = [turn for turn in TURNS if turn is not Turn.UNCHANGED]
    return [
        (str(TURNS[turn]), [_one_moved(report, one) for one in found])
        for turn in turns
        if (found := report.turned(turn))
    ]


def _one_moved(report: ResultsReport, result: MeasureResult) -> Moved:
    points = result.change.points if result.change else ()
    said = [
        _("%(value)s in %(period)s") % {"value": with_unit(point.value, result.indicator), "period": point.period}
        for point in points
        if point.value is not None
    ]
    return Moved(result.title, measure_address(report, result), " → ".join(said))
