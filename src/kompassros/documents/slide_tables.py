"""A table set on slides: how wide its columns are, how high its rows, and where it goes on to the next slide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from kompassros.documents.blocks import Run, Table
from kompassros.documents.slide_measures import CAPTION_GAP, CAPTION_LETTERS, CELL, TABLE_LETTERS
from kompassros.documents.slide_text import cut, line_height, text_height, tidy, widest_line, widest_word

_LARGEST_IN_PARTS = 14
"""Own choice: a table too long for one slide is not set larger than this."""
_SMALLEST_WHOLE = 12
"""Own choice: rather than smaller than this, a table goes on to a second slide; only many columns make it so."""
_FIGURES = 1.05
"""How much wider figures of equal width are in Inter than the table of widths says."""
_NARROWEST = 48.0
"""Own choice: points of a column of words, however many columns there are."""
_SMALLER = 2
"""By how much the heads are smaller than the rows."""


@dataclass(frozen=True)
class SetTable:
    """A table, or a part of one, with its measures in points. heights: of the head and of each row."""

    table: Table
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    caption_height: float

    @property
    def head_size(self) -> float:
        """Return the size of the heads."""
        return self.size - _SMALLER

    @property
    def width(self) -> float:
        """Return the width of all columns."""
        return sum(self.widths)

    @property
    def height(self) -> float:
        """Return the height of head and rows, with the caption above them."""
        return self.caption_height + sum(self.heights)


def set_table(table: Table, title: str, width: float, height: float) -> SetTable:
    """Return the whole table in the largest size in which it fits, or higher than the height where it fits in none.

    Its caption is left out where it only says the slide's title again.
    """
    caption = "" if table.caption.strip() == title.strip() else table.caption
    shown = replace(table, caption=caption)
    narrow = [size for size in TABLE_LETTERS.sizes if sum(_least(shown, size)) <= width] or [TABLE_LETTERS.sizes[-1]]
    whole = [size for size in narrow if size >= _SMALLEST_WHOLE] or narrow[:1]
    fitting = (made for size in whole if (made := _measured(shown, size, width)).height <= height)
    in_parts = next((size for size in narrow if size <= _LARGEST_IN_PARTS), narrow[-1])
    return next(fitting, None) or _measured(shown, in_parts, width)


def breaks_words(made: SetTable) -> bool:
    """Return whether a column is narrower than one of its words."""
    return _lacks(made, _least(made.table, made.size))


def is_crowded(made: SetTable) -> bool:
    """Return whether the columns have no room for their numbers, or for a few letters of their words."""
    return _lacks(made, _broken(made.table, _least(made.table, made.size), made.width))


def _lacks(made: SetTable, least: list[float]) -> bool:
    return any(width + 0.01 < low for width, low in zip(made.widths, least, strict=True))


def parted(whole: SetTable, height: float) -> list[SetTable]:
    """Return a table that is too long as parts that fit the height, each with its head and caption.

    The parts are as equal as can be. A row higher than a slide is cut between lines.
    """
    room = height - whole.caption_height - whole.heights[0]
    rows = [
        part
        for row, tall in zip(whole.table.rows, whole.heights[1:], strict=True)
        for part in _cut_row(whole, row, tall, room)
    ]
    shares = (_grouped(rows, room * share / 20) for share in range(10, 21))
    least = len(_grouped(rows, room))
    groups = next(groups for groups in shares if len(groups) == least)
    return [_part(whole, group) for group in groups]


class _Measure(Protocol):
    def __call__(self, text: str, size: float, *, bold: bool = False) -> float: ...


_MeasuredRow = tuple[tuple[str, ...], float]


def _part(whole: SetTable, rows: list[_MeasuredRow]) -> SetTable:
    table = replace(whole.table, rows=tuple(row for row, _tall in rows))
    return replace(whole, table=table, heights=(whole.heights[0], *(tall for _row, tall in rows)))


def _grouped(rows: list[_MeasuredRow], room: float) -> list[list[_MeasuredRow]]:
    """Return the rows in groups of at most so much height, filled from the first; a higher row is alone."""
    groups: list[list[_MeasuredRow]] = [[]]
    used = 0.0
    for row in rows:
        if groups[-1] and used + row[1] > room:
            groups.append([])
            used = 0.0
        groups[-1].append(row)
        used += row[1]
    return groups


def _cut_row(whole: SetTable, row: tuple[str, ...], tall: float, room: float) -> Iterator[_MeasuredRow]:
    """Return a row, or the rows that follow each other in its place where it is higher than a slide has room."""
    most = int((room - 2 * CELL[1]) // line_height(whole.size))
    cells = row
    while tall > room and most > 0:
        halves = [
            cut(tidy((Run(cell),)), width - 2 * CELL[0], whole.size, most)
            for cell, width in zip(cells, whole.widths, strict=True)
        ]
        first, cells = (tuple("".join(run.text for run in half) for half in side) for side in zip(*halves, strict=True))
        yield first, _row_height(first, whole.widths, whole.size)
        if not any(cells):
            return
        tall = _row_height(cells, whole.widths, whole.size)
    yield cells, tall


def _measured(table: Table, size: float, width: float) -> SetTable:
    widths = _widths(table, size, width)
    heads = tuple(column.label for column in table.columns)
    heights = (
        _row_height(heads, widths, size - _SMALLER, bold=True),
        *(_row_height(row, widths, size) for row in table.rows),
    )
    caption = text_height(table.caption, width, CAPTION_LETTERS.size, bold=True) + CAPTION_GAP if table.caption else 0.0
    return SetTable(table, size, widths, heights, caption)


def _row_height(cells: tuple[str, ...], widths: tuple[float, ...], size: float, *, bold: bool = False) -> float:
    texts = zip(cells, widths, strict=True)
    return max(text_height(cell, width - 2 * CELL[0], size, bold=bold) for cell, width in texts) + 2 * CELL[1]


def _widths(table: Table, size: float, width: float) -> tuple[float, ...]:
    """Return the columns' widths, as wide as the box: what their words need, and shares of what is left.

    What is left goes to the columns of words; where they lack room, to those that have the longest lines.
    """
    least = _least(table, size)
    if sum(least) > width:
        least = _broken(table, least, width)
    wanted = _wanted(table, size, least, whole_heads=True)
    if sum(wanted) > width:
        wanted = _wanted(table, size, least, whole_heads=False)
    if sum(least) >= width:
        return tuple(part * width / sum(least) for part in least)
    if sum(wanted) >= width:
        longing = [high - low for low, high in zip(least, wanted, strict=True)]
        spare = (width - sum(least)) / sum(longing)
        return tuple(low + more * spare for low, more in zip(least, longing, strict=True))
    growing = [not column.numeric for column in table.columns]
    spare = (width - sum(wanted)) / (sum(growing) or len(growing))
    return tuple(high + spare * (grows or not any(growing)) for high, grows in zip(wanted, growing, strict=True))


def _least(table: Table, size: float) -> list[float]:
    """Return how narrow each column can be: its widest word, a number never broken."""
    return [_needed(table, place, size, _widest_part, _widest_part) for place in range(len(table.columns))]


def _widest_part(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest word, or of the number that the text is."""
    is_number = not any(letter.isalpha() for letter in text)
    return (widest_line if is_number else widest_word)(text, size, bold=bold)


def _wanted(table: Table, size: float, least: list[float], *, whole_heads: bool) -> list[float]:
    """Return how wide each column would be with no line broken, or only those of the heads of numbers."""
    heads = [widest_line if whole_heads or not column.numeric else _widest_part for column in table.columns]
    wished = [_needed(table, place, size, widest_line, head) for place, head in enumerate(heads)]
    return [max(pair) for pair in zip(least, wished, strict=True)]


def _needed(table: Table, place: int, size: float, measure: _Measure, head: _Measure) -> float:
    column = table.columns[place]
    label = head(column.label, size - _SMALLER, bold=True)
    cells = max((measure(row[place], size) for row in table.rows), default=0.0)
    return 2 * CELL[0] + max(label, cells * _FIGURES if column.numeric else cells)


def _broken(table: Table, least: list[float], width: float) -> list[float]:
    """Return how narrow each column can be where a word may be broken: an equal share, which no number is."""
    share = max(width / len(least), _NARROWEST)
    return [low if column.numeric else min(low, share) for low, column in zip(least, table.columns, strict=True)]
