"""The tables of the previous result: areas, questions, findings, and what became of the actions."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from kompassros.evaluations.course_sheet import AreaSheet, Detail
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.followup.queries import Became
from kompassros.evaluations.publication.tables import points_cell
from kompassros.evaluations.sheet import Sheet
from kompassros.instruments.models import Edition
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.web.cells import Cell, Column, Row, Sign
from kompassros.web.formats import current_language
from kompassros.web.tables import Table

_SIGNS: dict[str, Sign] = {"done": "better", "ongoing": "middle", "planned": "unmeasured", "dropped": "worse"}


def area_names(sheet: Sheet) -> dict[str, str]:
    """Return area's id -> its name, from the edition that the sheet takes its names from; one query."""
    rows = Edition.objects.filter(instrument__key=sheet.instrument, version=sheet.names_from or sheet.version or "")
    edition = rows.order_by("-revision").first()
    areas = edition_outline(edition).areas if edition else ()
    return {area.id: in_language(area.name, current_language()) for area in areas}


def areas_table(sheet: Sheet) -> Table:
    """List the points by area as they were published."""
    names = area_names(sheet)
    columns = (Column("area", _("Area")), Column("points", _("Points"), "number"))
    rows = [
        Row(
            {
                "area": Cell(f"{area.no} {names.get(area.id or '', '')}".strip(), sort=area.no),
                "points": Cell(area.points) if area.points is not None else Cell(None, _("not published")),
            }
        )
        for area in sheet.areas
    ]
    return Table("previous-areas", _("Points by area"), columns, rows, source=sheet.source)


def questions_table(detail: Detail) -> Table:
    """List the points by question of a result that was made here."""
    language = current_language()
    columns = (
        Column("question", _("Question")),
        Column("points", _("Points"), "number"),
        Column("possible", _("Possible"), "number"),
    )
    rows = [
        Row(
            {
                "question": Cell(f"{question.no} {in_language(question.text, language)}", sort=place),
                "points": points_cell(question.earned),
                "possible": points_cell(question.possible),
            }
        )
        for place, question in enumerate(question for area in detail.areas for question in area.questions)
    ]
    return Table("previous-questions", _("Points by question"), columns, rows)


def findings_table(detail: Detail) -> Table:
    """List the strengths and areas for improvement of a result that was made here."""
    kinds = dict(Finding.Kind.choices)
    areas = {area.id: area for area in detail.areas}
    language = current_language()
    columns = (
        Column("text", _("Finding"), prose=True),
        Column("kind", _("Kind")),
        Column("area", _("Area")),
    )
    rows = [
        Row(
            {
                "text": Cell(finding.text, note=_("emphasised") if finding.emphasised else None),
                "kind": Cell(str(kinds[Finding.Kind(finding.kind)])),
                "area": _area_cell(areas, finding.area, language),
            }
        )
        for finding in detail.findings
    ]
    empty = _("That evaluation has no findings.")
    return Table("previous-findings", _("Findings of the previous evaluation"), columns, rows, empty_text=empty)


def _area_cell(areas: Mapping[str, AreaSheet], key: str, language: str) -> Cell:
    area = areas.get(key)
    if area is None:
        return Cell(None, _("no area"))
    return Cell(f"{area.no} {in_language(area.name, language)}", sort=area.no)


def actions_table(actions: Iterable[Became]) -> Table:
    """List what became of the actions after the previous evaluation."""
    columns = (
        Column("action", _("Action")),
        Column("state", _("State"), "tag"),
        Column("outcome", _("What became of it"), prose=True),
        Column("owner", _("Owner")),
        Column("due", _("Due"), "date"),
    )
    rows = [
        Row(
            {
                "action": Cell(action.title, note=action.finding or None),
                "state": Cell(action.state_label, tone=_SIGNS.get(action.state)),
                "outcome": Cell(action.outcome) if action.outcome else Cell(None, _("nothing reported")),
                "owner": Cell(action.owner) if action.owner else Cell(None, _("nobody named")),
                "due": Cell(action.due) if action.due else Cell(None, _("no day set")),
            }
        )
        for action in actions
    ]
    empty = _("No earlier evaluation of this municipality was made here, or it has no action plan.")
    return Table("previous-actions", _("What became of the previous action plan"), columns, rows, empty_text=empty)
