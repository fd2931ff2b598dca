"""The annex as a document: every criterion with its judgement, its basis and its evidence, in the edition's order."""

from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Cover,
    Document,
    Heading,
    Language,
    Paragraph,
    Run,
    Runs,
    plain,
)
from kompassros.evaluations.publication.annex import AnnexArea, AnnexCriterion, AnnexQuestion, annex_of
from kompassros.evaluations.publication.tracing import total_sentence
from kompassros.evaluations.reports.facts import standing_of
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.reports.naming import kicker_of, title_of
from kompassros.web.formats import current_language


def annex_document(material: Material) -> Document:
    """Return the annex of a result."""
    blocks = [block for area in annex_of(material.sheet) for block in _area(area)]
    return Document(
        title=title_of(material),
        language=cast("Language", current_language()),
        day=material.day,
        kicker=kicker_of(material, _("Annex: all criteria")),
        author="Kompassros",
        cover=Cover((total_sentence(material.sheet),), None, standing_of(material)),
        contents=_("Contents"),
        blocks=tuple(blocks),
    )


def _points(points: str, maximum: str) -> str:
    return _("%(points)s of %(maximum)s points.") % {"points": points, "maximum": maximum}


def _area(area: AnnexArea) -> list[Block]:
    said = " ".join(part for part in (_points(area.points, area.maximum), area.taken_out) if part)
    below = [block for question in area.questions for block in _question(question)]
    return [Heading(1, area.title), plain(said), *below]


def _question(question: AnnexQuestion) -> list[Block]:
    below = [block for criterion in question.criteria for block in _criterion(criterion)]
    return [Heading(2, question.title), plain(_points(question.earned, question.maximum)), *below]


def _criterion(criterion: AnnexCriterion) -> list[Block]:
    judged = f"{criterion.judgement}. {_points(criterion.earned, criterion.maximum)} {criterion.why}".strip()
    runs = [Run(judged)]
    if criterion.basis.strip():
        runs.append(Run(f"\n{criterion.basis}", emphasis=True))
    evidence = tuple[Runs, ...]((Run(piece),) for piece in criterion.evidence)
    title = Heading(3, f"{criterion.number} {criterion.text}")
    return [title, Paragraph(tuple(runs)), *([BulletList(evidence)] if evidence else [])]
