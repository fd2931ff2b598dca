"""Texts of what Typst, Markdown, HTML, templates and spreadsheets have a meaning for, in every place of a document."""

import math
from dataclasses import dataclass, fields
from datetime import date
from itertools import cycle, islice

from hypothesis import strategies as st

from kompassros.documents.blocks import (
    BulletList,
    Column,
    Cover,
    Deck,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Remark,
    Run,
    Section,
    Slide,
    Table,
)
from tests.documents.made_up import SVG

SIGNS = tuple("#$@<>&\"'\\`*_~^[](){}=+-!|/%:;,.?§€\n")
LETTERS = ("Å", "ä", "Ö", "æ", "Ø", "n", "x1", "2", " ")
TYPST = ("#panic()", '#read("x")', "$x$", "//", "/* ", " */", "<label>", "@ref", "\\u{41}", "\n= ", "\n+ ", "\n/ a: ")
MARKDOWN = ("![](x)", "[a](b)", "**", "__", "---", "...", "--", "~~", "^[n]", "[^1]", "\\n", "\\newpage", "\\" + "\n")
MARKDOWN_LINES = ("\n# ", "\n- ", "\n1. ", "\n> ", "\n    ", "\n\n", "```\n", "\n:::", "`{=html}", "\n| a |\n|---|\n")
XML = (
    "<script>",
    "</p>",
    "<br/>",
    "&amp;",
    "&#65;",
    "&nbsp;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml?>",
    "</style>",
)
TEMPLATES = ("{{x}}", "{% x %}", "{# x #}", "${x}", "%s", "{0}", "<%= %>", "$title$")
SHEETS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "{=A1}",
    "_x0041_",
    "'",
    '""',
    "://",
    "1E5",
    "007",
    "\t",
)
PIECES = (*SIGNS, *TYPST, *MARKDOWN, *MARKDOWN_LINES, *XML, *TEMPLATES, *SHEETS)
MOST = 8
ADDRESS = "https://example.org/?a=1&b='(2)'&c=$x$#e_f*"

texts = st.lists(st.sampled_from((*PIECES, *LETTERS)), min_size=1, max_size=MOST).map("".join).filter(str.strip)


@dataclass(frozen=True)
class Texts:
    """One text for each place of a document that a person can fill."""

    title: str
    kicker: str
    author: str
    line: str
    foot: str
    contents: str
    label: str
    value: str
    heading: str
    plain: str
    strong: str
    emphasis: str
    link: str
    item: str
    remark: str
    table: str
    head: str
    other_head: str
    name: str
    cell: str
    figure: str
    picture: str

    @property
    def alternative(self) -> str:
        """Return what the picture shows, as a sentence."""
        return f"Bilden visar {self.picture} och mer."

    @property
    def paragraph(self) -> str:
        """Return the text of the paragraph with all its runs."""
        return self.plain + self.strong + self.emphasis + self.link

    @property
    def cells(self) -> list[list[str]]:
        """Return the texts of the table, row by row."""
        return [[self.head, self.other_head], [self.name, self.cell]]


PLACES = tuple(field.name for field in fields(Texts))
filled = st.lists(texts, min_size=len(PLACES), max_size=len(PLACES)).map(lambda found: Texts(*found))


def every_piece() -> list[Texts]:
    """Return texts of which each piece begins one and stands within another."""
    joined = [f"{one}Å{other} ö" for one, other in zip(PIECES, (*PIECES[1:], PIECES[0]), strict=True)]
    count = math.ceil(len(joined) / len(PLACES))
    found = list(islice(cycle(joined), count * len(PLACES)))
    return [Texts(*found[number::count]) for number in range(count)]


def document_of(them: Texts) -> Document:
    """Return a document with each text in its place."""
    return Document(
        title=them.title,
        kicker=them.kicker,
        author=them.author,
        language="sv",
        day=date(2026, 3, 1),
        cover=Cover((them.line,), None, (them.foot,)),
        contents=them.contents,
        blocks=(
            Facts(((them.label, them.value),)),
            Heading(1, them.heading),
            _paragraph(them),
            BulletList(((Run(them.item),),)),
            Remark((Run(them.remark),)),
            table_of(them),
            Figure(SVG, them.alternative, them.figure),
        ),
    )


def _paragraph(them: Texts) -> Paragraph:
    linked = Run(them.link, link=ADDRESS)
    return Paragraph((Run(them.plain), Run(them.strong, strong=True), Run(them.emphasis, emphasis=True), linked))


def table_of(them: Texts) -> Table:
    """Return the table of the document."""
    return Table(them.table, (Column(them.head), Column(them.other_head)), ((them.name, them.cell),))


def deck_of(them: Texts) -> Deck:
    """Return slides with each text in a place; titles have one line, for those that do not fit are refused."""
    return Deck(
        title=flat(them.title),
        kicker=flat(them.kicker),
        author=flat(them.author),
        language="sv",
        day=date(2026, 3, 1),
        slides=(
            Section(flat(them.contents), flat(them.line)),
            Slide(flat(them.heading), (_paragraph(them), BulletList(((Run(them.item),),)))),
            Slide(flat(them.label), (table_of(them),)),
            Slide(flat(them.value), (), Figure(SVG, them.alternative, them.figure)),
        ),
    )


def flat(text: str) -> str:
    """Return a text with every stretch of white space as one blank."""
    return " ".join(text.split())
