"""Pages of an answer and the envelope around them, in each version's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.encoding import escape_uri_path

from kompassros.api.kolada.versions import V3, Version

MOST_ON_PAGE = 5_000
MOST_PAGES = 1_000_000


@dataclass(frozen=True)
class Page:
    """One page of an answer; the first has the number 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """Return how many things stand before the page."""
        return (self.number - 1) * self.size

    @property
    def reach(self) -> int:
        """Return how many things to read: one more than the page holds tells whether there is a next page."""
        return self.size + 1


def envelope(found: Sequence[Any], page: Page, request: HttpRequest, version: Version) -> dict[str, Any]:
    """Return the answer around a page of ``found``, which was read up to ``page.reach``.

    ``count`` is how many stand on this page, as in Kolada. Version 2 leaves out the address of a page that there is
    not, version 3 gives null. The addresses keep every filter of the request.
    """
    values = list(found[: page.size])
    following = _address(request, page.number + 1) if len(found) > page.size else None
    before = _address(request, page.number - 1) if page.number > 1 else None
    if version is V3:
        return {"values": values, "count": len(values), "next_url": following, "previous_url": before}
    links = {"next_page": following, "previous_page": before}
    return {"count": len(values), "values": values} | {name: link for name, link in links.items() if link}


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return request.build_absolute_uri(f"{escape_uri_path(request.path)}?{query.urlencode(safe=',')}")
