"""What a filled workbook would change, and what somebody else has changed since it went out, as tables."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.indicators.notes.access import ResultsOf
from kompassros.indicators.notes.note_file_reading import Found, What
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

_SAID: Mapping[What, tuple[str | Promise, Tone]] = {
    What.NEW: (gettext_lazy("new"), "success"),
    What.CHANGED: (gettext_lazy("changed"), "info"),
    What.TAKEN_BACK: (gettext_lazy("taken back"), "warning"),
    What.ELSEWHERE: (gettext_lazy("changed by somebody else"), "danger"),
}


def changes_table(of: ResultsOf, found: Iterable[Found]) -> Table:
    """Return what the file would change, text by text."""
    empty = _("The file changes nothing.")
    return _table(of, "changes", _("What the file changes"), found, empty)


def elsewhere_table(of: ResultsOf, found: Iterable[Found]) -> Table:
    """Return the texts that are left as they are stored, since somebody else changed them after the file went out."""
    return _table(of, "elsewhere", _("Changed by somebody else since the file was downloaded"), found, "")


def _table(of: ResultsOf, name: str, caption: str, found: Iterable[Found], empty: str) -> Table:
    columns = (
        Column("measure", _("Measure"), "link"),
        Column("question", _("Question")),
        Column("row", _("Row"), "number"),
        Column("what", _("What happens"), "tag"),
        Column("stored", _("Stored now"), sort=False, prose=True),
        Column("file", _("In the file"), sort=False, prose=True),
        Column("readers", _("Who reads it")),
    )
    rows = [_row(of, one) for one in found]
    return Table(name, caption, columns, rows, empty_text=empty, passing=True)


def _row(of: ResultsOf, one: Found) -> Row:
    said, tone = _SAID[one.what]
    carried = one.asked.carried
    cells = {
        "measure": Cell(one.title),
        "question": Cell(str(one.asked.question.label)),
        "row": Cell(one.row, str(one.row), note=one.sheet),
        "what": Cell(str(said), tone=tone),
        "stored": _text(one.asked.text, note=_("from %(year)s") % {"year": carried} if carried else None),
        "file": _text(one.text),
        "readers": Cell(_("everybody") if one.asked.public else _("your own people")),
    }
    names = [of.organisation.key, of.measure_set.key, of.year, one.indicator.code]
    return Row(cells, f"{reverse('notes:measure', args=names)}#{one.asked.question.value}")


def _text(text: str, note: str | None = None) -> Cell:
    return Cell(text, note=note) if text else Cell(None, _("nothing"))
