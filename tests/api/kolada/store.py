"""A store in memory that is read as the real one, and counts how often it is."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from kompassros.statistics.values import Status, Value

EPOCH = date(1970, 1, 1)


def value(
    indicator: int,
    period: int,
    unit: int,
    number: float | None,
    *,
    gender: int = 0,
    unit_class: int = 0,
    status: int = Status.PRESENT,
    seen: date = EPOCH,
) -> Value:
    return Value(
        *(indicator, period, gender, unit, unit_class, number, status, 1, (seen - EPOCH).days),
        from_low=None,
        from_high=None,
        quarter=None,
    )


class Store:
    """Rows that a test adds, and how they were asked for."""

    def __init__(self) -> None:
        self.rows: list[Value] = []
        self.asked: list[dict[str, Any]] = []

    def add(self, rows: Iterable[Value]) -> None:
        self.rows = sorted((*self.rows, *rows), key=lambda row: (row.indicator, row.period, row.unit, row.gender))

    def values(self, *, limit: int | None = None, offset: int = 0, **wanted: Any) -> list[Value]:
        self.asked.append(wanted)
        found = [row for row in self.rows if self._is_wanted(row, **wanted)]
        return found[offset : None if limit is None else offset + limit]

    def objects(self, *, limit: int | None = None, offset: int = 0, **wanted: Any) -> list[list[Value]]:
        rows = self.values(**wanted)
        found = [list(one) for _key, one in groupby(rows, lambda row: (row.indicator, row.period, row.unit))]
        return found[offset : None if limit is None else offset + limit]

    def count_objects(self, **wanted: Any) -> int:
        return len({(row.indicator, row.period, row.unit) for row in self.rows if self._is_wanted(row, **wanted)})

    def _is_wanted(
        self,
        row: Value,
        *,
        indicators: Sequence[int] = (),
        periods: Sequence[int] = (),
        units: Sequence[int] = (),
        genders: Sequence[int] = (),
        classes: Sequence[int] = (),
        since: date | None = None,
        deleted: bool = False,
    ) -> bool:
        kept = ((indicators, row.indicator), (periods, row.period), (units, row.unit), (genders, row.gender))
        return (
            all(not allowed or one in allowed for allowed, one in (*kept, (classes, row.unit_class)))
            and (since is None or row.seen >= (since - EPOCH).days)
            and (deleted or row.status != Status.DELETED)
        )
