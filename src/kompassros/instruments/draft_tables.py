"""The tables of the officer's pages of editions."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.instruments.criteria import count_criteria
from kompassros.instruments.models import EditionDraft
from kompassros.instruments.outline import in_language
from kompassros.instruments.queries import StoredEdition
from kompassros.instruments.trouble import CellTrouble, Finding, Trouble
from kompassros.instruments.wording import place_in_words
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.formats import current_language
from kompassros.web.tables import Table

TONES: dict[str, Tone] = {
    EditionDraft.State.DRAFT: "warning",
    EditionDraft.State.CHECKED: "info",
    EditionDraft.State.PUBLISHED: "success",
}


def drafts(found: Iterable[EditionDraft]) -> Table:
    """Return the drafts that a person may work on."""
    columns = (
        Column("instrument", _("Instrument")),
        Column("version", _("Version")),
        Column("owner", _("Owner")),
        Column("state", _("State"), "tag"),
        Column("changed", _("Last changed"), "date"),
        Column("person", _("By")),
    )
    empty = _("Nobody has begun a draft. Begin one from an edition that is stored, or from nothing.")
    return Table("drafts", _("Drafts"), columns, [_draft_row(draft) for draft in found], empty_text=empty)


def _draft_row(draft: EditionDraft) -> Row:
    cells = {
        "instrument": Cell(draft.instrument_key),
        "version": Cell(draft.edition_version, note=_("revision %(number)s") % {"number": draft.revision}),
        "owner": Cell(draft.organisation.name),
        "state": Cell(draft.get_state_display(), tone=TONES[draft.state]),
        "changed": Cell(draft.updated_at),
        "person": Cell(str(draft.updated_by)),
    }
    return Row(cells, reverse("instruments:draft", args=[draft.pk]))


def editions(found: Iterable[StoredEdition]) -> Table:
    """Return the stored editions with their files; a row leads to the public page."""
    columns = (
        Column("name", _("Edition")),
        Column("version", _("Version")),
        Column("criteria", _("Criteria"), "number"),
        Column("yaml", "YAML", "link", sort=False),
        Column("xlsx", "XLSX", "link", sort=False),
    )
    return Table("editions", _("Stored editions"), columns, [_edition_row(entry) for entry in found])


def _edition_row(entry: StoredEdition) -> Row:
    outline = entry.content
    count = count_criteria(outline)
    file = reverse("instruments:edition_file", args=[entry.pk])
    cells = {
        "name": Cell(in_language(outline.name, current_language())),
        "version": Cell(outline.version, note=_("revision %(number)s") % {"number": outline.revision}),
        "criteria": Cell(count) if count else Cell(None, _("none in it")),
        "yaml": Cell(_("Download YAML"), href=f"{file}?as=yaml"),
        "xlsx": Cell(_("Download XLSX"), href=f"{file}?as=xlsx"),
    }
    return Row(cells, reverse("portal:instrument", args=[outline.instrument.id, outline.version]))


def findings(name: str, caption: str, draft: EditionDraft, found: Sequence[Finding]) -> Table:
    """Return faults or remarks of a draft; a row leads to the page where it is mended."""
    columns = (Column("place", _("Where")), Column("reason", _("What to mend"), prose=True))
    rows = [_finding_row(draft, finding) for finding in found]
    return Table(name, caption, columns, rows, filtered=False)


def _finding_row(draft: EditionDraft, finding: Finding) -> Row:
    steps, reason = finding
    place = place_in_words(draft.content, steps)
    page = {"": "instruments:head", "a": "instruments:area", "q": "instruments:question"}[place.part[:1]]
    address = reverse(page, args=[draft.pk, place.part] if place.part else [draft.pk])
    return Row({"place": Cell(place.text), "reason": Cell(reason)}, address)


def troubles(found: Sequence[Trouble]) -> Table:
    """Return what is wrong in a file: in a workbook by sheet, row and column, in other files by line and place."""
    columns = (
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), "number"),
        Column("column", _("Column")),
        Column("reason", _("What to mend"), prose=True),
    )
    rows = [Row(_trouble_cells(trouble)) for trouble in found]
    return Table("troubles", _("What is wrong in the file"), columns, rows)


def _trouble_cells(trouble: Trouble) -> dict[str, Cell]:
    if isinstance(trouble, CellTrouble):
        sheet, row, column = trouble.sheet, trouble.row, trouble.column
    else:
        sheet, row, column = "", trouble.line or 0, trouble.path
    whole = _("the whole file")
    return {
        "sheet": Cell(sheet) if sheet else Cell(None, "–"),
        "row": Cell(row, str(row)) if row else Cell(None, whole),
        "column": Cell(column) if column else Cell(None, _("the whole row") if row else whole),
        "reason": Cell(trouble.reason),
    }


def changes(told: Iterable[tuple[str, str, str]]) -> Table:
    """Return what a file would change in a draft: field, before, after."""
    columns = (
        Column("what", _("What")),
        Column("before", _("Before"), prose=True),
        Column("after", _("After"), prose=True),
    )
    rows = [Row({"what": Cell(what), "before": _said(old), "after": _said(new)}) for what, old, new in told]
    return Table("changes", _("What the file would change"), columns, rows, empty_text=_("Nothing at all."))


def _said(value: str) -> Cell:
    return Cell(value) if value else Cell(None, _("nothing"))
