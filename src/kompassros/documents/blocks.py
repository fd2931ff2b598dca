"""What a document is made of: plain data without a format. A text is only ever a text, never markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

Language = Literal["sv", "nb", "en"]
DEEPEST = 4
ANCHOR = re.compile(r"(?!part-)[A-Za-z][A-Za-z0-9-]{0,39}\Z")
"""Names of headings: Word takes 40 characters, a letter first. "part-" begins those of headings without a name."""
_ITEM = "- "


@dataclass(frozen=True)
class Run:
    """A stretch of text of one kind. link: a web or mail address, or empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to DEEPEST below the document's title; no level is skipped on the way down.

    anchor: letters, digits and hyphens (ANCHOR), a name by which the heading is found again in a file; or empty.
    """

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text. A line break in a run stays a line break."""

    runs: Runs


@dataclass(frozen=True)
class BulletList:
    """Things without an order, at least one."""

    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Column:
    """A column's head; the numbers of a numeric column stand to the right with figures of equal width."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of texts already written in the document's language, each as long as columns. The first names its row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A picture: the bytes of an SVG or PNG file, what it shows in whole sentences, and the line below it.

    share: how much of the line's width it takes, in per cent.
    """

    picture: bytes
    alternative: str
    caption: str = ""
    share: int = 100

    @property
    def format(self) -> Literal["png", "svg"]:
        """Return what the bytes say they are; anything that is not PNG counts as SVG."""
        return "png" if self.picture.startswith(b"\x89PNG\r\n\x1a\n") else "svg"


@dataclass(frozen=True)
class Facts:
    """Labels with their values, as at the head of a letter."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Remark:
    """A text that stands apart from the running one: what a reader must know before relying on it."""

    runs: Runs


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page.

    unless_left: per cent of the page; where as much is still free, it begins there. Formats that do not know what is
    left on a page break none then. 0 always breaks.
    """

    unless_left: int = 0


Block = Heading | Paragraph | BulletList | Table | Figure | Facts | Remark | PageBreak


@dataclass(frozen=True)
class Cover:
    """The first page of a long document: lines under the title, a picture, and what stands at the foot of the page."""

    lines: tuple[str, ...] = ()
    picture: Figure | None = None
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document in one language. kicker: what kind of document it is, above the title. day: its date.

    The day is part of the content: equal documents make equal files, on whatever day they are written.
    contents: the heading of the table of contents, which holds the headings of level 1; none where it is empty.
    sheet: tables to be seen at a glance; as PDF on a page on its side, in small letters and with narrow margins.
    """

    title: str
    language: Language
    day: date
    blocks: tuple[Block, ...]
    kicker: str = ""
    author: str = ""
    cover: Cover | None = None
    contents: str = ""
    sheet: bool = False


@dataclass(frozen=True)
class Slide:
    """A slide: a title, what stands below it, and a picture beside or, without blocks, in the place of them.

    Blocks are lists, paragraphs and tables; what does not fit goes on to a slide of the same title.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    picture: Figure | None = None


@dataclass(frozen=True)
class Section:
    """A slide that only names what follows. line: a short text under the title, or empty."""

    title: str
    line: str = ""


@dataclass(frozen=True)
class Deck:
    """Slides in one language, after a first one with kicker, title, author and day.

    footer: what stands on every other slide; the title where it is empty.
    """

    title: str
    language: Language
    day: date
    slides: tuple[Slide | Section, ...]
    kicker: str = ""
    author: str = ""
    footer: str = ""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return a typed text as paragraphs, parted at blank lines; a blank text gives none."""
    parts = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
    return tuple(plain(part.strip("\n")) for part in parts if part.strip())


def plain(text: str) -> Paragraph:
    """Return a paragraph of one ordinary run."""
    return Paragraph((Run(text),))


def bullets(items: Sequence[str]) -> BulletList:
    """Return a list of ordinary texts."""
    return BulletList(tuple((Run(item),) for item in items))


def written_text(text: str) -> tuple[Paragraph | BulletList, ...]:
    """Return a typed text as paragraphs and lists: lines that begin with a hyphen and a blank are items of a list."""
    blocks: list[Paragraph | BulletList] = []
    for part in paragraphs(text):
        blocks += _mixed("".join(run.text for run in part.runs).split("\n"))
    return tuple(blocks)


def _mixed(lines: Sequence[str]) -> list[Paragraph | BulletList]:
    """Return lines of text and items of lists, each stretch as one block."""
    blocks: list[Paragraph | BulletList] = []
    for is_item, stretch in groupby(lines, key=lambda line: line.startswith(_ITEM) and line != _ITEM):
        found = list(stretch)
        blocks.append(bullets([line.removeprefix(_ITEM) for line in found]) if is_item else plain("\n".join(found)))
    return blocks
