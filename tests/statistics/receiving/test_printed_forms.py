"""Cells as municipalities print them: each form is read as what it is, or refused with its reason.

The forms are figures and short words from the municipalities' own pages; see the column "municipality".
"""

from fractions import Fraction

import pytest

from kompassros.methods.rounding import round_half_up
from kompassros.statistics.receiving.printed_numbers import Reading, read_printed
from kompassros.statistics.receiving.printed_series import read_series
from kompassros.statistics.receiving.symbols import OWN
from kompassros.statistics.values import Status
from tests.statistics.receiving.cases import rows_of

FORMS = rows_of("printed_forms.csv")
STALE = "Jämtland, targeted measures, 2020"
TABLES = sorted({row["table"] for row in rows_of("county_means.csv")})


def shown(reading: Reading) -> str:
    """Return a reading in one line: status unless present, value, [unit], @period, note."""
    if reading.refusal:
        return f"refused: {reading.refusal}"
    parts = (
        "" if reading.status is Status.PRESENT else reading.status.name,
        "" if reading.value is None else f"{reading.value:f}",
        f"[{reading.unit}]" if reading.unit else "",
        f"@{reading.period}" if reading.period else "",
        reading.note or "",
    )
    return " ".join(filter(None, parts))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form['column']}: {form['printed'][:40]}")
def test_printed_form(form: dict[str, str]) -> None:
    readings = read_series(form["printed"], meanings=OWN)
    assert " | ".join(map(shown, readings)) == form["expected"]


def members(table: str) -> tuple[dict[str, Reading], str]:
    rows = [row for row in rows_of("county_means.csv") if row["table"] == table]
    return {row["municipality"]: read_printed(row["value"], meanings=OWN) for row in rows}, rows[0]["mean"]


def mean_of(readings: list[Reading]) -> int:
    """Unweighted mean of the members with a value, rounded to whole kronor."""
    present = [Fraction(reading.value) for reading in readings if reading.value is not None]
    return int(round_half_up(sum(present) / len(present), 0))


@pytest.mark.parametrize("table", [table for table in TABLES if table != STALE])
def test_mean_of_a_county_is_the_one_that_is_printed(table: str) -> None:
    readings, printed = members(table)
    assert mean_of(list(readings.values())) == read_printed(printed, meanings=OWN).value


def test_mean_that_was_not_renewed_lacks_the_member_whose_value_came_late() -> None:
    readings, printed = members(STALE)
    value = read_printed(printed, meanings=OWN).value
    assert mean_of(list(readings.values())) == 2669
    assert value == 2827
    without = [reading for name, reading in readings.items() if name != "Krokom"]
    assert mean_of(without) == value


def test_tables_of_counties_hold_members_without_a_value() -> None:
    missing = [row["municipality"] for row in rows_of("county_means.csv") if row["value"] == "-"]
    assert missing == ["Krokom", "Krokom", "Oxelösund"]
    assert len(TABLES) == 10
