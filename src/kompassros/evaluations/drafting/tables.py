"""The tables of the report's sections."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.drafting.models import ReportSection, SectionVersion
from kompassros.evaluations.drafting.queries import Standing
from kompassros.methods.differences import count_words
from kompassros.web.cells import Cell, Column, Row, Sign
from kompassros.web.tables import Table

_TONES: dict[str, Sign] = {
    ReportSection.State.EMPTY.value: "unmeasured",
    ReportSection.State.DRAFT.value: "middle",
    ReportSection.State.READY.value: "better",
}


def sections_table(course: Course, sections: Sequence[Standing], *, may_write: bool) -> Table:
    """List the sections in the order of the report, with links for those who may write."""
    columns = (
        Column("section", _("Section"), sort=False),
        Column("state", _("State"), "tag"),
        Column("writer", _("Writer")),
        Column("due", _("Due"), "date"),
        Column("words", _("Number of words"), "number"),
        Column("changed", _("Last written"), "date"),
    )
    rows = [
        Row(_cells(one), reverse("courses:section", args=[course.slug, one.place.key]) if may_write else None)
        for one in sections
    ]
    return Table("sections", _("Sections of the report"), columns, rows, filtered=False)


def _cells(one: Standing) -> dict[str, Cell]:
    section, nobody = one.section, _("nobody yet")
    changed = Cell(None, _("not yet"))
    if section.written_at:
        changed = Cell(section.written_at, note=str(section.written_by or ""))
    return {
        "section": Cell(one.place.title),
        "state": Cell(str(section.get_state_display()), tone=_TONES[section.state]),
        "writer": Cell(str(section.assigned_to)) if section.assigned_to else Cell(None, nobody),
        "due": Cell(section.due) if section.due else Cell(None, _("no day")),
        "words": Cell(one.words),
        "changed": changed,
    }


def versions_table(course: Course, versions: Sequence[SectionVersion]) -> Table:
    """List the versions of a section, the latest first."""
    columns = (
        Column("number", _("Version"), "number"),
        Column("at", _("Written"), "date"),
        Column("who", _("By")),
        Column("words", _("Number of words"), "number"),
    )
    rows = [
        Row(
            {
                "number": Cell(one.number),
                "at": Cell(one.written_at),
                "who": Cell(str(one.written_by or "Kompassros")),
                "words": Cell(count_words(one.text)),
            },
            reverse("courses:section_version", args=[course.slug, one.section.key, one.number]),
        )
        for one in versions
    ]
    empty = _("Nothing is written yet. Each sitting of each writer will be a version here.")
    return Table("versions", _("Versions"), columns, rows, filtered=False, empty_text=empty)
