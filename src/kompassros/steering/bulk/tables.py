"""What many changes at once would do, cell by cell."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.troubles import Place
from kompassros.steering.bulk.columns import HEADS, OF_GOALS
from kompassros.steering.bulk.editing import CellChange
from kompassros.steering.bulk.forms import kind_said
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.structures import read_structure
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import month_names
from kompassros.web.tables import Table


def changes_table(plan: SteeringPlan, changes: Iterable[CellChange]) -> Table:
    """Return a row for each cell that becomes another."""
    columns = (
        Column("place", _("Cell")),
        Column("body", _("Card")),
        Column("what", _("Goal or indicator"), prose=True),
        Column("column", _("Column")),
        Column("before", _("Before"), prose=True),
        Column("after", _("Afterwards"), prose=True),
    )
    perspectives = {each.key: str(each) for each in read_structure(plan.structure).perspectives}
    rows = [_row(each, perspectives) for each in changes]
    empty = _("Nothing is different from what is stored.")
    return Table("changes", _("What is changed"), columns, rows, empty_text=empty, passing=True)


def _row(change: CellChange, perspectives: Mapping[str, str]) -> Row:
    edit = change.edit
    address = Place(edit.sheet, edit.row, edit.columns.get(change.column, 0)).address
    heads = {**HEADS, **OF_GOALS}
    return Row(
        {
            "place": Cell(address, note=edit.sheet) if edit.row else Cell(None, _("on the page")),
            "body": Cell(change.edition.organisation.name),
            "what": Cell(change.edition.title, note=kind_said(edit.kind)),
            "column": Cell(str(heads[change.column])),
            "before": _said(change.column, change.before, perspectives),
            "after": _said(change.column, change.after, perspectives),
        }
    )


def _said(column: str, text: str, perspectives: Mapping[str, str]) -> Cell:
    if not text:
        return Cell(None, _("empty"))
    if column == "direction":
        return Cell(str(IndicatorEdition.Direction(text).label))
    if column == "measured_in":
        return Cell(month_names()[int(text) - 1])
    return Cell(perspectives.get(text, text) if column == "perspective" else text)
