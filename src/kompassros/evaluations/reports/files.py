"""Which documents a result can be had as, and in which formats each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.documents.blocks import Deck, Document
from kompassros.documents.docx import write_docx
from kompassros.documents.html import write_html
from kompassros.documents.odt import write_odt
from kompassros.documents.pdf import write_pdf
from kompassros.documents.pptx import write_pptx
from kompassros.documents.slides_pdf import write_slides_pdf
from kompassros.evaluations.reports.annex_document import annex_document
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.reports.report import evaluation_report
from kompassros.evaluations.reports.score_files import score_json, score_workbook
from kompassros.evaluations.reports.slides import feedback_slides, first_feedback_slides

Make = Callable[[Material], bytes]
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html; charset=utf-8",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


@dataclass(frozen=True)
class Kind:
    """A document of a result. told: what it is for. formats: what makes each, by the ending of its name."""

    key: str
    name: str | Promise
    told: str | Promise
    formats: dict[str, Make]

    def file_name(self, material: Material, ending: str, language: str) -> str:
        """Return the name of the file that a reader stores."""
        return f"{material.sheet.course}-{self.key}-{language}.{ending}"


def _written(make: Callable[[Material], Document]) -> dict[str, Make]:
    writers = {"pdf": write_pdf, "docx": write_docx, "odt": write_odt, "html": write_html}
    return {ending: partial(_write, make, write) for ending, write in writers.items()}


def _write(make: Callable[[Material], Document], write: Callable[[Document], bytes], material: Material) -> bytes:
    return write(make(material))


def _shown(make: Callable[[Material], Deck]) -> dict[str, Make]:
    return {
        "pptx": lambda material: write_pptx(make(material)),
        "pdf": lambda material: write_slides_pdf(make(material)),
    }


REPORT = Kind(
    "report",
    _("Evaluation report"),
    _("Everything in one document, for the council and for residents."),
    _written(evaluation_report),
)
SLIDES = Kind(
    "slides",
    _("Slides for the feedback meeting"),
    _("Questions, points, strengths, areas for improvement and good examples, area by area."),
    _shown(feedback_slides),
)
ANNEX = Kind(
    "annex",
    _("Annex: all criteria"),
    _("Every judgement with what it rests on, for those who want to follow a point to its evidence."),
    _written(annex_document),
)
SCORES = Kind(
    "scores",
    _("Score sheet"),
    _("All figures as a workbook, and the frozen sheet itself for programs."),
    {"xlsx": score_workbook, "json": score_json},
)
FIRST_FEEDBACK = Kind(
    "first-feedback",
    _("Slides for the first feedback"),
    _("What the team has seen so far, without points, for the last day of the visit."),
    _shown(first_feedback_slides),
)
OF_A_RESULT = (REPORT, SLIDES, ANNEX, SCORES)
BY_KEY = {kind.key: kind for kind in (*OF_A_RESULT, FIRST_FEEDBACK)}
