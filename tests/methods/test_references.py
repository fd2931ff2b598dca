from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.references import (
    MINIMUM_N,
    SIZE_BANDS,
    Result,
    SizeBand,
    Statistic,
    admissible,
    in_size_band,
    latest_per_organisation,
    reference,
    size_band,
)


def result(
    organisation: str,
    year: int | None,
    total: str | None,
    areas: tuple[int | None, ...] = (None,) * 8,
    *,
    derived: bool = False,
    inhabitants: int | None = None,
) -> Result:
    return Result(
        key=f"{organisation}-{year}",
        organisation=organisation,
        year=year,
        total=None if total is None else Decimal(total),
        areas=tuple(None if points is None else Decimal(points) for points in areas),
        derived=derived,
        inhabitants=inhabitants,
    )


OREBRO_2010 = result("orebro", 2010, "516", (52, 80, 66, 59, 51, 71, 55, 82), derived=True)
OREBRO_2012 = result("orebro", 2012, "615", (68, 85, 86, 74, 70, 74, 71, 87))
OREBRO_2015 = result("orebro", 2015, "650")
GRASTORP_2014 = result("grastorp", 2014, "506", (61, 60, 73, 53, 70, 56, 65, 68))
TYRESO_2015 = result("tyreso", 2015, "536", (74, 74, 78, 55, 67, 64, 60, 64))
KARLSKRONA_2011 = result("karlskrona", 2011, "415", (48, 49, 62, 44, 46, 46, 49, 71))
KARLSKRONA_2014 = result("karlskrona", 2014, "509", (69, 67, 65, 61, 53, 54, 73, 67))
PRINTED = [OREBRO_2012, GRASTORP_2014, TYRESO_2015, KARLSKRONA_2014]

POINTS = st.decimals(0, 100, places=1)
RESULTS = st.builds(
    Result,
    key=st.uuids().map(str),
    organisation=st.sampled_from(["a", "b", "c", "d"]),
    year=st.none() | st.integers(2003, 2023),
    total=st.none() | st.decimals(0, 800, places=1),
    areas=st.tuples(*[st.none() | POINTS] * 3),
    derived=st.booleans(),
)


def test_reference_mean_of_four_profiles() -> None:
    value = reference(PRINTED, Statistic.MEAN)
    assert (value.total, value.total_n) == (Decimal("541.5"), 4)
    assert value.areas == tuple(map(Decimal, ("68", "71.5", "75.5", "60.75", "65", "62", "67.25", "71.5")))
    assert value.area_n == (4,) * 8
    assert (value.first_year, value.last_year) == (2012, 2015)
    assert value.members == ("orebro-2012", "grastorp-2014", "tyreso-2015", "karlskrona-2014")


def test_reference_median_of_an_even_number_is_between_the_middle_two() -> None:
    assert reference(PRINTED, Statistic.MEDIAN).total == Decimal("522.5")


def test_reference_median_of_totals_is_not_the_sum_of_area_medians() -> None:
    value = reference([OREBRO_2012, GRASTORP_2014, TYRESO_2015], Statistic.MEDIAN)
    assert value.total == Decimal(536)
    assert sum(points for points in value.areas if points is not None) == Decimal(542)


@pytest.mark.parametrize("statistic", list(Statistic))
def test_reference_of_fewer_than_three_gives_n_but_no_value(statistic: Statistic) -> None:
    two = reference(PRINTED[: MINIMUM_N - 1], statistic)
    assert (two.total, two.total_n) == (None, 2)
    assert two.areas == (None,) * 8
    assert two.area_n == (2,) * 8
    three = reference(PRINTED[:MINIMUM_N], statistic)
    assert (three.total is None, three.total_n) == (False, 3)


def test_reference_areas_have_an_n_of_their_own() -> None:
    gotland_2014 = result("gotland", 2014, "551", (61, None, None, None, None, None, 68, None))
    value = reference([OREBRO_2012, TYRESO_2015, gotland_2014], Statistic.MEDIAN)
    assert value.area_n == (3, 2, 2, 2, 2, 2, 3, 2)
    assert value.areas == (Decimal(68), None, None, None, None, None, Decimal(68), None)
    assert (value.total, value.total_n) == (Decimal(551), 3)


def test_reference_takes_areas_of_a_result_without_total() -> None:
    hultsfred_2021 = result("hultsfred", 2021, None, (None, 67, None, None, None, None, None, None))
    value = reference([*PRINTED, hultsfred_2021], Statistic.MEAN)
    assert (value.total_n, value.area_n[1], value.last_year) == (4, 5, 2021)


def test_reference_leaves_out_derived_results_and_the_compared_organisation() -> None:
    value = reference([OREBRO_2010, *PRINTED], Statistic.MEAN, leave_out="tyreso")
    assert value.members == ("orebro-2012", "grastorp-2014", "karlskrona-2014")
    assert value.total_n == 3


def test_reference_mean_that_does_not_end_has_twenty_eight_digits() -> None:
    value = reference([OREBRO_2012, GRASTORP_2014, KARLSKRONA_2014], Statistic.MEAN)
    assert str(value.total) == "543.3333333333333333333333333"


def test_reference_of_nothing_has_no_values() -> None:
    value = reference([], Statistic.MEDIAN)
    assert (value.total, value.total_n, value.areas, value.area_n) == (None, 0, (), ())
    assert (value.first_year, value.last_year, value.members) == (None, None, ())


def test_reference_refuses_results_with_different_numbers_of_areas() -> None:
    seven = result("a", 2000, "587", (None,) * 7)
    with pytest.raises(ValueError, match=r"different numbers of areas: \[7, 8\]"):
        reference([*PRINTED, seven], Statistic.MEDIAN)


def test_admissible_leaves_out_results_without_points() -> None:
    sodertalje_2008 = result("sodertalje", 2008, None)
    assert admissible([sodertalje_2008, OREBRO_2012]) == (OREBRO_2012,)


def test_latest_per_organisation_takes_the_latest_dated() -> None:
    undated = result("bærum", None, "535")
    given_results = [OREBRO_2015, KARLSKRONA_2014, OREBRO_2012, undated, KARLSKRONA_2011]
    assert latest_per_organisation(given_results) == (OREBRO_2015, KARLSKRONA_2014)


def test_latest_per_organisation_of_two_in_one_year_is_fixed_by_key() -> None:
    first = Result("x-2014-a", "x", 2014, Decimal(1), (), False)
    second = Result("x-2014-b", "x", 2014, Decimal(2), (), False)
    assert latest_per_organisation([first, second]) == latest_per_organisation([second, first]) == (second,)


def test_latest_of_the_admissible_is_an_earlier_printed_result() -> None:
    derived = result("karlskrona", 2016, "520", derived=True)
    both = [KARLSKRONA_2014, derived]
    assert latest_per_organisation(both) == (derived,)
    assert latest_per_organisation(admissible(both)) == (KARLSKRONA_2014,)


@pytest.mark.parametrize(
    ("inhabitants", "key"),
    [
        (0, "under_5000"),
        (4_999, "under_5000"),
        (5_000, "5000_9999"),
        (9_999, "5000_9999"),
        (10_000, "10000_19999"),
        (19_999, "10000_19999"),
        (20_000, "20000_49999"),
        (49_999, "20000_49999"),
        (50_000, "50000_99999"),
        (99_999, "50000_99999"),
        (100_000, "100000_or_more"),
        (1_000_000, "100000_or_more"),
    ],
)
def test_size_band_on_both_sides_of_every_limit(inhabitants: int, key: str) -> None:
    band = size_band(inhabitants)
    assert band is not None
    assert band.key == key


def test_size_band_of_unknown_and_impossible_numbers() -> None:
    assert size_band(None) is None
    with pytest.raises(ValueError, match="cannot be negative: -1"):
        size_band(-1)


def test_size_bands_follow_each_other_without_a_gap() -> None:
    assert SIZE_BANDS[0].least == 0
    assert SIZE_BANDS[-1].below is None
    for lower, upper in pairwise(SIZE_BANDS):
        assert lower.below == upper.least


def test_in_size_band_leaves_out_unknown_sizes() -> None:
    small = result("a", 2015, "292", inhabitants=7_000)
    large = result("b", 2015, "300", inhabitants=10_000)
    unknown = result("c", 2015, "310")
    assert in_size_band([small, large, unknown], SIZE_BANDS[1]) == (small,)
    assert in_size_band([small], SizeBand("other", 7_000, 8_000)) == ()


@given(st.lists(RESULTS, max_size=10), st.sampled_from(Statistic))
def test_reference_lies_between_the_least_and_the_most(results: list[Result], statistic: Statistic) -> None:
    value = reference(results, statistic, leave_out="a")
    members = [r for r in results if r.key in value.members]
    assert all(r.organisation != "a" and not r.derived for r in members)
    totals = [r.total for r in members if r.total is not None]
    assert value.total_n == len(totals)
    assert (value.total is None) == (len(totals) < MINIMUM_N)
    if value.total is not None:
        assert min(totals) <= value.total <= max(totals)


@given(st.lists(RESULTS, max_size=8).flatmap(lambda rs: st.tuples(st.just(rs), st.permutations(rs))))
def test_reference_does_not_depend_on_the_order(pair: tuple[list[Result], list[Result]]) -> None:
    one, other = (reference(results, Statistic.MEAN) for results in pair)
    assert (one.total, one.areas, one.area_n) == (other.total, other.areas, other.area_n)


@given(st.lists(RESULTS, max_size=10))
def test_latest_per_organisation_keeps_one_each_and_none_is_later(results: list[Result]) -> None:
    kept = latest_per_organisation(results)
    assert len({r.organisation for r in kept}) == len(kept)
    latest = {r.organisation: r.year for r in kept}
    dated = [r for r in results if r.year is not None]
    assert set(latest) == {r.organisation for r in dated}
    assert all(r.year <= (latest[r.organisation] or 0) for r in dated if r.year is not None)
