"""What goes on a slide: a slide whose blocks do not fit becomes several of the same title, and nothing is lost.

Items of lists, paragraphs and rows of tables stay whole and in their order; only what alone is longer than a slide
is cut, between words. The parts of a slide are as equal as can be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kompassros.documents import slide_measures as m
from kompassros.documents.blocks import Block, BulletList, Deck, Figure, Paragraph, Runs, Section, Slide, Table
from kompassros.documents.slide_measures import Box
from kompassros.documents.slide_pictures import placed_picture
from kompassros.documents.slide_tables import SetTable, breaks_words, parted, set_table
from kompassros.documents.slide_text import cut, fitting_size, line_count, line_height, tidy

_SHARES = tuple(share / 20 for share in range(8, 21))


@dataclass(frozen=True)
class Page:
    """One slide as it is shown: what stands on it, and where. A box is None where there is nothing of its kind.

    above, below: paragraphs and lists before and after the table; all texts of a page without a table stand above.
    """

    title: str
    title_size: float
    text_size: float
    above: tuple[Block, ...] = ()
    above_box: Box | None = None
    table: SetTable | None = None
    table_box: Box | None = None
    below: tuple[Block, ...] = ()
    below_box: Box | None = None
    picture: Figure | None = None
    picture_box: Box | None = None
    caption_box: Box | None = None


@dataclass(frozen=True)
class SectionPage:
    """A slide that names what follows, with the sizes of its two texts."""

    section: Section
    title_size: float
    line_size: float


@dataclass(frozen=True)
class _Item:
    """A paragraph or one item of a list. source: the place of the block it comes from. size: of its letters."""

    runs: Runs
    source: int
    listed: bool
    size: float

    @property
    def indent(self) -> float:
        return m.INDENT if self.listed else 0.0

    def height(self, width: float) -> float:
        return line_count(self.runs, width - self.indent, self.size) * line_height(self.size)


@dataclass(frozen=True)
class _Draft:
    """A page without its place: texts, a table, texts, a picture."""

    above: tuple[_Item, ...] = ()
    table: SetTable | None = None
    below: tuple[_Item, ...] = ()
    picture: Figure | None = None


def fitted(deck: Deck) -> tuple[Page | SectionPage, ...]:
    """Return the slides after the first one as they are shown; the deck is in order (deck_checks)."""
    return tuple(page for slide in deck.slides for page in pages_of(slide))


def title_size(title: str) -> float:
    """Return the size of a slide's title, the smallest one where it fits at none."""
    return fitting_size(title, m.TITLE_LETTERS, m.TITLE) or m.TITLE_LETTERS.least


def height_of(blocks: Sequence[Block], width: float, size: float) -> float:
    """Return the height of paragraphs and lists as they stand on a slide."""
    return _height(_items(blocks, size), width)


def pages_of(slide: Slide | Section) -> list[Page | SectionPage]:
    """Return one slide as it is shown, in as many parts as it takes."""
    if isinstance(slide, Section):
        size = fitting_size(slide.title, m.SECTION_LETTERS, m.SECTION_TITLE) or m.SECTION_LETTERS.least
        line = fitting_size(slide.line, m.LINES_LETTERS, m.SECTION_LINE) or m.LINES_LETTERS.least
        return [SectionPage(slide, size, line)]
    size, drafts = _largest(slide)
    count = len(drafts)
    titles = [f"{slide.title} ({number}/{count})" if count > 1 else slide.title for number in range(1, count + 1)]
    return [_placed(title, draft, size) for title, draft in zip(titles, drafts, strict=True)]


def _largest(slide: Slide) -> tuple[float, list[_Draft]]:
    """Return the pages of a slide with the largest letters that take no more pages, and cut no more, than the smallest.

    Beside a table the letters are the smallest.
    """
    least = m.BODY_LETTERS.least
    smallest = _drafts(slide, least)
    if any(isinstance(block, Table) for block in slide.blocks):
        return least, smallest
    tries = ((size, _drafts(slide, size)) for size in m.BODY_LETTERS.sizes)
    return next((size, drafts) for size, drafts in tries if _counts(drafts) <= _counts(smallest))


def _counts(drafts: list[_Draft]) -> tuple[int, int]:
    """Return how many pages there are, and how many items, of which one that is cut makes several."""
    return len(drafts), sum(len(draft.above) for draft in drafts)


def _drafts(slide: Slide, size: float) -> list[_Draft]:
    """Return the pages of a slide. A picture stands beside the texts or the table where they fit, or else last."""
    groups = _groups(slide, size)
    if slide.picture and not slide.blocks:
        return [_Draft(picture=slide.picture)]
    if slide.picture and len(groups) == 1:
        (texts, table), picture = groups[0], slide.picture
        if not table and texts[0].height(m.TEXT_COLUMN.width) <= m.TEXT_COLUMN.height:
            first, *others = _text_pages(texts, [m.TEXT_COLUMN, m.BODY])
            return [_Draft(first, picture=picture), *(_Draft(page) for page in others)]
        small = set_table(table, slide.title, m.TEXT_COLUMN.width, m.TEXT_COLUMN.height) if table else None
        if not texts and small and small.height <= m.TEXT_COLUMN.height and not breaks_words(small):
            return [_Draft(table=small, picture=picture)]
    drafts = _without_picture(groups, slide.title)
    return [*drafts, _Draft(picture=slide.picture)] if slide.picture else drafts


def _without_picture(groups: list[tuple[tuple[_Item, ...], Table | None]], title: str) -> list[_Draft]:
    drafts: list[_Draft] = []
    for texts, table in groups:
        last = drafts[-1] if drafts else None
        if not table and last and last.table and _draft_height(replace(last, below=texts)) <= m.BODY.height:
            drafts[-1] = replace(last, below=texts)
        elif not table:
            drafts += [_Draft(page) for page in _text_pages(texts, [m.BODY])]
        else:
            drafts += _with_table(texts, table, title)
    return drafts


def _with_table(texts: tuple[_Item, ...], table: Table, title: str) -> list[_Draft]:
    """Return a table below its texts where both fit, or else on slides of its own."""
    used = _height(texts, m.BODY.width) + m.GAP if texts else 0.0
    beneath = set_table(table, title, m.BODY.width, m.BODY.height - used)
    if beneath.height + used <= m.BODY.height:
        return [_Draft(texts, beneath)]
    before = [_Draft(page) for page in _text_pages(texts, [m.BODY])] if texts else []
    alone = set_table(table, title, m.BODY.width, m.BODY.height)
    parts = [alone] if alone.height <= m.BODY.height else parted(alone, m.BODY.height)
    return [*before, *(_Draft(table=part) for part in parts)]


def _groups(slide: Slide, size: float) -> list[tuple[tuple[_Item, ...], Table | None]]:
    """Return the blocks as texts with the table that follows them; the last texts may have none."""
    groups: list[tuple[tuple[_Item, ...], Table | None]] = []
    start = 0
    for place, block in enumerate(slide.blocks):
        if isinstance(block, Table):
            groups.append((_items(slide.blocks[start:place], size), block))
            start = place + 1
    rest = _items(slide.blocks[start:], size)
    return [*groups, (rest, None)] if rest else groups


def _items(blocks: Sequence[Block], size: float) -> tuple[_Item, ...]:
    items: list[_Item] = []
    for source, block in enumerate(blocks):
        if isinstance(block, BulletList):
            items += [_Item(tidy(runs), source, listed=True, size=size) for runs in block.items]
        elif isinstance(block, Paragraph):
            items.append(_Item(tidy(block.runs), source, listed=False, size=size))
        else:
            raise TypeError(f"A slide has no place for a {type(block).__name__}")
    return tuple(items)


def _blocks(items: Sequence[_Item]) -> tuple[Block, ...]:
    """Return items as blocks again, those of one list together."""
    blocks: list[Block] = []
    last = -1
    for item in items:
        if not item.listed:
            blocks.append(Paragraph(item.runs))
        elif blocks and isinstance(blocks[-1], BulletList) and item.source == last:
            blocks[-1] = BulletList((*blocks[-1].items, item.runs))
        else:
            blocks.append(BulletList((item.runs,)))
        last = item.source
    return tuple(blocks)


def _height(items: Sequence[_Item], width: float) -> float:
    return sum(item.height(width) for item in items) + m.GAP * max(len(items) - 1, 0)


def _text_pages(items: tuple[_Item, ...], boxes: list[Box]) -> list[tuple[_Item, ...]]:
    """Return the items of each page in the fewest pages; the last box serves all that follow."""
    full = _filled(items, boxes, 1)
    tries = (_filled(items, boxes, share) for share in _SHARES)
    return next((pages for pages in tries if len(pages) <= len(full)), full)


def _filled(items: tuple[_Item, ...], boxes: list[Box], share: float) -> list[tuple[_Item, ...]]:
    """Return pages, each filled up to the share of its box."""
    pages: list[tuple[_Item, ...]] = []
    rest = items
    while rest:
        page, rest = _taken(rest, boxes[min(len(pages), len(boxes) - 1)], share)
        pages.append(page)
    return pages


def _taken(items: tuple[_Item, ...], box: Box, share: float) -> tuple[tuple[_Item, ...], tuple[_Item, ...]]:
    """Return the items of a page, and the rest. At least one item is taken, or what of it fits."""
    first, *others = items
    if first.height(box.width) > box.height:
        most = int(box.height / line_height(first.size))
        head, tail = cut(first.runs, box.width - first.indent, first.size, most)
        return (replace(first, runs=head),), ((replace(first, runs=tail), *others) if tail else tuple(others))
    count, used = 1, first.height(box.width)
    for item in others:
        used += m.GAP + item.height(box.width)
        if used > box.height * share:
            break
        count += 1
    # A paragraph that leads to a list stays with its first item.
    while 1 < count < len(items) and not items[count - 1].listed and items[count].listed:
        count -= 1
    return items[:count], items[count:]


def _draft_height(draft: _Draft) -> float:
    texts = [_height(items, m.BODY.width) for items in (draft.above, draft.below) if items]
    parts = [*texts, *([draft.table.height] if draft.table else [])]
    return sum(parts) + m.GAP * (len(parts) - 1)


def _placed(title: str, draft: _Draft, size: float) -> Page:
    """Return the page with a place for everything on it, from the top down."""
    column = m.TEXT_COLUMN if draft.picture and (draft.above or draft.table) else m.BODY
    page = Page(title, title_size(title), size, _blocks(draft.above), table=draft.table, below=_blocks(draft.below))
    used = 0.0
    if draft.above:
        used = _height(draft.above, column.width)
        box = replace(column, height=used) if draft.table else column
        page = replace(page, above_box=box)
        used += m.GAP
    if draft.table:
        box = Box(column.left, column.top + used, draft.table.width, draft.table.height)
        page = replace(page, table_box=box)
        used += draft.table.height + m.GAP
    if draft.below:
        page = replace(page, below_box=column.below(used))
    if draft.picture:
        room = m.BODY if column == m.BODY else m.PICTURE_COLUMN
        picture_box, caption_box = placed_picture(draft.picture, room, centred=room == m.BODY)
        page = replace(page, picture=draft.picture, picture_box=picture_box, caption_box=caption_box)
    return page
