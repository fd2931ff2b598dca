"""The papers of matters as a table."""

from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.records.matter_models import AgendaPaper, Matter
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_date
from kompassros.web.tables import Table


def papers_table(
    found: Iterable[Matter], address: Callable[[AgendaPaper], str], reads: Callable[[AgendaPaper], bool]
) -> Table:
    """Return the papers of some matters that are read, in the order of the matters and of their numbers."""
    columns = [
        Column("case_number", _("Case number")),
        Column("title", _("Title")),
        Column("body", _("Board")),
        Column("meeting", _("Meeting"), kind="date"),
        Column("state", _("State"), kind="tag"),
        Column("written", _("Written"), kind="date"),
        Column("author", _("Written by")),
    ]
    rows = [_row(matter, paper, address(paper)) for matter in found for paper in matter.papers.all() if reads(paper)]
    empty = _("When somebody opens a matter here, its agenda papers stand in this table.")
    return Table("papers", _("Agenda papers"), columns, rows, empty_text=empty)


def _row(matter: Matter, paper: AgendaPaper, href: str) -> Row:
    written = timezone.localtime(paper.written_at).date()
    number = str(paper.content["case_number"]) if paper.content else matter.case_number
    meeting = paper.meeting_day
    return Row(
        {
            "case_number": Cell(number or None, number or _("not given yet")),
            "title": Cell(paper.title),
            "body": Cell(paper.body or None, paper.body or _("not given yet")),
            "meeting": Cell(meeting, format_date(meeting) if meeting else _("not given yet")),
            "state": Cell(paper.state, str(paper.get_state_display()), tone="success" if paper.is_final else "info"),
            "written": Cell(written, format_date(written)),
            "author": Cell(str(paper.author) if paper.author else "Kompassros"),
        },
        href,
    )
