"""The annex of a result: every criterion with its judgement and evidence, in the order of the edition, for paper."""

from dataclasses import dataclass

from kompassros.evaluations.course_sheet import CourseSheet, CriterionSheet, QuestionSheet
from kompassros.evaluations.publication import words


@dataclass(frozen=True)
class AnnexCriterion:
    """A criterion as the annex prints it."""

    number: str
    text: str
    judgement: str
    basis: str
    why: str
    earned: str
    maximum: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class AnnexQuestion:
    """A question with its criteria."""

    title: str
    earned: str
    maximum: str
    criteria: tuple[AnnexCriterion, ...]


@dataclass(frozen=True)
class AnnexArea:
    """An area with its questions."""

    title: str
    points: str
    maximum: str
    taken_out: str
    questions: tuple[AnnexQuestion, ...]


def annex_of(sheet: CourseSheet) -> list[AnnexArea]:
    """Return the annex, area by area."""
    decimals = sheet.detail.edition.decimals
    return [
        AnnexArea(
            f"{area.no}. {words.text_of(area.name)}",
            words.printed_points(area.rescaled, decimals),
            words.fine_points(area.maximum),
            words.taken_out_said(area),
            tuple(_question(question) for question in area.questions),
        )
        for area in sheet.detail.areas
    ]


def _question(question: QuestionSheet) -> AnnexQuestion:
    return AnnexQuestion(
        f"{question.no} {words.text_of(question.text)}",
        words.fine_points(question.earned),
        words.fine_points(question.maximum),
        tuple(_criterion(criterion) for criterion in question.criteria),
    )


def _criterion(criterion: CriterionSheet) -> AnnexCriterion:
    reach = words.reach_word(criterion)
    level = words.level_word(criterion)
    return AnnexCriterion(
        criterion.number,
        words.text_of(criterion.text),
        f"{level} ({reach})" if reach else level,
        criterion.basis,
        words.why_fewer_points(criterion),
        words.fine_points(criterion.earned),
        words.fine_points(criterion.maximum),
        tuple(words.evidence_said(piece) for piece in criterion.evidence),
    )
