"""Which documents a written report can be had as, and in which formats each."""

from django.utils.translation import gettext_lazy as _

from kompassros.records import clock
from kompassros.records.files import content_path
from kompassros.steering.periods.figures import figures_workbook
from kompassros.steering.periods.files import report_of
from kompassros.steering.periods.models import PeriodEdition
from kompassros.steering.periods.usual import word_of
from kompassros.steering.writing.contents import content_of
from kompassros.steering.writing.documents import WrittenDocument, written_document
from kompassros.steering.writing.frozen_report import FrozenReport
from kompassros.steering.writing.models import WrittenEdition, WrittenReport
from kompassros.steering.writing.saving import sections_of
from kompassros.steering.writing.slides import written_slides
from kompassros.web.document_files import FileKind, shown, written
from kompassros.web.formats import local_day

Kind = FileKind[WrittenDocument]


def _stem(of: WrittenDocument) -> str:
    """Return of whom, of which period and which edition it is: "lovhult-2026-year-1", or "…-draft"."""
    content = of.report.content
    number = "draft" if of.draft else of.report.number
    return f"{content['municipality']['key']}-{of.report.year}-{word_of(of.report.period['key'])}-{number}".lower()


REPORT = Kind(
    "report",
    _("The report"),
    _("All chapters with their texts, pictures and figures."),
    written(written_document),
    _stem,
)
SLIDES = Kind(
    "slides",
    _("Slides of the report"),
    _("What became of the targets, each goal of the council, and what deviates, for a meeting."),
    shown(written_slides),
    _stem,
)
FIGURES = Kind(
    "figures",
    _("The figures"),
    _("Every indicator as a row of a workbook."),
    {"xlsx": lambda of: figures_workbook(of.period)},
    _stem,
)
KINDS = (REPORT, SLIDES, FIGURES)
BY_KEY = {kind.key: kind for kind in KINDS}


def document_of(edition: WrittenEdition) -> WrittenDocument:
    """Return what the documents of an edition are made of: frozen rows and stored files, and nothing else."""
    frozen: FrozenReport = edition.read()
    pinned = PeriodEdition.objects.get(period=edition.report.period_id, number=frozen.edition["number"])
    return WrittenDocument(
        report=frozen,
        period=report_of(pinned),
        day=local_day(edition.frozen_at),
        sha256=edition.sha256,
        why=edition.why,
        pictures=_pictures(frozen),
    )


def draft_of(report: WrittenReport) -> WrittenDocument:
    """Return what the documents of a report as it stands now are made of; they say that it is a draft."""
    frozen = FrozenReport(content_of(report, sections_of(report), 0))
    return WrittenDocument(
        report=frozen,
        period=report_of(report.edition),
        day=clock.today(),
        pictures=_pictures(frozen),
        draft=True,
    )


def _pictures(report: FrozenReport) -> dict[str, bytes]:
    """Return the content of the pictures by their checksums; FileNotFoundError where one is gone from the disk."""
    found = {section.picture["sha256"] for section in report.sections if section.picture}
    return {sha256: content_path(sha256).read_bytes() for sha256 in sorted(found)}
