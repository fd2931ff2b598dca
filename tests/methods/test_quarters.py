from collections.abc import Sequence
from fractions import Fraction
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.direction import Direction
from kompassros.methods.quarters import (
    QUARTER_GROUPS,
    Group,
    Grouping,
    NoGroups,
    Placed,
    Quarter,
    Ranks,
    SignRule,
    SignSetting,
    Sizes,
    against_mean,
    fourth_of,
    group_cell,
    group_of,
    place_of,
    quarter_of,
)
from kompassros.methods.rounding import round_half_up
from tests.methods.cells import MOST_UNITS, cells, cells_with_gaps

FOURTHS = SignSetting(SignRule.FOURTHS)
AGAINST_MEAN = SignSetting(SignRule.AGAINST_MEAN)
SETTINGS = st.builds(
    SignSetting,
    rule=st.sampled_from(SignRule),
    minimum=st.sampled_from([1, 2, 8, 20, 21, 100]),
    band=st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(1, 10), Fraction(1)]),
)
MIRROR = {
    Quarter.LOWEST: Quarter.HIGHEST,
    Quarter.LOWER_MIDDLE: Quarter.UPPER_MIDDLE,
    Quarter.MIDDLE: Quarter.MIDDLE,
    Quarter.UPPER_MIDDLE: Quarter.LOWER_MIDDLE,
    Quarter.HIGHEST: Quarter.LOWEST,
    None: None,
}


Held = dict[float, tuple[list[int], list[int]]]


def naive_places(values: Sequence[float]) -> Held:
    """All places that the units with a value hold together, from the lowest and from the highest."""
    held: Held = {}
    for place, one in enumerate(sorted(values, key=Fraction), start=1):
        low, high = held.setdefault(one, ([], []))
        low.append(place)
        high.insert(0, len(values) + 1 - place)
    return held


def naive_against_mean(values: Sequence[float], band: Fraction) -> dict[float, Quarter]:
    exact = {one: Fraction(round_half_up(Fraction(one * 1e6), 0)) for one in values}
    mean = sum(map(exact.__getitem__, values), Fraction(0)) / len(values)
    inside = {one for one in values if mean - band * abs(mean) <= exact[one] <= mean + band * abs(mean)}
    over = {one for one in values if exact[one] > mean}
    return {
        one: Quarter.MIDDLE if one in inside else Quarter.HIGHEST if one in over else Quarter.LOWEST for one in values
    }


def naive_quarter(low: int, high: int, n: int, rule: SignRule) -> Quarter:
    ends = [(Fraction(n, 4), Quarter.LOWEST, Quarter.HIGHEST)]
    if rule is SignRule.FOURTHS:
        ends.append((Fraction(n, 2), Quarter.LOWER_MIDDLE, Quarter.UPPER_MIDDLE))
    for limit, below, above in ends:
        if (low <= limit) is not (high <= limit):
            return below if low <= limit else above
        if low <= limit:
            break
    return Quarter.MIDDLE


def naive_reason(held: Held, n: int, setting: SignSetting) -> NoGroups | None:
    if n < setting.minimum:
        return NoGroups.TOO_FEW
    shares = {SignRule.QUARTERS: (1,), SignRule.FOURTHS: (1, 2), SignRule.AGAINST_MEAN: ()}[setting.rule]
    limits = [Fraction(share * n, 4) for share in shares]
    large = [places for both in held.values() for places in both if Fraction(len(places), n) > Fraction(1, 3)]
    cut = any(places[0] <= limit < places[-1] for places in large for limit in limits)
    return NoGroups.SHARED_VALUE if cut else None


def naive_grouping(values: Sequence[float | None], setting: SignSetting) -> Grouping:
    there = [value for value in values if value is not None]
    n, held = len(there), naive_places(there)
    reason = naive_reason(held, n, setting)
    if setting.rule is SignRule.AGAINST_MEAN and there:
        quarters = naive_against_mean(there, setting.band)
    else:
        quarters = {one: naive_quarter(low[0], high[0], n, setting.rule) for one, (low, high) in held.items()}
    placed = tuple(
        None if one is None else Placed(held[one][0][0], held[one][1][0], None if reason else quarters[one])
        for one in values
    )
    order = (Quarter.LOWEST, Quarter.LOWER_MIDDLE, Quarter.MIDDLE, Quarter.UPPER_MIDDLE, Quarter.HIGHEST)
    sizes = None if reason else Sizes(*[sum(quarters[one] is quarter for one in there) for quarter in order])
    return Grouping(placed, n, sizes, reason)


def ladder(*blocks: int) -> list[float]:
    """Values in rising order, each as often as its block says."""
    return [float(step) for step, block in enumerate(blocks) for _ in range(block)]


def groups(values: Sequence[float], setting: SignSetting = QUARTER_GROUPS) -> list[Quarter | None]:
    return [one and one.quarter for one in group_cell(values, setting=setting).values]


@given(cells_with_gaps() | cells(), SETTINGS)
def test_group_cell_equals_the_rule_in_fractions(values: list[float | None], setting: SignSetting) -> None:
    assert group_cell(values, setting=setting) == naive_grouping(values, setting)


@pytest.mark.parametrize("n", [20, 21, 22, 23])
@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS])
def test_group_cell_with_a_tie_anywhere_equals_the_rule_in_fractions(n: int, setting: SignSetting) -> None:
    for tied in range(1, n + 1):
        for before in range(n - tied + 1):
            values = ladder(*[1] * before, tied, *[1] * (n - tied - before))
            assert group_cell(values, setting=setting) == naive_grouping(values, setting)


@given(cells(), SETTINGS)
def test_group_cell_turns_round_with_the_sign(values: list[float], setting: SignSetting) -> None:
    up, down = group_cell(values, setting=setting), group_cell([-value for value in values], setting=setting)
    for one, other in zip(up.values, down.values, strict=True):
        assert one is not None
        assert other == Placed(one.from_high, one.from_low, MIRROR[one.quarter])
        for quarter in (one.quarter, None):
            assert group_of(quarter, Direction.HIGH) == group_of(MIRROR[quarter], Direction.LOW)
    assert (down.reason, down.sizes) == (up.reason, up.sizes and Sizes(*reversed(up.sizes)))


@given(cells_with_gaps(), SETTINGS)
def test_group_cell_gives_places_and_sizes_that_add_up(values: list[float | None], setting: SignSetting) -> None:
    grouping = group_cell(values, setting=setting)
    there = [value for value in values if value is not None]
    assert grouping.n == len(there)
    assert [one is None for one in grouping.values] == [value is None for value in values]
    for value, one in zip(values, grouping.values, strict=True):
        if one:
            assert one.from_low + one.from_high + there.count(value) == grouping.n + 2  # type: ignore[arg-type]
            assert (one.quarter is None) is (grouping.reason is not None)
    assert (grouping.sizes is None) is (grouping.reason is not None)
    assert grouping.sizes is None or sum(grouping.sizes) == grouping.n


def test_group_cell_of_different_values_has_a_quarter_of_each_number_at_either_end() -> None:
    for n in range(1, MOST_UNITS + 1):
        grouping = group_cell(ladder(*[1] * n))
        quarter = n // 4
        expected = None if n < 20 else Sizes(quarter, 0, n - 2 * quarter, 0, quarter)
        assert grouping.sizes == expected
        assert grouping.reason is (NoGroups.TOO_FEW if n < 20 else None)


def test_group_cell_of_290_municipalities() -> None:
    found = groups(ladder(*[1] * 290))
    assert found == [Quarter.LOWEST] * 72 + [Quarter.MIDDLE] * 146 + [Quarter.HIGHEST] * 72


def test_group_cell_under_20_units_has_places_alone() -> None:
    grouping = group_cell(ladder(*[1] * 19))
    assert (grouping.sizes, grouping.reason) == (None, NoGroups.TOO_FEW)
    assert grouping.values[0] == Placed(1, 19, None)
    assert group_cell(ladder(*[1] * 20)).values[0] == Placed(1, 20, Quarter.LOWEST)


def test_group_cell_counts_units_with_a_value_against_the_least_n() -> None:
    values: list[float | None] = [*ladder(*[1] * 19), None, None]
    assert group_cell(values).reason is NoGroups.TOO_FEW
    assert group_cell([*values, 5.0]).reason is None


@pytest.mark.parametrize(("n", "reason"), [(7, NoGroups.TOO_FEW), (8, None)])
def test_group_cell_with_another_least_n(n: int, reason: NoGroups | None) -> None:
    assert group_cell(ladder(*[1] * n), setting=SignSetting(minimum=8)).reason is reason


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ((4, 7, *[1] * 10), None),  # 7 of 21 is a third exactly
        ((4, 8, *[1] * 9), NoGroups.SHARED_VALUE),
        ((*[1] * 10, 7, 4), None),
        ((*[1] * 9, 8, 4), NoGroups.SHARED_VALUE),
        ((5, 8, *[1] * 7), None),  # of 20: from place 6, the boundary stands before it
        ((4, 8, *[1] * 8), NoGroups.SHARED_VALUE),  # from place 5, the boundary goes through it
        ((*[1] * 7, 8, 5), None),
        ((*[1] * 8, 8, 4), NoGroups.SHARED_VALUE),
        ((5, 10, 5), None),
        ((7, *[1] * 13), NoGroups.SHARED_VALUE),
        ((6, *[1] * 14), None),
        ((20,), NoGroups.SHARED_VALUE),
        ((400,), NoGroups.SHARED_VALUE),
        ((19,), NoGroups.TOO_FEW),
    ],
)
def test_group_cell_has_no_groups_when_a_boundary_cuts_what_over_a_third_share(
    blocks: tuple[int, ...], reason: NoGroups | None
) -> None:
    assert group_cell(ladder(*blocks)).reason is reason


def test_group_cell_lets_those_who_share_a_value_share_the_group() -> None:
    assert group_cell(ladder(*[1] * 14, 6)).sizes == Sizes(5, 0, 9, 0, 6)
    assert group_cell(ladder(*[1] * 13, 6, 1)).sizes == Sizes(5, 0, 8, 0, 7)
    assert group_cell(ladder(*[1] * 10, 5, 5)).sizes == Sizes(5, 0, 10, 0, 5)


def test_group_cell_takes_both_zeros_for_one_value() -> None:
    grouping = group_cell([0.0, -0.0, 1.0])
    assert grouping.values == (Placed(1, 2, None), Placed(1, 2, None), Placed(3, 1, None))


def test_group_cell_compares_values_exactly() -> None:
    assert group_cell([0.3, 0.1 + 0.2]).values == (Placed(1, 2, None), Placed(2, 1, None))


def test_group_cell_of_nothing_is_too_few() -> None:
    assert group_cell([]) == Grouping((), 0, None, NoGroups.TOO_FEW)
    assert group_cell([None]) == Grouping((None,), 0, None, NoGroups.TOO_FEW)


@given(cells(least=20), SETTINGS, st.integers(0, 10**6))
def test_group_cell_counts_a_preliminary_value_but_gives_it_no_group(
    values: list[float], setting: SignSetting, pattern: int
) -> None:
    waits = [bool(pattern >> (place % 20) & 1) for place in range(len(values))]
    plain, marked = group_cell(values, setting=setting), group_cell(values, setting=setting, preliminary=waits)
    assert (marked.n, marked.sizes, marked.reason) == (plain.n, plain.sizes, plain.reason)
    for one, other, waiting in zip(plain.values, marked.values, waits, strict=True):
        assert one is not None
        assert other == (one._replace(quarter=None) if waiting else one)


def test_group_cell_refuses_marks_that_do_not_match_the_values() -> None:
    for waits in ([], [True] * 19, [True] * 21):
        with pytest.raises(ValueError):
            group_cell(ladder(*[1] * 20), preliminary=waits)


@pytest.mark.parametrize("wrong", [nan, inf, -inf])
@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS, AGAINST_MEAN])
def test_group_cell_refuses_what_is_no_finite_number(wrong: float, setting: SignSetting) -> None:
    with pytest.raises(ValueError):
        group_cell([1.0, wrong], setting=setting)


@pytest.mark.parametrize(
    ("from_low", "from_high", "n", "expected"),
    [
        (16, 5, 20, Quarter.HIGHEST),
        (15, 6, 20, Quarter.MIDDLE),
        (6, 15, 20, Quarter.MIDDLE),
        (5, 16, 20, Quarter.LOWEST),
        (17, 5, 21, Quarter.HIGHEST),
        (16, 6, 21, Quarter.MIDDLE),
        (18, 6, 23, Quarter.MIDDLE),
        (1, 1, 20, Quarter.MIDDLE),
        (5, 5, 20, Quarter.MIDDLE),
        (5, 6, 20, Quarter.LOWEST),
        (6, 5, 20, Quarter.HIGHEST),
        (1, 1, 1, Quarter.MIDDLE),
    ],
)
def test_quarter_of_places_at_the_boundaries(from_low: int, from_high: int, n: int, expected: Quarter) -> None:
    assert quarter_of(from_low, from_high, n) is expected


@pytest.mark.parametrize(
    ("from_low", "from_high", "n", "expected"),
    [
        (16, 5, 20, Quarter.HIGHEST),
        (15, 6, 20, Quarter.UPPER_MIDDLE),
        (11, 10, 20, Quarter.UPPER_MIDDLE),
        (10, 11, 20, Quarter.LOWER_MIDDLE),
        (6, 15, 20, Quarter.LOWER_MIDDLE),
        (5, 16, 20, Quarter.LOWEST),
        (10, 10, 20, Quarter.MIDDLE),
        (11, 11, 21, Quarter.MIDDLE),
        (12, 10, 21, Quarter.UPPER_MIDDLE),
        (1, 1, 20, Quarter.MIDDLE),
    ],
)
def test_fourth_of_places_at_the_boundaries(from_low: int, from_high: int, n: int, expected: Quarter) -> None:
    assert fourth_of(from_low, from_high, n) is expected


@pytest.mark.parametrize(
    ("blocks", "sizes"),
    [
        ((*[1] * 20,), (5, 5, 0, 5, 5)),
        ((*[1] * 21,), (5, 5, 1, 5, 5)),
        ((*[1] * 22,), (5, 6, 0, 6, 5)),
        ((*[1] * 8, 4, *[1] * 8), (5, 3, 4, 3, 5)),
        ((*[1] * 10, 4, *[1] * 6), (5, 5, 0, 5, 5)),
        ((5, 5, 5, 5), (5, 5, 0, 5, 5)),
        ((*[1] * 7, 7, *[1] * 6), None),
        ((*[1] * 7, 7, *[1] * 7), (5, 2, 7, 2, 5)),
    ],
)
def test_group_cell_of_four_equal_groups(blocks: tuple[int, ...], sizes: tuple[int, ...] | None) -> None:
    assert group_cell(ladder(*blocks), setting=FOURTHS).sizes == (Sizes(*sizes) if sizes else None)


def test_group_cell_refuses_a_tie_across_the_half_in_four_groups_alone() -> None:
    values = ladder(*[1] * 7, 7, *[1] * 6)
    assert group_cell(values).reason is None
    assert group_cell(values, setting=FOURTHS).reason is NoGroups.SHARED_VALUE
    assert group_cell(values, setting=AGAINST_MEAN).reason is None


def test_against_mean_counts_the_ends_of_the_band_in() -> None:
    values = [90.0, 89.999999, 110.0, 110.000001, 100.0]
    assert against_mean(values, Fraction(1, 10)) == [
        Quarter.MIDDLE,
        Quarter.LOWEST,
        Quarter.MIDDLE,
        Quarter.HIGHEST,
        Quarter.MIDDLE,
    ]


def test_against_mean_without_a_band_is_over_at_or_under() -> None:
    assert against_mean([1.0, 2.0, 3.0], Fraction(0)) == [Quarter.LOWEST, Quarter.MIDDLE, Quarter.HIGHEST]


def test_against_mean_of_a_negative_mean_takes_its_size() -> None:
    assert against_mean([-9.0, -10.0, -11.0], Fraction(1, 10)) == [Quarter.MIDDLE] * 3
    assert against_mean([-8.0, -10.0, -12.0], Fraction(1, 10)) == [Quarter.HIGHEST, Quarter.MIDDLE, Quarter.LOWEST]


def test_against_mean_of_zero_has_no_width() -> None:
    assert against_mean([-0.1, 0.0, 0.1], Fraction(1, 2)) == [Quarter.LOWEST, Quarter.MIDDLE, Quarter.HIGHEST]


def test_group_cell_against_the_mean_of_equal_values_is_the_middle() -> None:
    assert group_cell([0.1] * 20, setting=AGAINST_MEAN).sizes == Sizes(0, 0, 20, 0, 0)
    assert group_cell([0.1] * 19, setting=AGAINST_MEAN).reason is NoGroups.TOO_FEW


@pytest.mark.parametrize(("minimum", "band"), [(0, Fraction(1, 10)), (-1, Fraction(0)), (20, Fraction(-1, 10))])
def test_sign_setting_refuses_numbers_without_meaning(minimum: int, band: Fraction) -> None:
    with pytest.raises(ValueError):
        SignSetting(minimum=minimum, band=band)


def test_sign_setting_holds_the_published_rule_unless_told_otherwise() -> None:
    assert SignSetting() == SignSetting(SignRule.QUARTERS, 20, Fraction(1, 10))


@pytest.mark.parametrize(
    ("quarter", "high", "low"),
    [
        (Quarter.HIGHEST, Group.BEST, Group.WORST),
        (Quarter.UPPER_MIDDLE, Group.BETTER_MIDDLE, Group.WORSE_MIDDLE),
        (Quarter.MIDDLE, Group.MIDDLE, Group.MIDDLE),
        (Quarter.LOWER_MIDDLE, Group.WORSE_MIDDLE, Group.BETTER_MIDDLE),
        (Quarter.LOWEST, Group.WORST, Group.BEST),
        (None, None, None),
    ],
)
def test_group_of_follows_the_direction(quarter: Quarter | None, high: Group | None, low: Group | None) -> None:
    assert group_of(quarter, Direction.HIGH) is high
    assert group_of(quarter, Direction.LOW) is low
    assert group_of(quarter, Direction.NONE) is None


def test_place_of_follows_the_direction() -> None:
    assert place_of(288, 3, Direction.HIGH) == Ranks(rank_best=3, rank_worst=288)
    assert place_of(288, 3, Direction.LOW) == Ranks(rank_best=288, rank_worst=3)
    assert place_of(288, 3, Direction.NONE) is None


def test_quarter_numbers_are_those_of_stored_files() -> None:
    assert [(one.name, one.value) for one in Quarter][:3] == [("LOWEST", -1), ("MIDDLE", 0), ("HIGHEST", 1)]
