"""A first guess at what the dimensions of a JSON-stat dataset are, with the reasons."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.guessing import LEAST_SHARE, ROLE_NAMES, Guess
from kompassros.statistics.receiving.headers import is_year
from kompassros.statistics.receiving.jsonstat import Dataset, Dimension, DimensionRole
from kompassros.statistics.receiving.mapping import DatasetMapping
from kompassros.statistics.receiving.proposing import source_named
from kompassros.statistics.receiving.recognising import Known
from kompassros.statistics.receiving.resolving import Resolver, Role

_STATED: tuple[tuple[DimensionRole, Role], ...] = (("time", "period"), ("geo", "unit"), ("metric", "indicator"))


@dataclass(frozen=True)
class DatasetProposal:
    """A mapping to be looked over, and its reasons. What could not be guessed is left open in the mapping."""

    mapping: DatasetMapping
    reasons: tuple[Guess, ...]


def propose_dataset(dataset: Dataset, known: Known) -> DatasetProposal:
    """Guess which dimension is the year, unit, gender and indicator: by the roles the dataset states, else by content.

    A further dimension is never picked from, not even its total: that is for a person to say.
    """
    guesser = _Guesser(dataset, Resolver(known, {}))
    found: dict[Role, str] = {}
    for stated, role in _STATED:
        key = guesser.stated(stated, role) or guesser.recognised(role, taken=found.values())
        if key:
            found[role] = key
    gender = guesser.recognised("gender", taken=found.values())
    symbols = source_named([dataset.source, dataset.label])
    mapping = DatasetMapping(
        time=found.get("period"),
        geo=found.get("unit"),
        metric=found.get("indicator"),
        gender=gender,
        symbols=symbols or "own",
        empty="left out" if dataset.sparse else "missing",
    )
    return DatasetProposal(mapping, tuple(guesser.reasons))


class _Guesser:
    def __init__(self, dataset: Dataset, resolver: Resolver) -> None:
        self._dataset = dataset
        self._resolver = resolver
        self.reasons: list[Guess] = []

    def stated(self, stated: DimensionRole, role: Role) -> str | None:
        """Return the one dimension that the dataset itself gives this role."""
        named = [dimension for dimension in self._dataset.dimensions if dimension.role == stated]
        if len(named) != 1:
            return None
        message = _("The dataset says that “%(name)s” is it.") % {"name": named[0].label}
        self.reasons.append(Guess("", str(ROLE_NAMES[role]), message))
        return named[0].key

    def recognised(self, role: Role, *, taken: Collection[str]) -> str | None:
        """Return the dimension without a role of its own most of whose categories are recognised."""
        free = [
            dimension for dimension in self._dataset.dimensions if not dimension.role and dimension.key not in taken
        ]
        shares = [self._share(role, dimension) for dimension in free]
        share = max(shares, default=0.0)
        if share < LEAST_SHARE[role]:
            return None
        dimension = free[shares.index(share)]
        message = _("%(share)s per cent of the categories of “%(name)s” are recognised.")
        values = {"share": round(share * 100), "name": dimension.label}
        self.reasons.append(Guess("", str(ROLE_NAMES[role]), message % values))
        return dimension.key

    def _share(self, role: Role, dimension: Dimension) -> float:
        """Return the share of recognised categories. A code that is a year is not taken for a unit's."""
        recognised = 0
        for category in dimension.categories:
            texts = [text for text in category if role != "unit" or not is_year(text)]
            recognised += any(self._resolver.resolve(role, text).value is not None for text in texts)
        return recognised / len(dimension.categories) if dimension.categories else 0
