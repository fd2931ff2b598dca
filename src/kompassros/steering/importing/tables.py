"""What a scorecard would change, row by row, and what is wrong in it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kompassros.records.filled_forms import CellTrouble
from kompassros.statistics.receiving.troubles import column_letters
from kompassros.steering.importing.outcomes import Action, Intake, RowOutcome
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

_SAID: Mapping[Action, tuple[str | Promise, Tone]] = {
    Action.NEW: (gettext_lazy("new"), "success"),
    Action.CHANGED: (gettext_lazy("changed"), "info"),
    Action.KNOWN: (gettext_lazy("known"), "neutral"),
    Action.REFUSED: (gettext_lazy("refused"), "danger"),
}


def rows_table(intake: Intake) -> Table:
    """Return what becomes of each row that could be read."""
    columns = (
        Column("row", _("Row"), "number"),
        Column("body", _("Card")),
        Column("goal", pgettext("steering", "Goal"), prose=True),
        Column("indicator", _("Indicator or activity"), prose=True),
        Column("what", _("What happens"), "tag"),
        Column("stored", _("What is stored"), sort=False, prose=True),
    )
    empty = _("No row could be read.")
    return Table("rows", _("What the file does"), columns, [_row(one) for one in intake.outcomes], empty_text=empty)


def _row(outcome: RowOutcome) -> Row:
    row = outcome.row
    said, tone = _SAID[outcome.action]
    stored = " ".join(outcome.told)
    return Row(
        {
            "row": Cell(row.place.row, str(row.place.row), note=row.place.sheet),
            "body": Cell(f"{row.where.body} {row.where.year}".strip()),
            "goal": Cell(row.goal.title),
            "indicator": Cell(row.named),
            "what": Cell(str(said), tone=tone),
            "stored": Cell(stored or None, stored or _("nothing"), note=" ".join(outcome.notes) or None),
        }
    )


def troubles_of(intake: Intake) -> list[CellTrouble]:
    """Return what is wrong, as pages list it."""
    return [CellTrouble(one.sheet, one.row, column_letters(one.column), one.message) for one in intake.troubles]
