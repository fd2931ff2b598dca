"""Which documents a results report can be had as, and in which formats each."""

from django.utils.translation import gettext_lazy as _

from kompassros.indicators.results.content import ResultsReport
from kompassros.indicators.results.report import results_report
from kompassros.indicators.results.slides import results_slides
from kompassros.indicators.results.summary import residents_page
from kompassros.indicators.results.workbook import results_json, results_workbook
from kompassros.web.document_files import FileKind, shown, written

Kind = FileKind[ResultsReport]


def _stem(report: ResultsReport) -> str:
    """Return of whom, of which set and of what year it is: "0180-kkik-2024-2024"."""
    level = f"-{report.level}" if report.level else ""
    return f"{report.unit.code}-{report.measure_set.key}-{report.year}{level}".lower()


REPORT = Kind(
    "report",
    _("Results report"),
    _("All measures, area by area, for the council and for those who want every figure."),
    written(results_report),
    _stem,
)
SLIDES = Kind(
    "slides",
    _("Slides of the results"),
    _("Each area with its measures, and what went up and down, for a meeting."),
    shown(results_slides),
    _stem,
)
SUMMARY = Kind(
    "summary",
    _("One page for residents"),
    _("The best and the worst measures of each area in plain words, and what changed."),
    written(residents_page),
    _stem,
)
FIGURES = Kind(
    "figures",
    _("The figures"),
    _("Every measure as a row of a workbook, and as JSON for programs."),
    {"xlsx": results_workbook, "json": results_json},
    _stem,
)
KINDS = (REPORT, SLIDES, SUMMARY, FIGURES)
BY_KEY = {kind.key: kind for kind in KINDS}
