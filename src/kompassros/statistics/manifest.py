"""The manifest of a release: its parts, each a file of values and one of cells, and the indicators each answers for.

A part may hold more indicators than it answers for: those that a later part has anew. So a release after a small
change names the old files and one new pair, and nothing is written twice.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kompassros.records import freezing

SCHEMA = 1
Ranges = tuple[tuple[int, int], ...]


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """Return numbers as ranges, both ends included, in order: 1, 2, 3, 7 is (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


@dataclass(frozen=True)
class StoredFile:
    """One immutable file of the store."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Part:
    """A file of values and its cells. ``whole``: it answers for every indicator that stands in them."""

    indicators: Ranges
    whole: bool
    values: StoredFile
    cells: StoredFile

    def numbers(self) -> set[int]:
        """Return the indicators that are read from here."""
        return {number for first, last in self.indicators for number in range(first, last + 1)}

    def without(self, numbers: set[int]) -> "Part | None":
        """Return the part without some indicators, None when none are left."""
        left = self.numbers() - numbers
        if len(left) == len(self.numbers()):
            return self
        return Part(ranges_of(left), False, self.values, self.cells) if left else None


@dataclass(frozen=True)
class Manifest:
    """All parts of a release, and the files of values that were restated since the dataset's first one."""

    parts: tuple[Part, ...] = ()
    restated: tuple[StoredFile, ...] = ()

    @cached_property
    def _starts(self) -> tuple[list[int], list[tuple[int, Part]]]:
        entries = sorted(
            (first, last, index) for index, part in enumerate(self.parts) for first, last in part.indicators
        )
        return [first for first, _, _ in entries], [(last, self.parts[index]) for _, last, index in entries]

    def part_of(self, indicator: int) -> Part | None:
        """Return the part that answers for an indicator."""
        starts, ends = self._starts
        position = bisect_right(starts, indicator) - 1
        if position < 0 or ends[position][0] < indicator:
            return None
        return ends[position][1]

    def parts_for(self, indicators: Sequence[int]) -> list[tuple[Part, list[int]]]:
        """Return the parts that have any of the indicators, each with those; all parts where none are named."""
        if not indicators:
            return [(part, []) for part in self.parts]
        found: dict[int, tuple[Part, list[int]]] = {}
        for indicator in indicators:
            part = self.part_of(indicator)
            if part is not None:
                found.setdefault(id(part), (part, []))[1].append(indicator)
        return list(found.values())

    def files(self) -> list[StoredFile]:
        """Return every file that the release needs."""
        return [*(file for part in self.parts for file in (part.values, part.cells)), *self.restated]

    def numbers(self) -> set[int]:
        """Return all indicators of the release."""
        return set().union(*(part.numbers() for part in self.parts))

    def followed_by(self, new: Sequence[Part], restated: Sequence[StoredFile]) -> "Manifest":
        """Return the manifest in which the new parts answer for their indicators, and the old ones for the rest."""
        taken = set().union(*(part.numbers() for part in new))
        kept = [part.without(taken) for part in self.parts]
        return Manifest((*(part for part in kept if part is not None), *new), (*self.restated, *restated))

    def as_content(self) -> dict[str, Any]:
        """Return it as it is frozen."""
        return {
            "schema": SCHEMA,
            "parts": [_part_content(part) for part in self.parts],
            "restated": [_file_content(file) for file in self.restated],
        }


def _part_content(part: Part) -> dict[str, Any]:
    return {
        "indicators": [list(pair) for pair in part.indicators],
        "whole": part.whole,
        "values": _file_content(part.values),
        "cells": _file_content(part.cells),
    }


def _file_content(file: StoredFile) -> dict[str, Any]:
    return {"name": file.name, "rows": file.rows, "sha256": file.sha256}


def read_manifest(content: dict[str, Any]) -> Manifest:
    """Return the manifest that was frozen."""
    parts = (
        Part(
            indicators=tuple((first, last) for first, last in entry["indicators"]),
            whole=entry["whole"],
            values=StoredFile(**entry["values"]),
            cells=StoredFile(**entry["cells"]),
        )
        for entry in content["parts"]
    )
    return Manifest(tuple(parts), tuple(StoredFile(**entry) for entry in content["restated"]))


freezing.register_reader("release", SCHEMA, read_manifest)
