"""What the pages of a result show beside its points: totals by share, findings with both voices, examples."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kompassros.evaluations.course_sheet import CourseSheet, ExampleSheet, FindingSheet
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.tables import points_cell
from kompassros.evaluations.publication.tracing import ShownEvidence, show_evidence
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import current_language, format_list
from kompassros.web.tables import Table


@dataclass(frozen=True)
class ShownFinding:
    """A finding with the question that it is about, and the municipality's reply beside it."""

    finding: FindingSheet
    number: str
    question: str
    outcome: str
    evidence: tuple[ShownEvidence, ...]


@dataclass(frozen=True)
class ShownArea:
    """An area with its findings, of each kind the emphasised first; without a title where the edition has it not."""

    title: str
    strengths: list[ShownFinding]
    improvements: list[ShownFinding]


@dataclass(frozen=True)
class ShownExample:
    """A good example with the name of what it stands beside."""

    example: ExampleSheet
    about: str


def result_parts(sheet: CourseSheet) -> dict[str, Any]:
    """Return what the page of a result needs beside its areas, all from the sheet."""
    return {
        "shares": shares_table(sheet),
        "areas_found": findings_by_area(sheet),
        "examples": examples_of(sheet),
        "without_points": without_points(sheet),
        "cautions": [words.text_of(texts) for texts in sheet.detail.cautions],
        "instrument_name": words.text_of(sheet.detail.edition.name),
        "written_in": sheet.detail.language if sheet.detail.language != current_language() else "",
    }


def shares_table(sheet: CourseSheet) -> Table:
    """List the total for each share that "partly in place" might give, so that one sees what rests on that choice."""
    detail = sheet.detail
    columns = (
        Column("share", _("Share that “partly in place” gives"), sort=False),
        Column("total", _("Total"), "number", sort=False),
    )
    rows = []
    for entry in detail.totals:
        note = _("used here; our choice") if entry.share == detail.partly else None
        share = f"{entry.share.numerator}/{entry.share.denominator}"
        total = points_cell(entry.rescaled, detail.edition.decimals)
        rows.append(Row({"share": Cell(share, note=note), "total": total}))
    return Table("shares", _("How much rests on the share"), columns, rows, source=sheet.source, filtered=False)


def _about(sheet: CourseSheet, area: str, question: str) -> str:
    """Return the names of an area and a question; what the edition does not hold is left out."""
    found = [one for one in sheet.detail.areas if one.id == area]
    told = [words.text_of(one.name) for one in found]
    told += [words.text_of(one.text) for place in found for one in place.questions if one.id == question]
    return ": ".join(told)


def findings_by_area(sheet: CourseSheet) -> list[ShownArea]:
    """Return the areas with findings in the edition's order; those of an area that it does not hold stand last."""
    titles = {area.id: f"{area.no} {words.text_of(area.name)}" for area in sheet.detail.areas}
    found = sorted(sheet.detail.findings, key=lambda one: not one.emphasised)
    named = {one.area for one in found}
    places = [area for area in [*titles, *sorted(named - titles.keys())] if area in named]
    kinds = ("strength", "improvement")
    return [ShownArea(titles.get(area, ""), *(_shown(sheet, found, area, kind) for kind in kinds)) for area in places]


def _shown(sheet: CourseSheet, findings: Iterable[FindingSheet], area: str, kind: str) -> list[ShownFinding]:
    chosen = [one for one in findings if one.area == area and one.kind == kind]
    return [_show(sheet, finding) for finding in chosen]


def _show(sheet: CourseSheet, finding: FindingSheet) -> ShownFinding:
    reply = finding.reply
    outcome = words.outcome_word(reply.outcome) if reply else ""
    evidence = show_evidence(reply.evidence) if reply else ()
    return ShownFinding(finding, *_question(sheet, finding), outcome, evidence)


def _question(sheet: CourseSheet, finding: FindingSheet) -> tuple[str, str]:
    """Return number and text of the question that a finding is about; empty where it is about the whole area."""
    questions = [one for area in sheet.detail.areas if area.id == finding.area for one in area.questions]
    return next(((one.no, words.text_of(one.text)) for one in questions if one.id == finding.question), ("", ""))


def examples_of(sheet: CourseSheet) -> list[ShownExample]:
    """Return the good examples that the evaluation points to."""
    return [ShownExample(one, _about(sheet, one.area, one.question)) for one in sheet.detail.examples]


def without_points(sheet: CourseSheet) -> list[str]:
    """Say which criteria were judged above planned and yet give nothing; no sentence where there are none."""
    criteria = [one for area in sheet.detail.areas for question in area.questions for one in question.criteria]
    unsupported = format_list(one.number for one in criteria if one.unsupported)
    alone = format_list(one.number for one in criteria if one.example_only)
    told = []
    if unsupported:
        text = _("Judged above planned without evidence, and so without points: %(which)s.")
        told.append(text % {"which": unsupported})
    if alone:
        told.append(_("In one department or unit alone, and so without points: %(which)s.") % {"which": alone})
    return told
