"""Which documents a result can be had as, and in which formats each."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.reports.annex_document import annex_document
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.reports.report import evaluation_report
from kompassros.evaluations.reports.score_files import score_json, score_workbook
from kompassros.evaluations.reports.slides import feedback_slides, first_feedback_slides
from kompassros.web.document_files import FileKind, shown, written

Kind = FileKind[Material]


def _stem(material: Material) -> str:
    return material.sheet.course


REPORT = Kind(
    "report",
    _("Evaluation report"),
    _("Everything in one document, for the council and for residents."),
    written(evaluation_report),
    _stem,
)
SLIDES = Kind(
    "slides",
    _("Slides for the feedback meeting"),
    _("Questions, points, strengths, areas for improvement and good examples, area by area."),
    shown(feedback_slides),
    _stem,
)
ANNEX = Kind(
    "annex",
    _("Annex: all criteria"),
    _("Every judgement with what it rests on, for those who want to follow a point to its evidence."),
    written(annex_document),
    _stem,
)
SCORES = Kind(
    "scores",
    _("Score sheet"),
    _("All figures as a workbook, and the frozen sheet itself for programs."),
    {"xlsx": score_workbook, "json": score_json},
    _stem,
)
FIRST_FEEDBACK = Kind(
    "first-feedback",
    _("Slides for the first feedback"),
    _("What the team has seen so far, without points, for the last day of the visit."),
    shown(first_feedback_slides),
    _stem,
)
OF_A_RESULT = (REPORT, SLIDES, ANNEX, SCORES)
BY_KEY = {kind.key: kind for kind in (*OF_A_RESULT, FIRST_FEEDBACK)}
