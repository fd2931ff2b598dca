"""The main menu: upper apps register their entries when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Place = Literal["main", "foot"]


def to_everyone(_request: HttpRequest) -> bool:
    """Show an entry to every reader."""
    return True


def to_signed_in(request: HttpRequest) -> bool:
    """Show an entry to people with an account; a page of an error that came before the sessions has nobody."""
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)


@dataclass(frozen=True)
class NavItem:
    """An entry of the main menu.

    address: name of the URL without arguments ("portal:compare"). label: lazy text. order: small first.
    place: the menu under the head, or the foot of the page.
    visible: given the request, whether this reader sees it; it must not ask the database for public pages.
    """

    address: str
    label: str | Promise
    order: int = 100
    place: Place = "main"
    visible: Callable[[HttpRequest], bool] = to_everyone


@dataclass(frozen=True)
class NavLink:
    """A menu entry on one page. current: this page or one below it."""

    label: str
    href: str
    current: bool


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry; the same entry twice is one, another entry for the same address raises ValueError."""
    if _items.setdefault(item.address, item) != item:
        raise ValueError(f"the menu has another entry for {item.address}")


def links(request: HttpRequest, place: Place = "main") -> tuple[NavLink, ...]:
    """Return this reader's entries in order; the longest address that fits the page is current."""
    here = [item for item in _items.values() if item.place == place and item.visible(request)]
    seen = sorted(here, key=lambda item: item.order)
    hrefs = [reverse(item.address) for item in seen]
    current = max((href for href in hrefs if request.path.startswith(href)), key=len, default="")
    return tuple(NavLink(str(item.label), href, href == current) for item, href in zip(seen, hrefs, strict=True))
