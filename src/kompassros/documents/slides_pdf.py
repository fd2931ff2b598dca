"""Decks as PDF by our own Typst template: the same slides as in the PowerPoint file, to print and to look at."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from kompassros.documents import slide_measures as m
from kompassros.documents.blocks import Block, BulletList, Deck, Figure, Paragraph, Run, Runs, Table
from kompassros.documents.deck_checks import check_deck, front_lines
from kompassros.documents.fitting import Page, SectionPage, fitted
from kompassros.documents.lettering import FONT, settable
from kompassros.documents.pdf import typeset
from kompassros.documents.slide_measures import Box, Letters
from kompassros.documents.slide_tables import SetTable
from kompassros.documents.slide_text import fitting_size, one_line, tidy, with_breaks

_TEMPLATE = "slides.typ"


def write_slides_pdf(deck: Deck) -> bytes:
    """Return the PDF; equal decks give equal bytes. Raises DocumentError where a slide is not in order."""
    check_deck(deck)
    return typeset(_TEMPLATE, _data(deck))


def _data(deck: Deck) -> dict[str, Any]:
    boxes = {name.lower(): asdict(value) for name, value in vars(m).items() if isinstance(value, Box)}
    letters = {name.lower(): value.size for name, value in vars(m).items() if isinstance(value, Letters)}
    colours = {name: getattr(m, name.upper()) for name in ("ink", "quiet", "accent", "line_colour", "ground")}
    lengths = {name: getattr(m, name.upper()) for name in ("line", "gap", "indent", "caption_gap", "cell", "bullet")}
    return {
        "title": settable(deck.title),
        "language": deck.language,
        "author": settable(deck.author),
        "day": [deck.day.year, deck.day.month, deck.day.day],
        "font": FONT,
        "measures": boxes | letters | colours | lengths,
        "footer": settable(one_line(deck.footer or deck.title, m.FOOTER.width, m.FOOTER_LETTERS.size)),
        "front": _front(deck),
        "pages": _pages(fitted(deck)),
    }


def _front(deck: Deck) -> dict[str, Any]:
    lines = front_lines(deck)
    return {
        "title": _words(deck.title, m.FRONT_TITLE.width, m.FRONT_LETTERS.size),
        "title_size": fitting_size(deck.title, m.FRONT_LETTERS, m.FRONT_TITLE),
        "lines": _words(lines, m.FRONT_LINES.width, m.LINES_LETTERS.size),
        "lines_size": fitting_size(lines, m.LINES_LETTERS, m.FRONT_LINES),
    }


def _pages(pages: Sequence[Page | SectionPage]) -> list[dict[str, Any]]:
    """Return the data of the pages; no level of headings is skipped where a deck has no sections."""
    told = []
    level = 1
    for page in pages:
        if isinstance(page, SectionPage):
            level = 2
            told.append(_section(page))
        else:
            told.append(_page(page) | {"level": level})
    return told


def _section(page: SectionPage) -> dict[str, Any]:
    return {
        "kind": "section",
        "title": _words(page.section.title, m.SECTION_TITLE.width, page.title_size),
        "title_size": page.title_size,
        "line": _words(page.section.line, m.SECTION_LINE.width, page.line_size),
        "line_size": page.line_size,
    }


def _page(page: Page) -> dict[str, Any]:
    width = page.above_box.width if page.above_box else m.BODY.width
    return {
        "kind": "slide",
        "title": _words(page.title, m.TITLE.width, page.title_size),
        "title_size": page.title_size,
        "text_size": page.text_size,
        "above": [_block(block, width, page.text_size) for block in page.above],
        "table": _table(page.table) if page.table else None,
        "below": [_block(block, m.BODY.width, page.text_size) for block in page.below],
        "picture": _picture(page.picture, page.picture_box) if page.picture and page.picture_box else None,
    }


def _block(block: Block, width: float, size: float) -> dict[str, Any]:
    if isinstance(block, BulletList):
        return {"kind": "list", "items": [_runs(item, width - m.INDENT, size) for item in block.items]}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "runs": _runs(block.runs, width, size)}
    raise TypeError(f"A slide has no place for a {type(block).__name__}")


def _table(made: SetTable) -> dict[str, Any]:
    table: Table = made.table
    inner = [width - 2 * m.CELL[0] for width in made.widths]
    return {
        "caption": settable(table.caption),
        "heads": [
            _words(column.label, width, made.head_size) for column, width in zip(table.columns, inner, strict=True)
        ],
        "numeric": [column.numeric for column in table.columns],
        "rows": [
            [_words(cell, width, made.size) for cell, width in zip(row, inner, strict=True)] for row in table.rows
        ],
        "widths": list(made.widths),
        "size": made.size,
        "head_size": made.head_size,
    }


def _picture(figure: Figure, box: Box) -> dict[str, Any]:
    drawn = list(figure.picture) if figure.format == "png" else figure.picture.decode("utf-8")
    said = {"alternative": settable(figure.alternative), "caption": settable(figure.caption)}
    return {"format": figure.format, "picture": drawn, "width": box.width, "height": box.height, **said}


def _words(text: str, width: float, size: float) -> str:
    return "".join(run["text"] for run in _runs((Run(text),), width, size))


def _runs(runs: Runs, width: float, size: float) -> list[dict[str, Any]]:
    known = tuple(replace(run, text=settable(run.text)) for run in tidy(runs))
    return [asdict(run) for run in with_breaks(known, width, size)]
