"""Steering models as data: levels, perspectives, and what they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.utils.translation import get_language

from kompassros.records.packaged import packaged

FILE = "models.yaml"


@dataclass(frozen=True)
class Named:
    """A level or a perspective: its key, and what it is called by language. ``body``: kinds with a card on a level."""

    key: str
    words: Mapping[str, str]
    body: tuple[str, ...] = ()

    def __str__(self) -> str:
        return spoken(self.words)


@dataclass(frozen=True)
class Structure:
    """A steering model. ``levels`` from the council down; ``own``: whether the model is our own choice."""

    key: str
    words: Mapping[str, str]
    source: str
    own: bool
    levels: tuple[Named, ...]
    perspectives: tuple[Named, ...]

    def __str__(self) -> str:
        return spoken(self.words)

    def level_of(self, kind: str) -> Named | None:
        """Return the level on which an organisation of a kind has its card; None for one that has none."""
        return next((level for level in self.levels if kind in level.body), None)

    def level(self, key: str) -> Named | None:
        """Return a level by its key."""
        return next((level for level in self.levels if level.key == key), None)

    def perspective(self, key: str) -> Named | None:
        """Return a perspective by its key, None for goals that stand in none."""
        return next((one for one in self.perspectives if one.key == key), None)


def spoken(words: Mapping[str, str]) -> str:
    """Return the word in the reader's language, else in the first language there is."""
    return words.get(get_language() or "") or next(iter(words.values()), "")


def read_structure(content: Mapping[str, Any]) -> Structure:
    """Return the structure that a plan or a data file holds. KeyError for one that lacks something."""
    return Structure(
        key=content["key"],
        words=content["words"],
        source=content["source"],
        own=content["own"],
        levels=_named(content["levels"]),
        perspectives=_named(content["perspectives"]),
    )


def _named(entries: Sequence[Mapping[str, Any]]) -> tuple[Named, ...]:
    return tuple(Named(entry["key"], entry["words"], tuple(entry.get("body", ()))) for entry in entries)


@cache
def _contents() -> dict[str, dict[str, Any]]:
    entries = yaml.safe_load(packaged("kompassros.steering", FILE))
    return {entry["key"]: entry for entry in entries}


def packaged_structures() -> list[Structure]:
    """Return the models that the product carries, in the order of the file."""
    return [read_structure(content) for content in _contents().values()]


def content_of(key: str) -> dict[str, Any]:
    """Return a packaged model as a plan keeps it. KeyError for one that is not there."""
    return _contents()[key]
