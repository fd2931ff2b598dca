"""Datasets of JSON-stat 2.0 (json-stat.org/full): a cube of dimensions whose last one runs fastest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any


@dataclass(frozen=True)
class Dimension:
    """One dimension: its categories' codes in order, each with a label, and what else its ``category`` holds.

    role: "time", "geo", "metric" or nothing.
    """

    key: str
    label: str
    categories: Mapping[str, str]
    role: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_content(self) -> dict[str, Any]:
        """Return it as it stands in a dataset."""
        category = {"index": list(self.categories), "label": dict(self.categories), **self.more}
        return {"label": self.label, "category": category}


def steps_of(sizes: Sequence[int]) -> list[int]:
    """Return for each dimension how far apart two neighbouring categories stand, in row-major order.

    A cell stands at the sum of each of its places times the dimension's step.
    """
    return [prod(sizes[part + 1 :]) for part in range(len(sizes))]


def fill(values: Mapping[int, float | None], size: int) -> list[float | None] | dict[str, float]:
    """Return values by position as a list when at least half of the cells have one, else as an object."""
    there = {position: value for position, value in values.items() if value is not None}
    if 2 * len(there) >= size:
        return [there.get(position) for position in range(size)]
    return {str(position): there[position] for position in sorted(there)}


def make_dataset(
    *,
    texts: Mapping[str, Any],
    dimensions: Sequence[Dimension],
    values: Mapping[int, float | None],
    statuses: Mapping[int, str],
    extension: Mapping[str, Any],
) -> dict[str, Any]:
    """Return a dataset. ``texts``: label, source, updated and note; ``statuses`` by position, of those that have one.

    A cell that has neither value nor status is one of which nothing is known.
    """
    sizes = [len(dimension.categories) for dimension in dimensions]
    roles: dict[str, list[str]] = {}
    for dimension in dimensions:
        if dimension.role:
            roles.setdefault(dimension.role, []).append(dimension.key)
    dataset = {
        "version": "2.0",
        "class": "dataset",
        **{name: text for name, text in texts.items() if text},
        "id": [dimension.key for dimension in dimensions],
        "size": sizes,
        "role": roles,
        "dimension": {dimension.key: dimension.as_content() for dimension in dimensions},
        "value": fill(values, prod(sizes)),
        "extension": dict(extension),
    }
    if statuses:
        dataset["status"] = {str(position): statuses[position] for position in sorted(statuses)}
    return dataset
