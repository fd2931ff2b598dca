"""A set's handbook as documents and as a workbook: what each measure is, by area."""

from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.documents.blocks import (
    Block,
    Cover,
    Document,
    Facts,
    Heading,
    Language,
    PageBreak,
    Remark,
    Run,
    bullets,
    plain,
)
from kompassros.documents.workbooks import Sheet, write_workbook
from kompassros.portal.measures.handbook import Entry, Handbook
from kompassros.records import clock
from kompassros.web.document_files import FileKind, written
from kompassros.web.formats import current_language, format_number


def handbook_document(book: Handbook) -> Document:
    """Return the handbook: how much of the set is known, then each area with its measures, then the sources."""
    blocks: list[Block] = [Heading(1, _("The set")), plain(_counted(book)), *_incomplete(book)]
    for area, entries in book.areas:
        blocks += [PageBreak(unless_left=40), Heading(1, area)]
        for one in entries:
            blocks += _entry(one)
    blocks += [Heading(1, _("Where this comes from")), *(plain(said) for said in _sources(book))]
    title = _title(book)
    return Document(
        title=title,
        language=cast("Language", current_language()),
        day=clock.today(),
        kicker=_("Handbook"),
        author="Kompassros",
        cover=Cover((_counted(book),), None, ()),
        blocks=tuple(blocks),
    )


def handbook_workbook(book: Handbook) -> bytes:
    """Return an XLSX file: a row for each measure, and where it comes from."""
    heads = (
        *(_("Number in the set"), _("Area"), _("Code"), _("Measure"), _("Measures for"), _("Definition")),
        *(_("Numerator"), _("Denominator"), _("Unit of the values"), _("Direction"), _("Whose direction it is")),
        *(_("Source"), _("Collected by"), _("Years between measurements"), _("Latest year with values")),
        _("What to keep in mind"),
    )
    rows = [_row(one, area) for area, entries in book.areas for one in entries]
    about = [(_("Set of measures"), book.measure_set.title), (_("In short"), _counted(book))]
    notes = [(_("Source"), said) for said in _sources(book)]
    sheets = (Sheet(_("Measures"), heads, rows), Sheet(_("About"), (_("What"), _("Value")), [*about, *notes]))
    return write_workbook(sheets, title=_title(book))


def _title(book: Handbook) -> str:
    return _("%(set)s: handbook") % {"set": book.measure_set.title}


def _counted(book: Handbook) -> str:
    count = len(book.entries)
    said = ngettext("%(count)s measure is known.", "%(count)s measures are known.", count) % {
        "count": format_number(count)
    }
    incomplete = _("The list is not complete.")
    return said if book.measure_set.complete else f"{said} {incomplete}"


def _incomplete(book: Handbook) -> list[Block]:
    if book.measure_set.complete:
        return []
    told = _("How many measures the set had in all is not known here.")
    return [Remark((Run(told),))]


def _entry(one: Entry) -> list[Block]:
    defined = one.indicator.definition if one.indicator else ""
    said = one.unknown_said or defined or _("The definition is not stated.")
    blocks: list[Block] = [Heading(2, one.title), *(plain(part) for part in said.split("\n") if part.strip())]
    blocks.append(Facts(tuple(one.facts)))
    return [*blocks, bullets(one.cautions)] if one.cautions else blocks


def _sources(book: Handbook) -> list[str]:
    listed = book.measure_set.source
    return [
        _("The list: %(source)s") % {"source": _(listed) if listed else _("no source is stated")},
        book.catalogue_said,
        *book.reading_in,
    ]


def _row(one: Entry, area: str) -> tuple[str | int | None, ...]:
    found = one.indicator
    level = str(one.measure.get_level_display()) if one.measure.level else ""
    known = (found.definition, found.numerator, found.denominator, found.unit) if found else ("", "", "", "")
    return (
        *(one.number, area, one.code, one.title, level, *known, str(one.direction), one.basis),
        *((found.source, found.collected_by, found.frequency) if found else ("", "", None)),
        *(one.latest_said, " ".join([one.unknown_said, *one.cautions]).strip()),
    )


def _stem(book: Handbook) -> str:
    return book.measure_set.key


HANDBOOK = FileKind[Handbook](
    "handbook",
    gettext_lazy("Handbook"),
    gettext_lazy("What each measure is, how it is counted and where it comes from."),
    {ending: make for ending, make in written(handbook_document).items() if ending != "odt"}
    | {"xlsx": handbook_workbook},
    _stem,
)
