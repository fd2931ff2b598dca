"""How far the values of a release reach: in time, and over which classes of units."""

from dataclasses import dataclass
from functools import lru_cache

from kompassros.statistics import reading, store


@dataclass(frozen=True)
class Span:
    """First and last period in which anybody has a value, and the classes of units that have any."""

    first: int
    last: int
    classes: frozenset[int]


@lru_cache(maxsize=32)
def span_of(release_pk: int) -> Span | None:
    """Return the span of a release, None where nobody has a value; read from its cells once, for it never changes.

    Files of which later ones answer for some indicators are read whole, so that it can reach a little too far.
    """
    parts = [part for part in reading.manifest_of(release_pk).parts if part.indicators]
    if not parts:
        return None
    files = [str(store.path_of(part.cells.name)) for part in parts]
    sql = "SELECT min(period), max(period), list(DISTINCT unit_class) FROM read_parquet(?)"
    first, last, classes = store.fetch(sql, [files])[0]
    return None if first is None else Span(first, last, frozenset(classes))
