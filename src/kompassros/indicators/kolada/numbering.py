"""From codes to numbers: the table of observations that a release is made of."""

from collections.abc import Iterable, Mapping
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from kompassros.indicators.models import Indicator
from kompassros.statistics.layout import OBSERVATIONS
from kompassros.statistics.models import Unit, UnitGroup

COUNTRY = "SE"


class Numbers:
    """The numbers by which the store knows indicators and units, by Kolada's codes."""

    def __init__(
        self, *, indicators: Mapping[str, int], units: Mapping[str, tuple[int, int]], groups: Iterable[str]
    ) -> None:
        self.indicators = indicators
        self.units = units
        self.groups = frozenset(groups)

    @classmethod
    def read(cls) -> Self:
        """Read them all; three queries."""
        units = Unit.objects.filter(country=COUNTRY).values_list("code", "number", "unit_class_id")
        return cls(
            indicators=dict(Indicator.objects.values_list("code", "number")),
            units={code: (number, unit_class) for code, number, unit_class in units},
            groups=UnitGroup.objects.values_list("code", flat=True),
        )


class Numberer:
    """Puts numbers in the place of codes, column by column. What is not known is counted by code and left out."""

    def __init__(self, numbers: Numbers) -> None:
        self._indicator_codes = pa.array(list(numbers.indicators), pa.string())
        self._indicators = pa.array(list(numbers.indicators.values()), pa.int32())
        self._unit_codes = pa.array(list(numbers.units), pa.string())
        self._units = pa.array([number for number, _unit_class in numbers.units.values()], pa.int32())
        self._classes = pa.array([unit_class for _number, unit_class in numbers.units.values()], pa.int16())
        self.unknown_indicators: dict[str, int] = {}
        self.unknown_units: dict[str, int] = {}
        self.left_out = 0

    def number(self, table: pa.Table, *, unit_column: str) -> pa.Table:
        """Return the rows of which both codes are known, with the store's columns."""
        kpi = table["kpi"].combine_chunks().cast(pa.string())
        unit = table[unit_column].combine_chunks().cast(pa.string())
        indicator_at = pc.index_in(kpi, value_set=self._indicator_codes)
        unit_at = pc.index_in(unit, value_set=self._unit_codes)
        _count_unknown(kpi, indicator_at, self.unknown_indicators)
        _count_unknown(unit, unit_at, self.unknown_units)
        known = pc.and_(indicator_at.is_valid(), unit_at.is_valid())
        numbered = table.select(["period", "gender", "value", "status", "count"])
        for name, values in (
            ("indicator", self._indicators.take(indicator_at)),
            ("unit", self._units.take(unit_at)),
            ("unit_class", self._classes.take(unit_at)),
        ):
            numbered = numbered.append_column(name, values)
        kept = numbered.filter(known).select(OBSERVATIONS.names).cast(OBSERVATIONS)
        self.left_out += table.num_rows - kept.num_rows
        return kept


def _count_unknown(codes: pa.Array, at: pa.Array, counts: dict[str, int]) -> None:
    for entry in codes.filter(at.is_null()).value_counts().to_pylist():
        counts[entry["values"]] = counts.get(entry["values"], 0) + entry["counts"]
