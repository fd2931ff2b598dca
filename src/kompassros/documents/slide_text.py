"""How many lines a text takes on a slide, and where it is cut when it is longer than one.

Widths come from the charts' table, which is on the safe side of both Arial and Inter; lines are filled word by word,
as the programs that show the file do. What is measured is never less than what is shown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from kompassros.charts.lettering import text_width
from kompassros.documents.blocks import Run, Runs
from kompassros.documents.lettering import printable
from kompassros.documents.slide_measures import LINE, Box, Letters

_NEARLY = 0.98
"""How much of a line is filled: a word of narrow letters and hyphens can be wider in Inter than the table says."""
_ROUNDING = 0.001
_MOST_KEPT = 4096
_SAME_LINE = str.maketrans("\t\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}", " \n\n")
_STRETCHES = re.compile(r"\n|[ ]+|[^ \n]+")
_BREAK = "\N{ZERO WIDTH SPACE}"
_ELLIPSIS = " \N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True)
class _Word:
    """Letters without a blank among them, each stretch with its run, and the blanks or line break that follow."""

    parts: Runs
    after: str = ""

    def width(self, size: float) -> float:
        return sum(text_width(part.text, size, part.strong) for part in self.parts)


def tidy(runs: Runs) -> Runs:
    """Return the runs as they are measured and shown: a tab is a blank, a mark between lines a line break."""
    return tuple(replace(run, text=printable(run.text).translate(_SAME_LINE)) for run in runs)


@lru_cache(maxsize=_MOST_KEPT)
def line_count(runs: Runs, width: float, size: float) -> int:
    """Return how many lines tidy runs take at most."""
    return len(_lines(runs, width, size))


def line_height(size: float) -> float:
    """Return the height of a line."""
    return size * LINE


@lru_cache(maxsize=_MOST_KEPT)
def text_height(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """Return the height of a text of one kind."""
    return line_count(tidy((Run(text, strong=bold),)), width, size) * line_height(size)


@lru_cache(maxsize=_MOST_KEPT)
def widest_line(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width that a text needs when no line is broken that need not be."""
    lines = (_words((Run(line, strong=bold),)) for line in tidy((Run(text),))[0].text.split("\n"))
    blank = text_width(" ", size)
    return (
        max(sum(word.width(size) + blank * len(word.after) for word in words) for words in map(list, lines)) / _NEARLY
    )


@lru_cache(maxsize=_MOST_KEPT)
def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest word."""
    words = _words(tidy((Run(text, strong=bold),)))
    return max((word.width(size) for word in words), default=0.0) / _NEARLY


@lru_cache(maxsize=_MOST_KEPT)
def cut(runs: Runs, width: float, size: float, most: int) -> tuple[Runs, Runs]:
    """Return the first lines of tidy runs, at most so many and at least one, and the rest; cut between words.

    Only a word that is itself wider than a line is cut between its letters.
    """
    lines = _lines(runs, width, size)
    kept = max(most, 1)
    return _joined(word for line in lines[:kept] for word in line), _joined(
        word for line in lines[kept:] for word in line
    )


def with_breaks(runs: Runs, width: float, size: float) -> Runs:
    """Return tidy runs in which a word wider than a line has a mark without width at each place where it breaks."""
    words = (list(_chopped(word, width * _NEARLY, size)) for word in _words(runs))
    return _joined(
        piece for *first, last in words for piece in (*(replace(part, after=_BREAK) for part in first), last)
    )


def fitting_size(text: str, letters: Letters, box: Box) -> float | None:
    """Return the largest of the sizes at which the text fits the box; None where it fits at none."""
    heights = ((size, text_height(text, box.width, size, bold=letters.bold)) for size in letters.sizes)
    return next((size for size, height in heights if height <= box.height), None)


def one_line(text: str, width: float, size: float) -> str:
    """Return the text as one line, its end left out where it is too long: for what is told in full elsewhere."""
    flat = " ".join(text.split())
    room = width - text_width(_ELLIPSIS, size)
    if line_count((Run(flat),), width, size) == 1:
        return flat
    first, _rest = cut((Run(flat),), room, size, 1)
    return "".join(run.text for run in first) + _ELLIPSIS


def _lines(runs: Runs, width: float, size: float) -> list[list[_Word]]:
    """Return the words of each line, filled from the left; a text has at least one line."""
    room = width * _NEARLY + _ROUNDING
    blank = text_width(" ", size)
    lines: list[list[_Word]] = [[]]
    used = 0.0
    for word in (piece for whole in _words(runs) for piece in _chopped(whole, room, size)):
        wide = word.width(size)
        if lines[-1] and used + wide > room:
            lines.append([])
            used = 0.0
        lines[-1].append(word)
        used += wide + blank * len(word.after)
        if word.after == "\n":
            lines.append([])
            used = 0.0
    return lines


def _words(runs: Runs) -> Iterator[_Word]:
    parts: list[Run] = []
    for run in runs:
        for stretch in _STRETCHES.findall(run.text):
            if stretch.strip(" \n"):
                parts.append(replace(run, text=stretch))
            else:
                yield _Word(tuple(parts), stretch)
                parts = []
    if parts:
        yield _Word(tuple(parts))


def _chopped(word: _Word, room: float, size: float) -> Iterator[_Word]:
    """Part a word that is wider than a line between its letters, as PowerPoint does."""
    if word.width(size) <= room:
        yield word
        return
    parts: list[Run] = []
    used = 0.0
    for part in word.parts:
        for letter in part.text:
            wide = text_width(letter, size, part.strong)
            if parts and used + wide > room:
                yield _Word(_merged(parts))
                parts, used = [], 0.0
            parts.append(replace(part, text=letter))
            used += wide
    yield _Word(_merged(parts), word.after)


def _joined(words: Iterator[_Word]) -> Runs:
    """Return words as runs again, without blanks at the end."""
    parts: list[Run] = []
    for word in words:
        parts += word.parts
        kind = parts[-1] if parts else Run("")
        parts.append(Run(word.after, kind.strong, kind.emphasis, kind.link))
    while parts and not parts[-1].text.strip(" \n"):
        parts.pop()
    return tuple(part for part in _merged(parts) if part.text)


def _merged(parts: Iterable[Run]) -> Runs:
    """Return runs with those of the same kind that follow each other made one."""
    kinds = groupby(parts, key=lambda part: (part.strong, part.emphasis, part.link))
    return tuple(Run("".join(part.text for part in same), *kind) for kind, same in kinds)
