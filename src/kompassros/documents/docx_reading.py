"""Texts out of Word files that come from outside: read by pandoc in its sandbox, parted at headings, never trusted.

What is read is refused where it is larger than its limits, also unpacked, or is no Word file; which of these,
`DocxError.fault` says. Pictures and macros are never opened, nor is anything that a file names.
"""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any
from xml.parsers import expat

import pypandoc

from kompassros.documents.blocks import ANCHOR
from kompassros.documents.packages import UNREADABLE, Parts, is_bomb, zipped
from kompassros.documents.pandoc import Node

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
LONGEST_TIME = 60
"""Seconds that pandoc may take."""
_LIMITS = ("+RTS", "-M1g", "-RTS")
"""How much memory pandoc may take: Word files of some 5 MB of text have room in it."""
_ASKED = ("--sandbox", "--from=docx+styles", "--to=json", "--track-changes=accept")
_TEXTS = (".xml", ".rels")
_BODY = re.compile(r"word/document\d*\.xml")  # Word in the browser numbers it.
_DROPPED = ("w:del", "w:moveFrom")
# Characters that no text of a person has: Unicode keeps them for use inside programs.
_BEGIN, _END = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_FRONT = re.compile(r"(title|subtitle|author|date|cover line|cover foot)\Z", re.IGNORECASE)
_ASIDE = re.compile(r"(toc heading|toc \d|image caption)\Z", re.IGNORECASE)


class Fault(StrEnum):
    """Why a Word file cannot be read."""

    LARGE = "large"
    NOT_A_DOCUMENT = "not a document"
    UNPACKED = "too large when unpacked"
    BROKEN = "broken"


class DocxError(Exception):
    """A file that cannot be read as a Word file."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class ReadPart:
    """A heading of level 1 and the text below it, paragraphs parted by a blank line.

    anchor: the name that the heading had when the file was written here (`Heading.anchor`), or empty.
    """

    anchor: str
    heading: str
    text: str


def read_docx(content: bytes) -> tuple[ReadPart, ...]:
    """Return the parts of a Word file in their order, tracked changes accepted. No anchor comes twice.

    What stands before the first heading is a part with an empty heading, if it is not blank; title, cover and table of
    contents do not count. Items of lists are lines that begin with "- ", rows of tables lines with " | " between the
    cells below the table's caption, footnotes stand in brackets where they are called. Blanks in a row are one.
    At most 20 MB, 100 MB unpacked and 2,000 parts in the archive. Raises DocxError, nothing else.
    """
    texts = {name: _marked(text) if _BODY.fullmatch(name) else text for name, text in _unpacked(content).items()}
    try:
        return tuple(_parted(json.loads(_by_pandoc(zipped(texts)))["blocks"]))
    except (*UNREADABLE, RecursionError, TypeError):
        raise DocxError(Fault.BROKEN) from None


def _unpacked(content: bytes) -> Parts:
    """Return what pandoc needs of the archive, without pictures and macros, or refuse it."""
    if len(content) > LARGEST_FILE:
        raise DocxError(Fault.LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE:
        raise DocxError(Fault.NOT_A_DOCUMENT) from None
    with archive:
        if is_bomb(archive, most_parts=MOST_PARTS, largest=LARGEST_UNPACKED):
            raise DocxError(Fault.UNPACKED)
        if not any(_BODY.fullmatch(name) for name in archive.namelist()):
            raise DocxError(Fault.NOT_A_DOCUMENT)
        try:
            texts = {name: archive.read(name) for name in archive.namelist() if name.endswith(_TEXTS)}
        except UNREADABLE:
            raise DocxError(Fault.BROKEN) from None
    if any(b"<!DOCTYPE" in text for text in texts.values()):
        raise DocxError(Fault.BROKEN)
    return texts


def _by_pandoc(content: bytes) -> bytes:
    command = [pypandoc.get_pandoc_path(), *_LIMITS, *_ASKED]
    try:
        # Our own program, and the file comes in as data.
        run = subprocess.run(command, input=content, capture_output=True, check=True, timeout=LONGEST_TIME)  # noqa: S603
    except subprocess.SubprocessError:
        raise DocxError(Fault.BROKEN) from None
    return run.stdout


def _marked(body: bytes) -> bytes:
    """Return the body with the name of each bookmark in the text that it begins: pandoc keeps text, but no bookmark.

    Word and pandoc put a bookmark before a heading or into it; blank paragraphs between the two do not part them. One
    that ends before any text has lost its heading, unless it both begins and ends inside the paragraph.
    """
    finder = _Finder()
    try:
        finder.parser.Parse(body, True)
    except expat.ExpatError:
        raise DocxError(Fault.BROKEN) from None
    pieces, last = [], 0
    for place, name in finder.places:
        pieces += [body[last:place], f"{_BEGIN}{name}{_END}".encode()]
        last = place
    return b"".join([*pieces, body[last:]])


@dataclass
class _Finder:
    """Finds where the text begins that a bookmark stands before: ``places`` in bytes, with the bookmark's name.

    waiting: id and name of the bookmark that has no text yet, and where it began. border: how many paragraphs have
    begun and ended. dropped: how many elements are open whose text was taken out with changes tracked.
    """

    parser: Any = field(default_factory=expat.ParserCreate)
    places: list[tuple[int, str]] = field(default_factory=list)
    waiting: tuple[str, str, int] | None = None
    border: int = 0
    dropped: int = 0
    in_text: bool = False

    def __post_init__(self) -> None:
        """Listen to the parser."""
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._read
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.border += tag == "w:p"
        self.dropped += tag in _DROPPED
        self.in_text = tag == "w:t"
        name, number = attributes.get("w:name", ""), attributes.get("w:id", "")
        if tag == "w:bookmarkStart" and ANCHOR.match(name):
            self.waiting = (number, name, self.border)
        if tag == "w:bookmarkEnd" and self.waiting and self.waiting[0] == number and not self._at_a_point():
            self.waiting = None

    def _at_a_point(self) -> bool:
        """Return whether the bookmark began in the paragraph that is open: it may end there before the text."""
        return self.waiting is not None and self.waiting[2] == self.border and self.border % 2 == 1

    def _end(self, tag: str) -> None:
        self.border += tag == "w:p"
        self.dropped -= tag in _DROPPED
        self.in_text = False

    def _read(self, text: str) -> None:
        if self.waiting and self.in_text and not self.dropped and text.strip():
            self.places.append((self.parser.CurrentByteIndex, self.waiting[1]))
            self.waiting = None

    def _refuse(self, *_about: object) -> None:
        raise DocxError(Fault.BROKEN)


def _parted(blocks: list[Node]) -> Iterator[ReadPart]:
    """Yield the parts; the first one only where something stands before the first heading."""
    titles = [place for place, block in enumerate(blocks) if _title(block)]
    front = [block for block in blocks[: titles[0] if titles else None] if not _FRONT.match(_style(block))]
    if text := "\n\n".join(_paragraphs(front)):
        yield ReadPart("", "", text)
    seen = {""}
    for place, end in pairwise([*titles, len(blocks)]):
        title = _title(blocks[place])
        found = _MARK.search(title)
        anchor = found[1] if found and found[1] not in seen else ""
        seen.add(anchor)
        yield ReadPart(anchor, _plain(title), "\n\n".join(_paragraphs(blocks[place + 1 : end])))


def _title(block: Node) -> str:
    """Return the text of a heading of level 1 with its mark, in one line; empty for all else."""
    if block["t"] != "Header" or block["c"][0] != 1 or _ASIDE.match(_style(block)):
        return ""
    title = _words(block["c"][2]).replace("\n", " ")
    return title if _plain(title) else ""


def _style(block: Node) -> str:
    """Return the name of the style of a paragraph or heading; empty for one of the plainest."""
    if block["t"] not in ("Div", "Header"):
        return ""
    _name, classes, pairs = block["c"][0 if block["t"] == "Div" else 1]
    return str(dict(pairs).get("custom-style", "")) or " ".join(classes).replace("-", " ")


def _plain(text: str) -> str:
    return _MARK.sub("", text).strip()


def _paragraphs(blocks: list[Node]) -> list[str]:
    """Return the text of each block that has any; a list or a table is one with several lines."""
    texts = (_plain(text) for block in blocks if not _ASIDE.match(_style(block)) for text in _block(block))
    return [text for text in texts if text]


def _block(block: Node) -> list[str]:
    content = block.get("c")
    match block["t"], content:
        case (("Para" | "Plain"), list()):
            return [_words(content)]
        case "Header", [_, _, inlines]:
            return [_words(inlines)]
        case "Div", [_, blocks]:
            return _paragraphs(blocks)
        case "BlockQuote", list():
            return _paragraphs(content)
        case ("BulletList", [*items]) | ("OrderedList", [_, items]):
            return ["\n".join(map(_item, items))]
        case _:
            return _rare_block(block["t"], content)


def _rare_block(kind: str, content: Any) -> list[str]:
    """Return the text of blocks that stand nowhere but at the top, or hardly ever; pictures and markup have none."""
    match kind, content:
        case "Table", list():
            return _table(content)
        case "CodeBlock", [_, text]:
            return [str(text)]
        case "LineBlock", list():
            return ["\n".join(map(_words, content))]
        case "DefinitionList", list():
            return [text for term, meanings in content for text in (_words(term), *map(_lines, meanings))]
        case _:
            return []


def _lines(blocks: list[Node]) -> str:
    return "\n".join(_paragraphs(blocks))


def _item(blocks: list[Node]) -> str:
    """Return the lines of an item; items of a list inside it are lines like its own."""
    text = _lines(blocks)
    return text if text.startswith("- ") else f"- {text}"


def _table(content: list[Any]) -> list[str]:
    _about, caption, _columns, head, bodies, foot = content
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    lines = [" | ".join(" ".join(_paragraphs(cell[4])).replace("\n", " ") for cell in row[1]).strip() for row in rows]
    return [*_paragraphs(caption[1]), "\n".join(line for line in lines if line)]


def _words(inlines: list[Node]) -> str:
    return "".join(_word(inline["t"], inline.get("c")) for inline in inlines)


def _word(kind: str, content: Any) -> str:
    match kind, content:
        case "Str", str():
            return content
        case (("Space" | "SoftBreak"), _):
            return " "
        case "LineBreak", _:
            return "\n"
        case "Note", list():
            return f" [{' '.join(_paragraphs(content))}]"
        case (("Code" | "Math"), [_, text]):
            return str(text)
        case (("Span" | "Link" | "Quoted" | "Cite"), [_, inlines, *_]):
            return _words(inlines)
        case (("RawInline" | "Image"), _):
            return ""
        case _:
            return _words(content)
