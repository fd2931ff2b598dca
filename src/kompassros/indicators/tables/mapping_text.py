"""Parts of a mapping that are typed as text: columns by their letters, one pair in each line."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.mapping import ValueColumn
from kompassros.statistics.receiving.troubles import column_letters
from kompassros.statistics.values import SOURCE_GENDERS

_COLUMNS = re.compile(r"(?P<first>[A-Z]{1,3})(?:\s*(?P<dash>[-–])\s*(?P<last>[A-Z]{1,3})?)?")
_YEAR = re.compile("(19|20)[0-9]{2}")
LAST_COLUMN = 16_384
"""The last column of a spreadsheet, XFD."""
MOST_COLUMNS = 1_000


def column_number(letters: str) -> int:
    """Return the number of a column by its letters: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def read_columns(text: str, says: Mapping[int, ValueColumn]) -> tuple[ValueColumn, ...]:
    """Return the columns that a text such as "C, F-H, K-" names; a dash at the end: and all to its right.

    ``says``: what is said of single columns. ValueError with a sentence for what cannot be read.
    """
    found: dict[int, ValueColumn] = {}
    for part in filter(None, (part.strip() for part in text.upper().split(","))):
        match = _COLUMNS.fullmatch(part)
        if match is None:
            raise ValueError(_("“%(text)s” names no columns. Write letters: C, F-H, K-.") % {"text": part[:80]})
        first = column_number(match["first"])
        last = column_number(match["last"]) if match["last"] else first
        if not first <= last <= min(LAST_COLUMN, first + MOST_COLUMNS):
            raise ValueError(_("“%(text)s” names no columns. Write letters: C, F-H, K-.") % {"text": part[:80]})
        to_last = bool(match["dash"]) and not match["last"]
        for number in range(first, last + 1):
            said = says.get(number, ValueColumn(column=number))
            found[number] = said.model_copy(update={"to_last": to_last})
    return tuple(found[number] for number in sorted(found))


def write_columns(columns: Sequence[ValueColumn]) -> str:
    """Return columns as they are typed; those beside each other as one span."""
    spans: list[list[int]] = []
    texts = []
    for column in columns:
        if column.to_last:
            texts.append(f"{column_letters(column.column)}-")
        elif spans and spans[-1][1] == column.column - 1:
            spans[-1][1] = column.column
        else:
            spans.append([column.column, column.column])
    texts = [_span(first, last) for first, last in spans] + texts
    return ", ".join(texts)


def _span(first: int, last: int) -> str:
    return column_letters(first) if first == last else f"{column_letters(first)}-{column_letters(last)}"


def read_says(text: str) -> dict[int, ValueColumn]:
    """Return what lines such as "D = 2019, K" say of single columns: a year, a gender (T, K, M), else an indicator."""
    says = {}
    for letters, rest in read_pairs(text).items():
        column = letters.upper()
        if not re.fullmatch("[A-Z]{1,3}", column) or column_number(column) > LAST_COLUMN:
            raise ValueError(_("“%(text)s” is no column. Write its letter, as in: D = 2019.") % {"text": letters[:80]})
        said = ValueColumn(column=column_number(column))
        for word in filter(None, (word.strip() for word in rest.split(","))):
            said = said.model_copy(update=_said(word))
        says[said.column] = said
    return says


def _said(word: str) -> dict[str, object]:
    if _YEAR.fullmatch(word):
        return {"period": int(word)}
    return {"gender": word.upper()} if word.upper() in SOURCE_GENDERS else {"indicator": word}


def write_says(columns: Sequence[ValueColumn]) -> str:
    """Return what is said of single columns as it is typed."""
    lines = []
    for column in columns:
        said = [column.indicator, str(column.period) if column.period else None, column.gender]
        if any(said):
            lines.append(f"{column_letters(column.column)} = {', '.join(filter(None, said))}")
    return "\n".join(lines)


def read_pairs(text: str) -> dict[str, str]:
    """Return lines such as "printed = meant" as pairs; ValueError with a sentence for a line that is none."""
    pairs = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        printed, equals, meant = line.rpartition("=")
        if not equals or not printed.strip() or not meant.strip():
            message = _("“%(line)s” says nothing. Write what stands in the file, “=”, and what it means.")
            raise ValueError(message % {"line": line[:80]})
        pairs[printed.strip()] = meant.strip()
    return pairs


def write_pairs(pairs: Mapping[str, str]) -> str:
    """Return pairs as they are typed."""
    return "\n".join(f"{printed} = {meant}" for printed, meant in pairs.items())


def read_lines(text: str) -> tuple[str, ...]:
    """Return the lines that are not blank."""
    return tuple(filter(None, (line.strip() for line in text.splitlines())))


def read_rows(text: str) -> tuple[int, ...]:
    """Return the numbers of rows, "1, 2"; ValueError with a sentence for what is none."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(re.fullmatch("[1-9][0-9]{0,6}", part) for part in parts):
        raise ValueError(_("“%(text)s” names no rows. Write their numbers: 1, 2.") % {"text": text[:80]})
    return tuple(sorted({int(part) for part in parts}))
