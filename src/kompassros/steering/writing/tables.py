"""The tables of a written report: its chapters, and its editions."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.methods.differences import count_words
from kompassros.records import clock
from kompassros.steering.editions import editions_table as frozen_table
from kompassros.steering.writing.models import ReportSection, WrittenEdition, WrittenReport
from kompassros.steering.writing.people import writing_address
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

TONES: dict[str, Tone] = {
    ReportSection.State.WAITING: "neutral",
    ReportSection.State.WRITING: "warning",
    ReportSection.State.READY: "success",
}


def sections_table(report: WrittenReport, sections: Sequence[ReportSection]) -> Table:
    """Return the chapters of a report in their order: who writes each, by when, how far it is."""
    columns = (
        Column("section", _("Chapter"), sort=False),
        Column("state", _("State"), "tag"),
        Column("writer", _("Writer")),
        Column("due", _("Due on"), "date"),
        Column("late", _("Late"), "tag"),
        Column("words", _("Number of words"), "number"),
    )
    rows = [Row(_cells(one), writing_address(report, "writing_section", one.uid)) for one in sections]
    empty = _("The report has no chapter.")
    return Table("chapters", _("Chapters"), columns, rows, filtered=False, empty_text=empty)


def is_late(section: ReportSection) -> bool:
    """Return whether a chapter is not ready though its day has passed."""
    return section.state != ReportSection.State.READY and section.due_on is not None and section.due_on < clock.today()


def _cells(one: ReportSection) -> dict[str, Cell]:
    return {
        "section": Cell(one.heading),
        "state": Cell(str(one.get_state_display()), tone=TONES[one.state]),
        "writer": Cell(str(one.assigned_to)) if one.assigned_to else Cell(None, _("nobody yet")),
        "due": Cell(one.due_on) if one.due_on else Cell(None, _("no day")),
        "late": Cell(_("late"), tone="danger") if is_late(one) else Cell(None, _("no")),
        "words": Cell(count_words(one.text)),
    }


def editions_table(report: WrittenReport, editions: Iterable[WrittenEdition]) -> Table:
    """Return what of a report was published, the latest first."""
    return frozen_table(
        editions,
        caption=_("Published editions"),
        heads=(pgettext("report", "Edition"), pgettext("report", "Published")),
        first=_("the report was published"),
        address=lambda number: writing_address(report, "writing_edition", number),
        empty=_("Nothing is published yet."),
    )
