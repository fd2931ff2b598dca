"""What a deck must have before it is written. What fits no slide is refused here, so that nothing is cut in silence."""

from collections.abc import Iterator

from kompassros.documents import slide_measures as m
from kompassros.documents.blocks import (
    Block,
    BulletList,
    Deck,
    Document,
    Paragraph,
    Section,
    Slide,
    Table,
    plain,
)
from kompassros.documents.checks import DocumentError, check
from kompassros.documents.fitting import Page, pages_of
from kompassros.documents.lettering import written_day
from kompassros.documents.slide_measures import Box, Letters
from kompassros.documents.slide_tables import is_crowded
from kompassros.documents.slide_text import fitting_size

_LEAST_PICTURE = 60
"""Own choice: points that a picture's caption must leave it, of the height of a slide."""


def check_deck(deck: Deck) -> None:
    """Raise DocumentError with every trouble of the deck; slides are counted from 1, the title's slide left out."""
    troubles = list(_of_deck(deck)) or list(_of_front(deck))
    for number, slide in enumerate(deck.slides, start=1):
        found = _of_section(slide) if isinstance(slide, Section) else _of_slide(slide, deck)
        troubles += [f"Slide {number}: {trouble}" for trouble in found]
    if troubles:
        raise DocumentError(troubles)


def front_lines(deck: Deck) -> str:
    """Return what stands below the title on the first slide: kind and day, and the author after a blank line."""
    kind = " · ".join(part for part in (deck.kicker, written_day(deck)) if part)
    return f"{kind}\n\n{deck.author}" if deck.author else kind


def _of_deck(deck: Deck) -> Iterator[str]:
    yield from (trouble.replace("The document", "The deck") for trouble in _known(deck, plain("-"), deck.title))
    if not deck.slides:
        yield "The deck has no slides."


def _of_front(deck: Deck) -> Iterator[str]:
    yield from _of_room(deck.title, m.FRONT_LETTERS, m.FRONT_TITLE, "The title is too long for the first slide.")
    text = "The kicker and the author are too long for the first slide."
    yield from _of_room(front_lines(deck), m.LINES_LETTERS, m.FRONT_LINES, text)


def _of_section(section: Section) -> Iterator[str]:
    if not section.title.strip():
        yield "the section has no title."
    yield from _of_room(section.title, m.SECTION_LETTERS, m.SECTION_TITLE, "the title is too long.")
    yield from _of_room(section.line, m.LINES_LETTERS, m.SECTION_LINE, "the line below the title is too long.")


def _of_slide(slide: Slide, deck: Deck) -> Iterator[str]:
    troubles = list(_of_content(slide, deck))
    yield from troubles
    if not troubles:
        yield from _of_pages(slide)


def _of_content(slide: Slide, deck: Deck) -> Iterator[str]:
    if not slide.title.strip():
        yield "the slide has no title."
    if not slide.blocks and not slide.picture:
        yield "there is neither a text nor a picture."
    for number, block in enumerate(slide.blocks, start=1):
        if isinstance(block, Paragraph | BulletList | Table):
            name = f"block {number} ({type(block).__name__})"
            yield from (f"{name}: {trouble.partition(': ')[2]}" for trouble in _known(deck, block))
        else:
            yield f"a slide has no place for a {type(block).__name__}."
    if slide.picture:
        yield from (trouble.partition(": ")[2] for trouble in _known(deck, slide.picture))


def _of_pages(slide: Slide) -> Iterator[str]:
    """Say what fits on no slide, in however many it is parted."""
    pages = [page for page in pages_of(slide) if isinstance(page, Page)]
    yield from _of_room(pages[-1].title, m.TITLE_LETTERS, m.TITLE, "the title is too long.")
    tables = [page.table for page in pages if page.table]
    if any(is_crowded(table) for table in tables):
        yield "the table has too many columns for a slide."
    elif any(table.height > m.BODY.height for table in tables):
        yield "the table's heads and caption leave no room for its rows."
    captions = [page.caption_box.height for page in pages if page.caption_box]
    if any(height > m.BODY.height - _LEAST_PICTURE for height in captions):
        yield "the picture's caption leaves no room for it."


def _known(deck: Deck, block: Block, title: str = "-") -> list[str]:
    """Return the troubles that a block would have in a document."""
    language = deck.language if title == deck.title else "en"
    try:
        check(Document(title, language, deck.day, (block,)))
    except DocumentError as error:
        return error.troubles
    return []


def _of_room(text: str, letters: Letters, box: Box, trouble: str) -> Iterator[str]:
    if fitting_size(text, letters, box) is None:
        yield trouble
