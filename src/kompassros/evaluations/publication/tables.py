"""The tables of a score sheet: areas, questions, criteria, and everything in one for download."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _

from kompassros.evaluations.course_sheet import AreaSheet, CourseSheet, CriterionSheet, Detail, QuestionSheet
from kompassros.evaluations.publication import words
from kompassros.methods.rounding import round_half_up
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table

Address = Callable[..., str]


def points_cell(value: Fraction | None, decimals: int | None = None, note: str | None = None) -> Cell:
    """Return points, rounded once for the page and the file: as the edition prints, or with two decimals below."""
    if value is None:
        return Cell(None, _("not counted"), note=note)
    if decimals is None:
        decimals = 0 if value.denominator == 1 else words.FINER
    return Cell(round_half_up(value, decimals), note=note)


def areas_table(sheet: CourseSheet, address: Address) -> Table:
    """List the areas with what each got of what is possible, and the total."""
    detail = sheet.detail
    columns = (
        Column("area", _("Area")),
        Column("points", _("Points"), "number"),
        Column("maximum", _("Maximum"), "number"),
        Column("judged", _("Criteria judged"), "number"),
    )
    total = {
        "area": Cell(_("Total")),
        "points": points_cell(detail.total.rescaled, detail.edition.decimals, _note(detail.total)),
        "maximum": points_cell(detail.total.maximum),
        "judged": Cell(detail.total.judged),
    }
    rows = [Row(_area_cells(area, detail), address(area.id)) for area in detail.areas]
    return Table("areas-table", _("Points by area"), columns, rows, footer=[Row(total)], source=sheet.source)


def _note(counted: object) -> str | None:
    return words.taken_out_said(counted) or None  # type: ignore[arg-type]


def _area_cells(area: AreaSheet, detail: Detail) -> dict[str, Cell]:
    return {
        "area": Cell(f"{area.no}. {words.text_of(area.name)}", sort=area.no),
        "points": points_cell(area.rescaled, detail.edition.decimals, _note(area)),
        "maximum": points_cell(area.maximum),
        "judged": Cell(area.judged),
    }


_POINTS = ("earned", "possible", "maximum")


def _points_columns() -> tuple[Column, ...]:
    labels = (_("Points"), _("Possible"), _("Maximum"))
    return tuple(Column(name, label, "number") for name, label in zip(_POINTS, labels, strict=True))


def questions_table(sheet: CourseSheet, area: AreaSheet, address: Address) -> Table:
    """List the questions of an area with what each gave."""
    columns = (Column("question", _("Question"), prose=True), *_points_columns())
    rows = [Row(_question_cells(question), address(area.id, question.id)) for question in area.questions]
    return Table("questions", _("Points by question"), columns, rows, source=sheet.source)


def _question_cells(question: QuestionSheet) -> dict[str, Cell]:
    place = Cell(f"{question.no} {words.text_of(question.text)}", sort=question.no)
    return {"question": place} | {name: points_cell(getattr(question, name)) for name in _POINTS}


def criteria_table(sheet: CourseSheet, area: AreaSheet, question: QuestionSheet, address: Address) -> Table:
    """List the criteria of a question: how each was judged, on how much evidence, what it gave."""
    columns = (
        Column("criterion", _("Criterion"), prose=True),
        Column("level", _("Judgement")),
        Column("evidence", _("Evidence"), "number"),
        Column("earned", _("Points"), "number"),
        Column("maximum", _("Maximum"), "number"),
    )
    rows = [
        Row(_criterion_cells(criterion), address(area.id, question.id, criterion.id)) for criterion in question.criteria
    ]
    return Table("criteria", _("Points by criterion"), columns, rows, source=sheet.source)


def _criterion_cells(criterion: CriterionSheet) -> dict[str, Cell]:
    return {
        "criterion": Cell(f"{criterion.number} {words.text_of(criterion.text)}"),
        "level": Cell(words.level_word(criterion), note=words.why_fewer_points(criterion) or None),
        "evidence": Cell(len(criterion.evidence)),
        "earned": points_cell(criterion.earned),
        "maximum": points_cell(criterion.maximum),
    }


def annex_table(sheet: CourseSheet) -> Table:
    """List every criterion with all that explains it: the annex as one table, for download."""
    labels = {
        "area": _("Area"),
        "question": _("Question"),
        "criterion": _("Criterion"),
        "level": _("Judgement"),
        "reach": _("Reach"),
        "basis": _("Why"),
        "evidence": _("Evidence"),
    }
    columns = [Column(key, label, prose=True) for key, label in labels.items()]
    rows = [
        Row(_annex_cells(area, question, criterion))
        for area in sheet.detail.areas
        for question in area.questions
        for criterion in question.criteria
    ]
    name = f"annex-{sheet.course}"
    return Table(name, _("All criteria"), (*columns, *_points_columns()), rows, source=sheet.source)


def _annex_cells(area: AreaSheet, question: QuestionSheet, criterion: CriterionSheet) -> dict[str, Cell]:
    return {
        "area": Cell(f"{area.no}. {words.text_of(area.name)}"),
        "question": Cell(f"{question.no} {words.text_of(question.text)}"),
        "criterion": Cell(f"{criterion.number} {words.text_of(criterion.text)}"),
        "level": Cell(words.level_word(criterion)),
        "reach": Cell(words.reach_word(criterion)),
        "basis": Cell(" ".join(part for part in (criterion.basis, words.why_fewer_points(criterion)) if part)),
        "evidence": Cell("; ".join(words.evidence_said(piece) for piece in criterion.evidence)),
    } | {name: points_cell(getattr(criterion, name)) for name in _POINTS}
