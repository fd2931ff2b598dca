from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.totals import Origin, Total, reconcile

POINTS = st.decimals(0, 100, places=1)


def areas(*points: str) -> list[Decimal | None]:
    return [Decimal(value) for value in points]


TYRESO_2015 = areas("74", "74", "78", "55", "67", "64", "60", "64")
STOCKHOLM_2009 = areas("74", "78.5", "74.5", "82", "80", "62", "59", "92")
MEDIANS_2009 = areas("60.5", "56.2", "65.3", "66.0", "53.5", "56.7", "44.8", "73.4")
OREBRO_2010 = areas("52", "80", "66", "59", "51", "71", "55", "82")
REFERENCE_KARLSKRONA_2014 = areas("50", "54", "67", "55", "56", "55", "51", "66")


def test_reconcile_areas_that_add_up_to_the_printed_total() -> None:
    assert reconcile(TYRESO_2015, Decimal(536)) == Total(
        total=Decimal(536),
        origin=Origin.PRINTED,
        printed=Decimal(536),
        area_sum=Decimal(536),
        adds_up=True,
        difference=Decimal(0),
    )


@pytest.mark.parametrize(
    ("points", "stated"),
    [
        (areas("68", "85", "86", "74", "70", "74", "71", "87"), 615),  # Örebro 2012
        (areas("61", "60", "73", "53", "70", "56", "65", "68"), 506),  # Grästorp 2014
        (areas("48", "49", "62", "44", "46", "46", "49", "71"), 415),  # Karlskrona 2011
        (areas("69", "67", "65", "61", "53", "54", "73", "67"), 509),  # Karlskrona 2014
    ],
)
def test_reconcile_published_profiles_that_add_up(points: list[Decimal | None], stated: int) -> None:
    assert reconcile(points, Decimal(stated)).adds_up is True


def test_reconcile_keeps_printed_total_that_the_areas_do_not_give() -> None:
    result = reconcile(REFERENCE_KARLSKRONA_2014, Decimal(455))
    assert (result.total, result.printed, result.area_sum) == (Decimal(455), Decimal(455), Decimal(454))
    assert (result.adds_up, result.difference) == (False, Decimal(1))


@pytest.mark.parametrize(
    ("stated", "adds_up", "difference"),
    [("535.9", False, "-0.1"), ("536", True, "0"), ("536.0", True, "0"), ("536.1", False, "0.1")],
)
def test_reconcile_at_and_beside_the_sum(stated: str, adds_up: bool, difference: str) -> None:
    result = reconcile(TYRESO_2015, Decimal(stated))
    assert (result.adds_up, result.difference) == (adds_up, Decimal(difference))


def test_reconcile_computes_the_total_when_none_is_printed() -> None:
    assert reconcile(STOCKHOLM_2009, None) == Total(
        total=Decimal(602),
        origin=Origin.COMPUTED,
        printed=None,
        area_sum=Decimal(602),
        adds_up=None,
        difference=None,
    )


def test_reconcile_sums_area_medians_exactly() -> None:
    assert reconcile(MEDIANS_2009, None).area_sum == Decimal("476.4")


def test_reconcile_derived_total_is_not_printed() -> None:
    result = reconcile(OREBRO_2010, Decimal(516), stated_is_printed=False)
    assert (result.total, result.origin, result.printed) == (Decimal(516), Origin.DERIVED, None)
    assert result.adds_up is True


def test_reconcile_never_sums_some_of_the_areas() -> None:
    hultsfred_2021 = [None, Decimal(67), None, None, None, None, None, None]
    result = reconcile(hultsfred_2021, None)
    assert (result.total, result.origin, result.area_sum) == (None, Origin.NONE, None)


@pytest.mark.parametrize("missing", range(8))
def test_reconcile_one_missing_area_leaves_the_sum_open(missing: int) -> None:
    points = [None if index == missing else value for index, value in enumerate(TYRESO_2015)]
    result = reconcile(points, Decimal(536))
    assert (result.total, result.area_sum, result.adds_up, result.difference) == (
        Decimal(536),
        None,
        None,
        None,
    )


def test_reconcile_total_without_areas() -> None:
    ulstein_2013 = reconcile([], Decimal(361))
    assert (ulstein_2013.total, ulstein_2013.origin, ulstein_2013.area_sum) == (
        Decimal(361),
        Origin.PRINTED,
        None,
    )
    assert reconcile([], None).origin is Origin.NONE


@given(st.lists(st.none() | POINTS, max_size=9), st.none() | st.decimals(0, 900, places=1), st.booleans())
def test_reconcile_holds_its_parts_together(
    points: list[Decimal | None], stated: Decimal | None, printed: bool
) -> None:
    result = reconcile(points, stated, printed)
    assert (result.area_sum is None) == (not points or None in points)
    assert (result.difference is None) == (result.adds_up is None) == (None in (stated, result.area_sum))
    assert (result.total is None) == (result.origin is Origin.NONE)
    assert (result.printed is not None) == (result.origin is Origin.PRINTED)
    if stated is not None:
        assert result.total == stated
    if result.difference is not None and result.area_sum is not None:
        assert result.area_sum + result.difference == stated
