"""Pages of a long list: which rows, and the links to the others."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageLink:
    """A link to a page; number None is a gap in the row of numbers."""

    number: int | None
    href: str
    current: bool


@dataclass(frozen=True)
class Pages:
    """The page asked for: its rows are start to stop (exclusive), counted from 0."""

    number: int
    of: int
    start: int
    stop: int
    links: tuple[PageLink, ...]
    previous: str
    following: str


def pages_of(count: int, size: int, asked: str, address: Callable[[int], str]) -> Pages:
    """Return the page that was asked for; a number out of range gives the nearest page, a text the first.

    count: rows in all. size: rows on a page. address: gives the address of a page's number. No rows make
    one page.
    """
    of = max(1, -(-count // size))
    number = min(max(int(asked), 1), of) if asked.isdecimal() and len(asked) < 10 else 1
    shown = _shown(number, of)
    links = tuple(PageLink(page, address(page) if page else "", page == number) for page in shown)
    return Pages(
        number=number,
        of=of,
        start=(number - 1) * size,
        stop=min(number * size, count),
        links=links,
        previous=address(number - 1) if number > 1 else "",
        following=address(number + 1) if number < of else "",
    )


def _shown(number: int, of: int) -> list[int | None]:
    """Numbers of the first, the last and the pages around this one; None where some are left out."""
    near = sorted({1, of, *(page for page in range(number - 1, number + 2) if 1 <= page <= of)})
    shown: list[int | None] = []
    for before, page in zip([0, *near], near, strict=False):
        if page - before == 2:
            shown.append(page - 1)
        elif page - before > 2:
            shown.append(None)
        shown.append(page)
    return shown
