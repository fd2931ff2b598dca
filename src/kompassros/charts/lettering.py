"""How wide a text is and how it wraps, before any font is at hand.

Widths are those of Liberation Sans (metrically Arial) in thousandths of the font size, enlarged by ROOM so
that the wider Inter fits as well. A drawing made with them cuts nothing in either font.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from unicodedata import normalize

ROOM = 1.09
BOLD = 1.1
_UNKNOWN = 1000
_CLASSES = {
    191: "'",
    222: "ijl",
    278: " !,./:;I[\\]ft\N{MIDDLE DOT}",
    333: "()-`r{}|",
    389: '*"',
    500: "Jcksvxyz^",
    556: "#$0123456789?L_abdeghnopqu\N{EN DASH}",
    584: "+<=>~\N{MINUS SIGN}",
    611: "FTZ\N{LATIN SMALL LETTER O WITH STROKE}",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ\N{LATIN CAPITAL LETTER O WITH STROKE}",
    833: "Mm",
    889: "%\N{LATIN SMALL LETTER AE}",
    944: "W",
    1000: "\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{LATIN CAPITAL LETTER AE}",
    1015: "@",
}
_WIDTHS = {character: width for width, characters in _CLASSES.items() for character in characters}


@lru_cache(maxsize=100_000)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width in pixels at a font size in pixels, on the safe side; an accented letter counts as its base."""
    thousandths = sum(_width(character) for character in text)
    return thousandths / 1000 * size * ROOM * (BOLD if bold else 1)


def _width(character: str) -> int:
    base = normalize("NFKD", character)[0]
    return _WIDTHS.get(character, _WIDTHS.get(base, _UNKNOWN))


def widest(lines: Sequence[str], size: float) -> float:
    """Width in pixels of the widest line; 0 for no line."""
    return max((text_width(line, size) for line in lines), default=0.0)


@lru_cache(maxsize=10_000)
def wrap(text: str, limit: float, size: float, most: int = 3) -> tuple[str, ...]:
    """Break a text between words into the fewest lines that fit `limit` pixels, the lines as equal as can be.

    With at most `most` lines. A text that does not fit even then keeps its narrowest breaking: nothing is
    cut, nothing is hyphenated, so the result may be wider than the limit and the caller makes room. ""
    gives ("",).
    """
    words = _words(text)
    breakings = [_most_equal(words, count, size) for count in range(1, min(most, len(words)) + 1)]
    fitting = (lines for lines in breakings if widest(lines, size) <= limit)
    return next(fitting, min(breakings, key=lambda lines: widest(lines, size), default=("",)))


def _words(text: str) -> list[str]:
    """The words, a lone dash kept with the word before it."""
    return text.replace(" -", "\N{NO-BREAK SPACE}-").replace(" \N{EN DASH}", "\N{NO-BREAK SPACE}\N{EN DASH}").split(" ")


def _most_equal(words: Sequence[str], count: int, size: float) -> tuple[str, ...]:
    """The breaking into `count` lines whose widest line is the narrowest; the first one of equals."""
    breakings = (_lines(words, cuts) for cuts in combinations(range(1, len(words)), count - 1))
    return min(breakings, key=lambda lines: (widest(lines, size), _left_hanging(lines)))


def _lines(words: Sequence[str], cuts: tuple[int, ...]) -> tuple[str, ...]:
    starts = (0, *cuts)
    ends = (*cuts, len(words))
    return tuple(" ".join(words[start:end]) for start, end in zip(starts, ends, strict=True))


def _left_hanging(lines: tuple[str, ...]) -> int:
    """Number of lines ending in a word of at most three letters, such as "och", which belongs to the next."""
    return sum(len(line.split()[-1]) <= 3 for line in lines[:-1])
