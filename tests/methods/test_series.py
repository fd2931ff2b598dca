from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.series import Point, Segment, change, segments


def point(year: int | None, value: int, version: str | None) -> Point:
    return Point(year, Decimal(value), version)


ULSTEIN = [
    point(2013, 361, "2.0"),
    point(2015, 433, "2.0"),
    point(2017, 467, None),
    point(2019, 534, None),
]

POINTS = st.builds(
    Point,
    year=st.none() | st.integers(2003, 2012),
    value=st.decimals(0, 800, places=1),
    version=st.none() | st.sampled_from(["v1", "2.0", "2016"]),
)


def test_segments_join_the_same_stated_version_only() -> None:
    first, second, third = segments(ULSTEIN)
    assert first == Segment((ULSTEIN[0], ULSTEIN[1]), "2.0")
    assert second == Segment((ULSTEIN[2],), None)
    assert third == Segment((ULSTEIN[3],), None)


def test_segments_do_not_join_through_a_version_that_is_not_stated() -> None:
    points = [point(2010, 450, "2.0"), point(2012, 460, None), point(2014, 470, "2.0")]
    assert [segment.points for segment in segments(points)] == [(points[0],), (points[1],), (points[2],)]


def test_segments_break_between_versions() -> None:
    angelholm = [point(2013, 426, "2.0"), point(2016, 496, "2016")]
    assert [segment.version for segment in segments(angelholm)] == ["2.0", "2016"]


def test_segments_of_a_version_that_comes_back_are_two() -> None:
    points = [point(2010, 1, "a"), point(2011, 2, "b"), point(2012, 3, "a")]
    assert [segment.version for segment in segments(points)] == ["a", "b", "a"]


def test_segments_are_in_order_of_year_whatever_the_order_given() -> None:
    assert segments(reversed(ULSTEIN)) == segments(ULSTEIN)


def test_segments_with_a_year_scored_by_both_versions_reach_their_ends() -> None:
    points = [
        point(2008, 500, "v1"),
        point(2010, 400, "2.0"),
        point(2010, 520, "v1"),
        point(2012, 430, "2.0"),
    ]
    old, new = segments(points)
    assert [p.value for p in old.points] == [500, 520]
    assert [p.value for p in new.points] == [400, 430]


def test_segments_put_undated_points_last_and_apart() -> None:
    points = [point(None, 535, "2.0"), point(2013, 361, "2.0"), point(None, 550, "2.0")]
    result = segments(points)
    assert [segment.points for segment in result] == [(points[1],), (points[0],), (points[2],)]
    assert [segment.dated for segment in result] == [True, False, False]


def test_segments_of_nothing_are_none() -> None:
    assert segments([]) == ()


def test_change_is_latest_less_previous_within_the_segment() -> None:
    assert change(segments(ULSTEIN)[0]) == Decimal(72)
    three = segments([point(2011, 415, "2.0"), point(2014, 509, "2.0"), point(2016, 500, "2.0")])[0]
    assert change(three) == Decimal(-9)


def test_change_over_a_break_is_not_given() -> None:
    tyreso = segments([point(2010, 452, None), point(2015, 536, "2.0")])
    assert [change(segment) for segment in tyreso] == [None, None]


@pytest.mark.parametrize(("latest", "expected"), [(449, -1), (450, 0), (451, 1)])
def test_change_has_the_sign_of_the_rise(latest: int, expected: int) -> None:
    (segment,) = segments([point(2010, 450, "2.0"), point(2014, latest, "2.0")])
    assert change(segment) == expected


@given(st.lists(POINTS, max_size=12))
def test_segments_keep_every_point_once_and_join_only_what_may_be_joined(points: list[Point]) -> None:
    result = segments(points)
    kept = [p for segment in result for p in segment.points]
    assert sorted(kept, key=repr) == sorted(points, key=repr)
    for segment in result:
        assert {p.version for p in segment.points} == {segment.version}
        years = [p.year for p in segment.points if p.year is not None]
        assert years == sorted(years)
        assert len(segment.points) == 1 or (segment.version is not None and segment.dated)


@given(st.lists(POINTS, max_size=12))
def test_segments_are_as_long_as_they_may_be(points: list[Point]) -> None:
    dated = [segment for segment in segments(points) if segment.dated]
    for before, after in pairwise(dated):
        assert before.version is None or before.version != after.version


@given(st.lists(POINTS, max_size=8).flatmap(lambda points: st.tuples(st.just(points), st.permutations(points))))
def test_segments_of_dated_points_do_not_depend_on_the_order(
    given_and_mixed: tuple[list[Point], list[Point]],
) -> None:
    points, mixed = given_and_mixed
    dated = [segment for segment in segments(points) if segment.dated]
    assert dated == [segment for segment in segments(mixed) if segment.dated]
