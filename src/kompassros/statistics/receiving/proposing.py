"""A first guess at how the tables of a file are to be read, with the reason for each part of it in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.statistics.receiving.cells import Sheet
from kompassros.statistics.receiving.guessing import Guess, guess_layout
from kompassros.statistics.receiving.headers import fingerprint
from kompassros.statistics.receiving.mapping import Layout, Preset, TableMapping
from kompassros.statistics.receiving.recognising import Known
from kompassros.statistics.receiving.resolving import Resolver

_SOURCES: tuple[tuple[str, Preset], ...] = (
    ("kolada", "kolada"),
    ("scb", "scb"),
    ("statistiska centralbyran", "scb"),
    ("statistics sweden", "scb"),
    ("ssb", "ssb"),
    ("statistics norway", "ssb"),
    ("statistisk sentralbyra", "ssb"),
    ("oppna jamforelser", "oj"),
)
_LONGEST_LINE = 200
_SOURCE_WORDS = ("källa", "kilde", "source")


@dataclass(frozen=True)
class Proposal:
    """A mapping to be looked over, and its reasons. What could not be guessed is left open in the mapping."""

    mapping: TableMapping
    reasons: tuple[Guess, ...]


def propose(sheets: Sequence[Sheet], known: Known) -> Proposal:
    """Guess how the sheets of a file are read. Sheets that are read alike share a layout; hidden ones are left out."""
    resolver = Resolver(known, {})
    seen = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
    guesses = [(sheet.name, *guess_layout(sheet, known, resolver)) for sheet in seen]
    reasons = [reason for _name, _layout, given in guesses for reason in given]
    symbols, why = _guess_symbols(seen)
    mapping = TableMapping(
        layouts=_grouped([(name, layout) for name, layout, _given in guesses]),
        symbols=symbols,
        fingerprint=fingerprint(sheets),
    )
    return Proposal(mapping, (*reasons, Guess("", _("Signs in place of a value"), why)))


def _grouped(guesses: Sequence[tuple[str, Layout | None]]) -> tuple[Layout, ...]:
    """Give sheets of one layout one; it names no sheets where it is for all, so that it fits next year's too."""
    names: dict[Layout, list[str]] = {}
    for name, layout in guesses:
        if layout is not None:
            names.setdefault(layout, []).append(name)
    if len(names) == 1 and all(layout is not None for _name, layout in guesses):
        return tuple(names)
    return tuple(layout.model_copy(update={"sheets": tuple(of)}) for layout, of in names.items())


def source_named(texts: Iterable[str]) -> Preset | None:
    """Return the one source, of those whose signs are known, that texts name."""
    words = " ".join(f" {search_key(text)} " for text in texts)
    named = {preset for source, preset in _SOURCES if f" {source} " in words}
    return named.pop() if len(named) == 1 else None


def _guess_symbols(sheets: Sequence[Sheet]) -> tuple[Preset, str]:
    """Guess whose signs a file uses by its lines that begin with "Källa:" or the like."""
    lines = [cell.text for sheet in sheets for cell in sheet if cell.text[:6].casefold().startswith(_SOURCE_WORDS)]
    preset = source_named(line[:_LONGEST_LINE] for line in lines)
    if preset is None:
        return "own", _("The file names no source whose signs are known: they are read as municipalities print them.")
    message = _("The file says “%(text)s”: the signs are read as this source means them.")
    return preset, message % {"text": lines[0][:_LONGEST_LINE]}
