"""The chapters of a published report as the pages need them, read from its frozen edition alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from kompassros.methods.shares import Shares, share_out
from kompassros.steering.writing.frozen_report import FrozenSection


@dataclass(frozen=True)
class Film:
    """A film on a site of the municipality: the page only links to it. ``host``: whose server it is."""

    address: str
    title: str
    host: str


@dataclass(frozen=True)
class Chapter(FrozenSection):
    """A section of a frozen report with what its page adds."""

    @property
    def key(self) -> UUID:
        """Its identity, the same in every edition: its address and its comments hang on it."""
        return UUID(self.uid)

    @property
    def linked_film(self) -> Film | None:
        """Its film, None for none and for an address that is not one of the web."""
        told = self.film
        parts = urlsplit(told["address"]) if told else None
        if told is None or parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        return Film(told["address"], told["title"] or parts.hostname, parts.hostname)


def shares_of(chapters: Iterable[Chapter]) -> Shares:
    """Return how many indicators have each status; one that stands in several chapters counts once."""
    found = {(goal.uid, one.uid): one.attainment for chapter in chapters for goal, one in chapter.indicators}
    return share_out(found.values())


def shares_of_all(chapters: Iterable[Chapter]) -> Shares:
    """Return the shares of the first chapter that is about all targets, else those of the indicators that are shown."""
    every = list(chapters)
    whole = next((each.shares for each in every if each.kind == "summary" and each.shares), None)
    return whole or shares_of(every)
