"""Which documents a closed period can be had as, and in which formats each."""

from django.utils.translation import gettext_lazy as _

from kompassros.steering.periods.documents import PeriodReport, period_report
from kompassros.steering.periods.figures import figures_json, figures_workbook
from kompassros.steering.periods.models import PeriodEdition
from kompassros.steering.periods.usual import word_of
from kompassros.web.document_files import FileKind, written
from kompassros.web.formats import local_day

Kind = FileKind[PeriodReport]


def _stem(report: PeriodReport) -> str:
    """Return of whom, of which period and which edition it is: "lovhult-2026-t1-1"."""
    plan, period = report.period.content["plan"], report.period.content["period"]
    key = plan["municipality"]["key"]
    return f"{key}-{plan['year']}-{word_of(period['key'])}-{report.edition}".lower()


REPORT = Kind(
    "report",
    _("Period report"),
    _("Every body's report with its goals, figures and targets, as they were frozen."),
    written(period_report),
    _stem,
)
FIGURES = Kind(
    "figures",
    _("The figures"),
    _("Every indicator as a row of a workbook, and the whole edition as JSON for programs."),
    {"xlsx": figures_workbook, "json": figures_json},
    _stem,
)
KINDS = (REPORT, FIGURES)
BY_KEY = {kind.key: kind for kind in KINDS}


def report_of(edition: PeriodEdition) -> PeriodReport:
    """Return what the documents are made of: the edition, and nothing else."""
    return PeriodReport(edition.read(), edition.number, local_day(edition.frozen_at), edition.sha256, edition.why)
