"""A network's year as a document and as a workbook: the same figures as on the page."""

from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.documents.blocks import (
    Block,
    Column,
    Cover,
    Document,
    Heading,
    Language,
    Remark,
    Run,
    Table,
    bullets,
    plain,
    written_text,
)
from kompassros.documents.workbooks import Sheet, Value, write_workbook
from kompassros.indicators.measure_words import DIRECTIONS
from kompassros.indicators.networking import words
from kompassros.indicators.networking.compilation import Compilation, MemberValue, NetworkMeasure
from kompassros.indicators.results.words import area_name
from kompassros.methods.rounding import as_written
from kompassros.web.document_files import FileKind, written
from kompassros.web.formats import current_language, format_date


def network_report(found: Compilation) -> Document:
    """Return the year as a document: what the network writes, each measure with all members, the sources."""
    blocks: list[Block] = [plain(words.first_sentence(found))]
    blocks += [Remark((Run(text),)) for text in words.cautions(found)]
    if found.network.purpose:
        blocks += [Heading(1, _("What the network is for")), *written_text(found.network.purpose)]
    for heading, text in words.texts_said(found.texts):
        blocks += [Heading(1, heading), *written_text(text)]
    for area, measures in found.areas:
        blocks += [Heading(1, area_name(area)), *(_measure_table(one) for one in measures)]
    blocks += [Heading(1, _("Where the figures come from")), bullets(words.source_lines(found))]
    blocks += [plain(sentence) for sentence in words.rules_said()]
    return Document(
        title=words.title_of(found),
        language=cast("Language", current_language()),
        day=found.day,
        kicker=_("A network's year"),
        author="Kompassros",
        cover=Cover((found.network.measure_set.title, words.first_sentence(found)), None, tuple(words.cautions(found))),
        blocks=tuple(blocks),
    )


def _measure_table(measure: NetworkMeasure) -> Table:
    columns = (
        Column(_("Municipality")),
        Column(_("Value"), numeric=True),
        Column(_("Place in the network")),
        Column(_("Since the measurement before")),
    )
    rows = [_document_row(one, measure) for one in measure.members]
    rows.append((_("Mean"), words.mean_said(measure), "", ""))
    return Table(words.head_of(measure), columns, tuple(rows))


def _document_row(one: MemberValue, measure: NetworkMeasure) -> tuple[str, ...]:
    return (
        one.unit.name,
        words.value_said(one, measure),
        words.place_said(one, measure),
        words.change_said(one),
    )


def network_workbook(found: Compilation) -> bytes:
    """Return the year as a workbook: one row for each measure and member, and about."""
    columns = (
        *(_("Area"), _("Code"), _("Measure"), _("Unit"), _("Direction"), _("Year")),
        *(_("Municipality"), _("Value"), _("Shown as"), _("Place in the network"), _("With a value")),
        *(_("Mean of the network"), _("Since the measurement before")),
    )
    rows = [_row(found, one, measure) for measure in found.measures for one in measure.members]
    about = [
        (_("Network"), str(found.network)),
        (_("Year"), str(found.year)),
        (_("Set of measures"), found.network.measure_set.title),
        (_("Made on"), format_date(found.day)),
        *words.texts_said(found.texts),
        *((_("Source"), line) for line in words.source_lines(found)),
        *((_("Note"), line) for line in (*words.cautions(found), *words.rules_said())),
    ]
    sheets = (Sheet(_("Results"), columns, rows), Sheet(_("About"), (_("What"), _("Value")), about))
    return write_workbook(sheets, title=words.title_of(found))


def _row(found: Compilation, one: MemberValue, measure: NetworkMeasure) -> tuple[Value, ...]:
    indicator = measure.indicator
    return (
        *(area_name(measure.measure.area), indicator.code, measure.title, indicator.unit),
        *(str(DIRECTIONS[measure.direction]), found.year, one.unit.name),
        None if one.number is None else as_written(one.number),
        *(words.value_said(one, measure), one.place, measure.of),
        as_written(measure.spread.mean) if measure.spread else None,
        words.change_said(one),
    )


def _stem(found: Compilation) -> str:
    return f"{found.network.key}-{found.year}"


REPORT = FileKind(
    "report",
    gettext_lazy("The network's year"),
    gettext_lazy("All shared measures with every member, and what the network writes."),
    written(network_report),
    _stem,
)
FIGURES = FileKind(
    "figures",
    gettext_lazy("The figures"),
    gettext_lazy("One row for each measure and member."),
    {"xlsx": network_workbook},
    _stem,
)
KINDS = (REPORT, FIGURES)
BY_KEY = {one.key: one for one in KINDS}
