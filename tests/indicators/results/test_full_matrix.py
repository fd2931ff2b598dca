"""The groups of a year's 40 measures against a count by hand, on the made-up values of 290 municipalities."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest

from kompassros.indicators import made_up, unit_values
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.content import MeasureResult
from kompassros.methods.quarters import QUARTER_GROUPS, SignRule, SignSetting
from kompassros.statistics import reading
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Status, Value

pytestmark = pytest.mark.django_db

CODES = ("M001", "M042", "M097", "M133", "M180", "M211", "M256", "M290")
YEARS = (2024, 2021)
SETTINGS = {
    "quarters": QUARTER_GROUPS,
    "fourths": SignSetting(SignRule.FOURTHS),
    "against the mean": SignSetting(SignRule.AGAINST_MEAN),
    "against the mean, narrow": SignSetting(SignRule.AGAINST_MEAN, band=Fraction(1, 50)),
}
BAND = {"against the mean": Fraction(1, 10), "against the mean, narrow": Fraction(1, 50)}
Matrix = Mapping[tuple[int, int], Mapping[int, Value]]


@pytest.fixture(autouse=True)
def demo_store() -> Iterator[None]:
    """The store of the demo, and nothing kept from another test's."""
    for kept in (reading.manifest_of, unit_values._read):
        kept.cache_clear()
    yield
    for kept in (reading.manifest_of, unit_values._read):
        kept.cache_clear()


@pytest.fixture
def of_set() -> MeasureSet:
    return MeasureSet.objects.get(key=made_up.SET)


@pytest.fixture
def matrix(of_set: MeasureSet) -> Matrix:
    """All values of the 40 measures by measure and year, then by municipality; their places are not looked at."""
    numbers = list(of_set.measures.values_list("indicator_id", flat=True))
    (unit_class,) = set(Unit.objects.filter(country=made_up.COUNTRY).values_list("unit_class_id", flat=True))
    found: dict[tuple[int, int], dict[int, Value]] = {}
    for row in reading.values(indicators=numbers, classes=[unit_class], genders=[0]):
        found.setdefault((row.indicator, row.period), {})[row.unit] = row
    return found


def numbers_in(cell: Mapping[int, Value]) -> list[float]:
    there = (Status.PRESENT, Status.PRELIMINARY)
    return [row.value for row in cell.values() if row.status in there and row.value is not None]


def is_cut(ordered: list[float], places: Fraction) -> bool:
    """Whether a value of more than a third of all stands on both sides of so many places from the front."""
    inside = {value for place, value in enumerate(ordered, start=1) if place <= places}
    outside = {value for place, value in enumerate(ordered, start=1) if place > places}
    return any(3 * ordered.count(value) > len(ordered) for value in inside & outside)


def groups_by_value(values: list[float], direction: str, rule: str) -> dict[float, str | None]:
    """Count the group of each value by the words of the rule."""
    if rule in BAND:
        return against_the_mean(values, direction, BAND[rule])
    ordered, n = sorted(values, reverse=direction == "high"), len(values)
    quarter, half = Fraction(n, 4), Fraction(n, 2)
    borders = [quarter, half] if rule == "fourths" else [quarter]
    if n < 20 or any(is_cut(one, border) for one in (ordered, ordered[::-1]) for border in borders):
        return dict.fromkeys(values)
    places = {value: (ordered.index(value) + 1, ordered[::-1].index(value) + 1) for value in set(values)}
    return {value: by_place(*ends, quarter, half if rule == "fourths" else None) for value, ends in places.items()}


def by_place(from_best: int, from_worst: int, quarter: Fraction, half: Fraction | None) -> str:
    if (from_best <= quarter) != (from_worst <= quarter):
        return "best" if from_best <= quarter else "worst"
    if half is not None and (from_best <= half) != (from_worst <= half):
        return "better middle" if from_best <= half else "worse middle"
    return "middle"


def against_the_mean(values: list[float], direction: str, band: Fraction) -> dict[float, str | None]:
    written = {value: Fraction(str(value)) for value in values}
    mean = sum(written[value] for value in values) / len(values)
    better = 1 if direction == "high" else -1
    return {
        value: "middle" if abs(one - mean) <= band * abs(mean) else "best" if better * (one - mean) > 0 else "worst"
        for value, one in written.items()
    }


class Count:
    """The count by hand for one rule; each cell is counted once."""

    def __init__(self, matrix: Matrix, rule: str) -> None:
        self.matrix, self.rule = matrix, rule
        self.known: dict[tuple[int, int], dict[float, str | None]] = {}

    def year_of(self, unit: Unit, measure: MeasureResult, year: int) -> int:
        """Return the latest year with a number, at most three back; where there is none the latest with a row."""
        cells = {one: self.matrix.get((measure.indicator.number, one), {}) for one in range(year - 3, year + 1)}
        rows = {one: cell[unit.number] for one, cell in cells.items() if unit.number in cell}
        return max([one for one, row in rows.items() if row.value is not None] or rows)

    def groups(self, measure: MeasureResult, year: int) -> dict[float, str | None]:
        slot = measure.indicator.number, year
        if slot not in self.known:
            direction = measure.measure.direction or measure.indicator.direction
            end = "low" if direction == "low" else "high"
            self.known[slot] = groups_by_value(numbers_in(self.matrix[slot]), end, self.rule)
        return self.known[slot]

    def group(self, unit: Unit, measure: MeasureResult, year: int) -> str | None:
        own = self.matrix[measure.indicator.number, year][unit.number]
        without = (measure.measure.direction or measure.indicator.direction) == "none"
        if without or own.value is None or own.status == Status.PRELIMINARY:
            return None
        return self.groups(measure, year)[own.value]

    def sizes(self, measure: MeasureResult, year: int) -> dict[str | None, int] | None:
        if (measure.measure.direction or measure.indicator.direction) == "none":
            return None
        groups = self.groups(measure, year)
        found = Counter(groups[value] for value in numbers_in(self.matrix[measure.indicator.number, year]))
        return None if None in found else {"best": 0, "worst": 0} | found


@pytest.mark.parametrize("rule", SETTINGS)
def test_groups_of_the_40_measures_equal_a_count_by_hand(of_set: MeasureSet, matrix: Matrix, rule: str) -> None:
    count, occurred = Count(matrix, rule), Counter[str | None]()
    codes = CODES if rule == "quarters" else CODES[::2]
    units = Unit.objects.filter(code__in=codes, country=made_up.COUNTRY).select_related("unit_class")
    for unit, year in product(units, YEARS):
        report = build_report(unit=unit, measure_set=of_set, year=year, setting=SETTINGS[rule])
        assert len(report.results) == 40
        for one in report.results:
            chosen = count.year_of(unit, one, year)
            found = (one.period, one.group and one.group.value, one.sizes)
            assert found == (chosen, count.group(unit, one, chosen), count.sizes(one, chosen)), one.indicator.code
            occurred[found[1]] += 1
    halves = {"better middle", "worse middle"} if rule == "fourths" else {"middle"}
    assert {"best", "worst", None} | halves <= occurred.keys()
    assert occurred.total() == 40 * len(codes) * len(YEARS)
