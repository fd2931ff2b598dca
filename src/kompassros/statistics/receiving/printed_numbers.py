"""One printed cell: a number, an inequality, a sign or words in its place, or why it cannot be read.

Nothing is guessed: what has two readings, or none, is refused with its reason.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.statistics.receiving.cells import Cell
from kompassros.statistics.receiving.digits import DIGITS, DecimalSign, possible_values
from kompassros.statistics.receiving.periods import without_years, years_in
from kompassros.statistics.receiving.symbols import IN_OUR_INTERFACE, Meaning, SymbolMeanings, differs_by_source
from kompassros.statistics.receiving.texts import LONGEST_TEXT, quoted, sign, tidy
from kompassros.statistics.receiving.units import Unit, find_unit
from kompassros.statistics.values import COUNTED, Status

MOST_DIGITS = 15
"""More digits than this are not kept by the numbers of a computer, nor printed by anybody who means them."""


class Refusal(StrEnum):
    """Why a cell is not read."""

    WORD = "word"
    SYMBOL = "symbol"
    DECIMAL = "decimal sign"
    NUMBERS = "several numbers"
    YEARS = "several years"
    YEAR = "unclear year"
    UNIT = "unit"
    DIGITS = "digits"
    CELL = "cell"
    STATUS = "status"


@dataclass(frozen=True)
class Reading:
    """What a printed cell says.

    ``value`` is in ``unit``, ``factor`` times what is printed (tkr -> kr). ``period``: a year printed inside the cell.
    ``note``: what else stood there, such as a footnote's mark. With a ``refusal``, ``trouble`` is its sentence and the
    rest means nothing.
    """

    value: Decimal | None = None
    status: Status = Status.MISSING
    period: int | None = None
    unit: str | None = None
    note: str | None = None
    factor: Decimal = Decimal(1)
    refusal: Refusal | None = None
    trouble: str | None = None


_SENTENCES: dict[Refusal, Promise] = {
    Refusal.WORD: _("“%(text)s” is not a number. Write a number, or say what the words mean."),
    Refusal.SYMBOL: _(
        "“%(text)s” means different things in different sources. Say which source's signs the file uses, or what this "
        "one means."
    ),
    Refusal.DECIMAL: _("“%(text)s” can be read in two ways. Say whether the decimal sign is a comma or a point."),
    Refusal.NUMBERS: _("“%(text)s” is not one number. Write one number in each cell."),
    Refusal.YEARS: _("“%(text)s” names several years. Say which of them the values are of."),
    Refusal.YEAR: _(
        "“%(text)s” names a year, but not what it is the year of. Write the value's year by itself: (2014)."
    ),
    Refusal.UNIT: _("In “%(text)s” a word that is no known unit follows the number. Take it away."),
    Refusal.DIGITS: _("“%(text)s” has more digits than a number here can hold. Round it."),
}
_UNKNOWN_STATUS = _("“%(text)s” beside the value is no known status. Say what it means.")
_CONTRADICTION = _("“%(text)s” says that there is no value, but one is printed. Take one of them away.")
_BOUNDS = (Status.BELOW, Status.AT_MOST, Status.ABOVE, Status.AT_LEAST)
_COMPARISONS = {
    "<=": Status.AT_MOST,
    "≤": Status.AT_MOST,
    "högst": Status.AT_MOST,
    "høyst": Status.AT_MOST,
    "<": Status.BELOW,
    "mindre än": Status.BELOW,
    "färre än": Status.BELOW,
    "mindre enn": Status.BELOW,
    "færre enn": Status.BELOW,
    ">=": Status.AT_LEAST,
    "≥": Status.AT_LEAST,
    "minst": Status.AT_LEAST,
    ">": Status.ABOVE,
    "mer än": Status.ABOVE,
    "fler än": Status.ABOVE,
    "mer enn": Status.ABOVE,
    "flere enn": Status.ABOVE,
}
_COMPARISON = "|".join(map(re.escape, _COMPARISONS))
_NUMBER = re.compile(
    rf"(?:(?P<comparison>{_COMPARISON}) ?)?(?:(?P<rank>plats|plass) )?"
    rf"(?P<minus>[-+] ?)?(?P<digits>{DIGITS.pattern})(?P<rest>.*)"
)
_ASIDE = re.compile(r"(?P<main>.*?) ?\((?P<end>[^()]*)\)")
_MARK = re.compile(r"(?P<main>.*?)(?P<end> ?(?:\*{1,3}|[†‡]|[¹²³⁰⁴-⁹]+|\[[0-9]{1,2}\])| (?:[0-9]{1,2}|[a-d])\))")
_PRELIMINARY = re.compile(r"(?:prel\b\.?|preliminär\w*|preliminary|foreløpige?)")
_YEAR_OF = r"(?:(?:avser|gjelder|år|resultat|kostnad|utfall|värde|verdi|uppgift|mätning|måling) ){0,2}(?:19|20)[0-9]{2}"
_YEARS_OF = re.compile(f"{_YEAR_OF}(?:, {_YEAR_OF})*")


def read_cell(cell: Cell, *, meanings: SymbolMeanings, decimal: DecimalSign | None = None) -> Reading:
    """Read a cell of a sheet; the number of a workbook is taken as it is."""
    if cell.trouble:
        return Reading(refusal=Refusal.CELL, trouble=cell.trouble)
    if cell.number is not None:
        return Reading(cell.number, Status.PRESENT, unit="%" if cell.text.endswith("%") else None)
    return read_printed(cell.text, meanings=meanings, decimal=decimal)


def read_printed(text: str, *, meanings: SymbolMeanings, decimal: DecimalSign | None = None) -> Reading:
    """Read a printed cell.

    meanings: what signs mean in the source that the cell comes from. decimal: the decimal sign of its column, needed
    only where a number has two readings ("1.234").
    """
    plain = tidy(text)
    if len(plain) > LONGEST_TEXT:
        return _refuse(Refusal.WORD, plain)
    meaning = meanings.find(plain)
    if meaning:
        return Reading(meaning.value, meaning.status, note=_words(plain))
    main, asides = _split(_ASIDE, plain)
    reading = _read_main(main, meanings, decimal) if main else _refuse(Refusal.WORD, plain)
    for aside in asides:
        reading = _with_aside(reading, aside, plain)
    return reading


def _words(text: str) -> str | None:
    """Return words in place of a number as a note; a sign needs none."""
    return text if text[:1].isalpha() else None


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    """Take off everything at the end of a text that fits a pattern; the last one first."""
    found = []
    while match := pattern.fullmatch(text):
        found.append(match["end"].strip())
        text = match["main"]
    return text, found


def _read_main(text: str, meanings: SymbolMeanings, decimal: DecimalSign | None) -> Reading:
    """Read a cell without what stands in brackets at its end."""
    main, marks = _split(_MARK, text)
    said = sign(main)
    match = _NUMBER.fullmatch(said) or _NUMBER.fullmatch(_PRELIMINARY.sub("", said).strip())
    if match is None:
        return _read_words(text, meanings)
    reading = _read_number(match, text, decimal)
    return reading if reading.refusal else _with_status(reading, text, marks, meanings)


def _read_words(text: str, meanings: SymbolMeanings) -> Reading:
    """Read words in place of a number. A year among them is not taken for the value's own: it may be a definition's."""
    meaning = meanings.find(without_years(text))
    if meaning:
        return Reading(meaning.value, meaning.status, note=_words(text))
    if len(years_in(text)) > 1:
        return _refuse(Refusal.YEARS, text)
    return _refuse(Refusal.SYMBOL if differs_by_source(text) else Refusal.WORD, text)


def _read_number(match: re.Match[str], text: str, decimal: DecimalSign | None) -> Reading:
    possible = possible_values(match["digits"])
    rest = _PRELIMINARY.sub("", match["rest"]).strip()
    unit = find_unit(rest) if rest else Unit(match["rank"] or "")
    if not possible or unit is None:
        return _refuse(_why_not(text, rest, is_one_number=bool(possible)), text)
    if len(set(possible.values())) > 1 and decimal is None:
        return _refuse(Refusal.DECIMAL, text)
    value = possible[decimal] if decimal in possible else next(iter(possible.values()))
    if len(value.as_tuple().digits) > MOST_DIGITS:
        return _refuse(Refusal.DIGITS, text)
    if (match["minus"] or "").startswith("-") and value:
        value = -value
    status = _COMPARISONS[match["comparison"]] if match["comparison"] else Status.PRESENT
    return Reading(value * unit.factor, status, unit=unit.name or None, factor=unit.factor)


def _why_not(text: str, rest: str, *, is_one_number: bool) -> Refusal:
    years = years_in(text)
    if len(years) > 1 and not re.search("[0-9]", without_years(text)):
        return Refusal.YEARS
    return Refusal.UNIT if is_one_number and not re.search("[0-9]", rest) else Refusal.NUMBERS


def _with_status(reading: Reading, text: str, marks: list[str], meanings: SymbolMeanings) -> Reading:
    """Add what marks and the word for preliminary say."""
    said = {meanings.marks[mark] for mark in marks if mark in meanings.marks}
    if reading.status in COUNTED and (said or _PRELIMINARY.search(sign(text))):
        reading = replace(reading, status=Status.PRELIMINARY)
    return replace(reading, note=" ".join(reversed(marks)) or None)


def _with_aside(reading: Reading, aside: str, text: str) -> Reading:
    """Add what stands in brackets: a year makes the period, words a note; another number is refused."""
    if reading.refusal:
        return reading
    years, said = years_in(aside), sign(aside)
    if len(years) > 1:
        return _refuse(Refusal.YEARS, text)
    if _PRELIMINARY.fullmatch(said) and reading.status in COUNTED:
        return replace(reading, status=Status.PRELIMINARY)
    note = " ".join(filter(None, (reading.note, f"({aside})")))
    if years and _YEARS_OF.fullmatch(said):
        return replace(reading, period=years[0], note=reading.note if said.isdigit() else note)
    if years:
        return _refuse(Refusal.YEAR, text)
    if re.match("[-+<>≤≥]? ?[0-9]", said):
        return _refuse(Refusal.NUMBERS, text)
    return replace(reading, note=note)


def _refuse(refusal: Refusal, text: str) -> Reading:
    return Reading(refusal=refusal, trouble=str(_SENTENCES[refusal]) % {"text": quoted(text)})


def with_status(reading: Reading, text: str, *, meanings: SymbolMeanings) -> Reading:
    """Return a reading with what is said beside it in a column or list of statuses; an empty text says nothing."""
    if reading.refusal or not tidy(text):
        return reading
    meaning = _beside(text, meanings)
    if meaning is None and differs_by_source(text):
        return _refuse(Refusal.SYMBOL, text)
    if meaning is None:
        return Reading(refusal=Refusal.STATUS, trouble=str(_UNKNOWN_STATUS) % {"text": quoted(text)})
    if meaning.status in _BOUNDS:
        return _with_bound(reading, meaning.status, text)
    if reading.value is None:
        says = meaning.value is not None or meaning.status not in COUNTED
        return replace(reading, value=meaning.value, status=meaning.status if says else Status.MISSING)
    if meaning.status not in COUNTED:
        return Reading(refusal=Refusal.STATUS, trouble=str(_CONTRADICTION) % {"text": quoted(text)})
    return replace(reading, status=meaning.status) if reading.status in COUNTED else reading


def _with_bound(reading: Reading, status: Status, text: str) -> Reading:
    """Return a reading whose value is the bound of an inequality; without a value nothing is said by it."""
    if reading.value is None or reading.status not in (*COUNTED, status):
        return Reading(refusal=Refusal.STATUS, trouble=str(_UNKNOWN_STATUS) % {"text": quoted(text)})
    return replace(reading, status=status)


def _beside(text: str, meanings: SymbolMeanings) -> Meaning | None:
    """Return what a status beside a value, or beside nothing, means: a sign, words, or a mark for preliminary."""
    if _PRELIMINARY.fullmatch(sign(text)):
        return Meaning(Status.PRELIMINARY)
    mark = meanings.marks.get(tidy(text))
    return meanings.find(text) or (Meaning(mark) if mark else IN_OUR_INTERFACE.get(sign(text)))
