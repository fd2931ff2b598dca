"""Public documents beside the reports: results of several municipalities side by side, and one's results over time."""

from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import (
    Block,
    BulletList,
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
from kompassros.evaluations import comparison, figures, published
from kompassros.evaluations.course_sheet import AreaSheet, CourseSheet
from kompassros.evaluations.library import Library
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.cautions import LEADING, SNAPSHOT
from kompassros.evaluations.published import Published
from kompassros.evaluations.sentences import result_sentence
from kompassros.portal import listings
from kompassros.portal.comparing import all_compare, areas_beside, assumptions, pairs
from kompassros.portal.dossier import Dossier
from kompassros.records import clock
from kompassros.web.document_parts import as_figure, as_table
from kompassros.web.formats import current_language, format_date, format_list, format_number

_CHAPTER = PageBreak(unless_left=55)


def _document(title: str, kind: str, blocks: list[Block], *, made_up: bool) -> Document:
    kicker = " · ".join((kind, _("made-up demo data"))) if made_up else kind
    return Document(
        title=title,
        language=cast("Language", current_language()),
        day=clock.today(),
        kicker=kicker,
        author="Kompassros",
        blocks=tuple(blocks),
    )


def compared_document(chosen: list[Published], library: Library) -> Document:
    """Return two to five results side by side: whether they compare, points, and what was found, area by area."""
    language, names = current_language(), format_list(figures.short_label(entry.sheet) for entry in chosen)
    side = figures.beside(chosen, library, language)
    blocks: list[Block] = [
        plain(_alike(chosen)),
        *((as_figure(side),) if side else ()),
        as_table(areas_beside(chosen, library)),
        as_table(pairs(chosen)),
        *(plain(sentence) for sentence in assumptions(chosen)),
        *_found_in_each(chosen),
        _CHAPTER,
        Heading(1, _("Where the figures come from")),
        bullets([f"{figures.label_of(entry.sheet)}: {entry.sheet.source}" for entry in chosen]),
        *_cautions(),
    ]
    title = _("Side by side: %(names)s") % {"names": names}
    return _document(title, _("Comparison of results"), blocks, made_up=any(entry.sheet.made_up for entry in chosen))


def _alike(chosen: list[Published]) -> str:
    if all_compare(chosen):
        return _("These results compare with each other.")
    return _("Not all of these results compare with each other: they stand side by side, unranked.")


def _found_in_each(chosen: list[Published]) -> list[Block]:
    """Return, area by area, the strengths and areas for improvement of the results that were made here."""
    sheets = [entry.sheet for entry in chosen if isinstance(entry.sheet, CourseSheet)]
    if len(sheets) < 2 or len({figures.edition_of(sheet) for sheet in sheets}) > 1:
        return []
    blocks: list[Block] = []
    for area in sheets[0].detail.areas:
        blocks += [_CHAPTER, Heading(1, f"{area.no}. {words.text_of(area.name)}")]
        blocks += [block for sheet in sheets for block in _found(sheet, area)]
    return blocks


def _found(sheet: CourseSheet, area: AreaSheet) -> list[Block]:
    blocks: list[Block] = [Heading(2, figures.short_label(sheet))]
    kinds = {"strength": _("Strengths"), "improvement": _("Areas for improvement")}
    for kind, title in kinds.items():
        found = [one for one in sheet.detail.findings if (one.area, one.kind) == (area.id, kind)]
        ordered = sorted(found, key=lambda one: not one.emphasised)
        if ordered:
            items = tuple((Run(one.text, strong=one.emphasised),) for one in ordered)
            blocks += [Heading(3, title), BulletList(items)]
    return blocks if len(blocks) > 1 else [*blocks, plain(_("The team names nothing in this area."))]


def _cautions() -> tuple[Block, ...]:
    return tuple(Remark((Run(str(sentence)),)) for sentence in (SNAPSHOT, LEADING))


def history_document(dossier: Dossier) -> Document:
    """Return all published results of a municipality over time, and what it grew out of."""
    latest = dossier.latest
    earlier = comparison.earlier_of(latest, dossier.own) if latest else None
    drawn = figures.timeline(dossier.own)
    tables = listings.by_instrument(published.by_others(dossier.results), caption=_("All published results"))
    themselves = listings.by_instrument(published.by_themselves(dossier.results), caption=_("Self-evaluations"))
    blocks: list[Block] = [
        plain(result_sentence(latest, earlier) if latest else _("No evaluation is published here yet.")),
        *((as_figure(drawn),) if drawn else ()),
        *(as_table(table) for table in [*tables, *themselves] if table.rows),
        Heading(1, _("About the organisation")),
        Facts(tuple(_facts(dossier))),
        Heading(1, _("Where the figures come from")),
        bullets([f"{figures.label_of(entry.sheet)}: {entry.sheet.source}" for entry in dossier.results] or ["–"]),
        *_cautions(),
    ]
    title = _("%(name)s: results over time") % {"name": dossier.organisation.name}
    return _document(title, _("Published results"), blocks, made_up=dossier.organisation.made_up)


def _facts(dossier: Dossier) -> list[tuple[str, str]]:
    names = [
        f"{one.name} {one.code}".strip() + (f" ({format_date(one.valid_from)}–)" if one.valid_from else "")
        for one in dossier.organisation.designations.all()
    ]
    inhabitants = sorted(dossier.inhabitants.get(dossier.organisation.key, {}).items())
    before = [
        _("%(name)s until %(day)s") % {"name": link.predecessor.name, "day": format_date(link.day)}
        for link in dossier.lineage.predecessors
    ]
    pairs_ = [
        (_("Names and codes"), "\n".join(names)),
        (_("Inhabitants"), "\n".join(f"{year}: {format_number(count)}" for year, count in inhabitants)),
        (_("Grew out of"), "\n".join(before)),
    ]
    return [(label, value) for label, value in pairs_ if value] or [(_("Municipality"), dossier.organisation.name)]
