"""Slots: places on a page that upper apps fill, so that no lower app imports an upper one.

A page asks ``fill("organisation.sections", request=..., organisation=...)`` and gets the pieces in their order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Provider = Callable[..., "Piece | None"]


@dataclass(frozen=True)
class Piece:
    """Part of a page: a heading, the template that draws it and what the template needs; ``count`` things are in it."""

    key: str
    heading: str
    template: str
    context: dict[str, Any]
    count: int = 1


_providers: dict[str, list[tuple[int, str, Provider]]] = defaultdict(list)


def register(slot: str, key: str, order: int, provider: Provider) -> None:
    """Register a provider when an app starts. Pieces come in ``order``; a key stands once in a slot."""
    if any(known == key for _order, known, _provider in _providers[slot]):
        raise ValueError(f"Slot {slot} has a piece {key} already.")
    _providers[slot].append((order, key, provider))
    _providers[slot].sort(key=lambda entry: entry[:2])


def fill(slot: str, **context: Any) -> Iterator[Piece]:
    """Yield the pieces of a slot; a provider that has nothing to say returns None and is left out."""
    for _order, _key, provider in _providers[slot]:
        piece = provider(**context)
        if piece is not None:
            yield piece
