from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.plausibility import CANNOT_BE, ONLY_TOLD, Given, Kind, Limits, Suspicion, check_value

PER_CENT = Limits(year=2024, per_cent=True, least=Decimal(0), most=Decimal(100), largest_change=25)
PLAIN = Limits(year=2024)
shares = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(1), places=2)


def kinds(value: str, before: str | None = None, limits: Limits = PER_CENT, **more: Any) -> list[Kind]:
    last = None if before is None else Decimal(before)
    return [one.kind for one in check_value(Given(Decimal(value), **more), limits, last)]


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        ("75", "74", []),
        ("75", None, []),
        ("0", None, []),
        ("-1", None, [Kind.NEGATIVE_SHARE]),
        ("101", None, [Kind.OUT_OF_RANGE]),
        ("0.75", "74", [Kind.SHARE]),
        ("1", "74", [Kind.SHARE]),
        ("1.01", "1.02", []),
        ("0.75", None, [Kind.SHARE]),
        ("0.75", "1.5", [Kind.CHANGE]),
        ("0.75", "0.7", []),
        ("75", "60", []),
        ("75.1", "60", [Kind.CHANGE]),
        ("75", "0", []),
        ("75", "0.75", [Kind.SLIP]),
        ("2", "200", [Kind.SLIP]),
    ],
)
def test_level_against_limits_and_the_year_before(value: str, before: str | None, expected: list[Kind]) -> None:
    assert kinds(value, before) == expected


@pytest.mark.parametrize("factor", [100, 1000])
def test_slip_is_recognised_both_ways_with_what_it_should_be(factor: int) -> None:
    high = check_value(Given(Decimal(50 * factor)), PLAIN, Decimal(50))
    low = check_value(Given(Decimal(5000) / factor), PLAIN, Decimal(5000))
    assert high == [Suspicion(Kind.SLIP, "value", Decimal(50))]
    assert low == [Suspicion(Kind.SLIP, "value", Decimal(5000))]


@pytest.mark.parametrize(("ratio", "is_slip"), [("79", False), ("80", True), ("125", True), ("126", False)])
def test_slip_ends_a_quarter_beside_the_factor(ratio: str, is_slip: bool) -> None:
    assert (kinds(ratio, "1", PLAIN) == [Kind.SLIP]) is is_slip


@given(shares)
def test_share_is_always_told_with_its_per_cent(value: Decimal) -> None:
    assert check_value(Given(value), PER_CENT, Decimal(74)) == [Suspicion(Kind.SHARE, "value", value * 100)]


@given(st.integers(min_value=1, max_value=1000), st.integers(min_value=1, max_value=1000))
def test_value_of_its_own_fraction_is_right_and_its_share_is_caught(numerator: int, denominator: int) -> None:
    exact = 100 * Decimal(numerator) / denominator
    fraction: dict[str, Any] = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    limits = Limits(year=2024, per_cent=True, fraction=True)
    assert check_value(Given(round(exact, 1), **fraction), limits) == []
    if exact <= 100:
        told = check_value(Given(exact / 100, **fraction), limits)
        assert [one.kind for one in told] == [Kind.SHARE]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [Kind.NO_DENOMINATOR]),
        ({"numerator": Decimal(3)}, [Kind.NO_DENOMINATOR]),
        ({"numerator": Decimal(3), "denominator": Decimal(0)}, [Kind.NO_DENOMINATOR]),
        ({"denominator": Decimal(4)}, [Kind.NO_NUMERATOR]),
        ({"numerator": Decimal(3), "denominator": Decimal(4)}, []),
        ({"numerator": Decimal(3), "denominator": Decimal(5)}, [Kind.NOT_THE_FRACTION]),
    ],
)
def test_fraction_that_is_asked_for(more: dict[str, Any], expected: list[Kind]) -> None:
    assert kinds("75", None, Limits(year=2024, per_cent=True, fraction=True), **more) == expected


def test_fraction_of_other_units_fits_per_thousand_too() -> None:
    fraction = {"numerator": Decimal(12), "denominator": Decimal(4000)}
    assert kinds("3", None, PLAIN, **fraction) == []
    assert kinds("3.1", None, PLAIN, **fraction) == [Kind.NOT_THE_FRACTION]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"women": Decimal(70), "men": Decimal(80)}, []),
        ({"women": Decimal(80), "men": Decimal(70)}, []),
        ({"women": Decimal(30), "men": Decimal(45)}, []),
        ({"women": Decimal(80), "men": Decimal(90)}, [Kind.GENDERS]),
        ({"women": Decimal(-5)}, [Kind.NEGATIVE_SHARE]),
        ({"women": Decimal(90)}, []),
        ({"cases": 11, "population": 10}, [Kind.MORE_CASES]),
        ({"cases": 151, "is_sample": True}, [Kind.LARGE_SAMPLE]),
        ({"cases": 150, "is_sample": True}, []),
        ({"cases": 29, "population": 300, "is_sample": True}, [Kind.SMALL_SAMPLE]),
        ({"cases": 29, "population": 29, "is_sample": True}, []),
        ({"cases": 151}, []),
        ({"period_from": date(2024, 3, 2), "period_to": date(2024, 3, 1)}, [Kind.PERIOD_TURNED]),
        ({"period_from": date(2023, 12, 1), "period_to": date(2024, 3, 1)}, [Kind.PERIOD_OUTSIDE]),
        ({"period_to": date(2025, 1, 1)}, [Kind.PERIOD_OUTSIDE]),
        ({"period_from": date(2024, 1, 1), "period_to": date(2024, 12, 31)}, []),
    ],
)
def test_genders_cases_and_period(more: dict[str, Any], expected: list[Kind]) -> None:
    assert kinds("75", None, **more) == expected


def test_what_cannot_be_is_never_only_told() -> None:
    assert not CANNOT_BE & ONLY_TOLD
