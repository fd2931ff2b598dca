from fractions import Fraction
from random import Random

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.agreement import (
    SCALE,
    Alpha,
    Comparison,
    Percent,
    Reason,
    compare_raters,
    krippendorff_ordinal,
    percent_agreement,
)
from kompassros.methods.judgements import Level

NONE, PLANNED, PARTLY, FULL, OUT = (*SCALE, Level.NOT_APPLICABLE)
Unit = list[Level | None]
UNITS = st.integers(1, 4).flatmap(
    lambda raters: st.lists(st.lists(st.none() | st.sampled_from(Level), min_size=raters, max_size=raters), max_size=14)
)
PAIRS = st.lists(st.tuples(*(st.none() | st.sampled_from(Level) for _ in range(2))), max_size=30)


def independent_alpha(units: list[Unit]) -> float:
    """The same by the package krippendorff, on binary fractions; it raises where it cannot."""
    step = {level: float(place) for place, level in enumerate(SCALE)}
    matrix = np.array([[step.get(level, np.nan) if level else np.nan for level in unit] for unit in units]).T
    return float(krippendorff.alpha(reliability_data=matrix, value_domain=[0, 1, 2, 3], level_of_measurement="ordinal"))


def alpha(units: list[Unit], resamples: int = 20) -> Alpha:
    return krippendorff_ordinal(units, resamples=resamples)


def test_percent_agreement_counts_pairs_that_both_judged() -> None:
    assert percent_agreement([(FULL, FULL), (FULL, PARTLY), (OUT, OUT), (None, FULL), (PLANNED, None)]) == Fraction(
        2, 3
    )


@pytest.mark.parametrize("pairs", [[], [(None, None), (FULL, None)]])
def test_percent_agreement_without_a_pair_is_none(pairs: list[tuple[Level | None, Level | None]]) -> None:
    assert percent_agreement(pairs) is None


@given(PAIRS)
def test_percent_agreement_equals_plain_counting(pairs: list[tuple[Level | None, Level | None]]) -> None:
    alike = both = 0
    for first, second in pairs:
        if first is None or second is None:
            continue
        both += 1
        alike += str(first) == str(second)
    assert percent_agreement(pairs) == (Fraction(alike, both) if both else None)
    assert percent_agreement([(second, first) for first, second in pairs]) == percent_agreement(pairs)


def test_compare_raters_counts_areas_and_the_whole_over_all_pairs() -> None:
    first = {"c1": FULL, "c2": FULL, "c3": NONE, "c4": PARTLY}
    second = {"c1": FULL, "c2": PARTLY, "c3": NONE, "c5": FULL}
    found = compare_raters(first, second, {"a": ["c1", "c2", "c3"], "b": ["c4", "c5"]})
    assert found == Comparison({"a": Percent(2, 3), "b": Percent(0, 0)}, Percent(2, 3))
    assert (found.areas["a"].share, found.areas["a"].reason) == (Fraction(2, 3), None)
    assert (found.areas["b"].share, found.areas["b"].reason) == (None, Reason.TOO_FEW_PAIRS)


def test_alpha_is_one_when_all_agree() -> None:
    found = alpha([[FULL, FULL], [NONE, NONE], [PARTLY, PARTLY]])
    assert (found.value, found.low, found.high, found.units) == (1, 1, 1, 3)


def test_alpha_of_a_worked_example() -> None:
    # used 2, 0, 1, 3; n = 6. d: none-partly 2.25, none-full 12.25, partly-full 4. One meeting of partly and full.
    expected = 1 - 5 * Fraction(4) / (2 * Fraction(9, 4) + 6 * Fraction(49, 4) * 1 + 3 * Fraction(4))
    assert alpha([[NONE, NONE], [PARTLY, FULL], [FULL, FULL]]).value == expected


@pytest.mark.parametrize(
    ("units", "reason", "pairs"),
    [
        ([], Reason.TOO_FEW_PAIRS, 0),
        ([[FULL, None], [None, NONE]], Reason.TOO_FEW_PAIRS, 0),
        ([[FULL, NONE]], Reason.TOO_FEW_PAIRS, 1),
        ([[FULL, NONE], [OUT, FULL]], Reason.TOO_FEW_PAIRS, 1),
        ([[FULL, FULL], [FULL, FULL]], Reason.ALL_ALIKE, 2),
        ([[FULL, FULL], [FULL, FULL], [NONE, None]], Reason.ALL_ALIKE, 2),
    ],
)
def test_alpha_that_cannot_be_computed_says_why(units: list[Unit], reason: Reason, pairs: int) -> None:
    found = alpha(units)
    assert (found.value, found.reason, found.low, found.high, found.units) == (None, reason, None, None, pairs)
    assert (found.resamples, found.resamples_alike) == (0, 0)


def test_alpha_is_computed_from_two_units_on() -> None:
    assert alpha([[FULL, NONE], [FULL, FULL]]).reason is None


def test_alpha_leaves_out_not_applicable_and_counts_it() -> None:
    units: list[Unit] = [[FULL, FULL, OUT], [NONE, PLANNED, None], [OUT, OUT, FULL]]
    without: list[Unit] = [[FULL, FULL, None], [NONE, PLANNED, None]]
    assert (alpha(units).value, alpha(units).left_out) == (alpha(without).value, 3)
    assert alpha(without).left_out == 0


@given(UNITS)
def test_alpha_equals_an_independent_implementation(units: list[Unit]) -> None:
    found = alpha(units, resamples=1)
    if found.value is not None:
        assert found.reason is None
        assert float(found.value) == pytest.approx(independent_alpha(units), abs=1e-9)
        assert found.value <= 1
        return
    pairable = [[one for one in unit if one in SCALE] for unit in units]
    pairable = [unit for unit in pairable if len(unit) > 1]
    assert found.reason is (Reason.TOO_FEW_PAIRS if len(pairable) < 2 else Reason.ALL_ALIKE)
    assert len(pairable) < 2 or len({one for unit in pairable for one in unit}) == 1


@given(UNITS, st.randoms(use_true_random=False))
def test_alpha_and_interval_do_not_depend_on_any_order(units: list[Unit], random: Random) -> None:
    shuffled = [random.sample(unit, k=len(unit)) for unit in random.sample(units, k=len(units))]
    assert alpha(shuffled, resamples=8) == alpha(units, resamples=8)


@given(UNITS)
def test_alpha_interval_is_in_order_and_counts_its_drawings(units: list[Unit]) -> None:
    found = alpha(units, resamples=10)
    assert found.resamples + found.resamples_alike == (0 if found.value is None else 10)
    assert (found.low is None) == (found.high is None) == (found.resamples == 0)
    if found.low is not None and found.high is not None:
        assert found.low <= found.high <= 1


def made_up_units(number: int = 60) -> list[Unit]:
    random = Random(5)
    return [
        [SCALE[min(3, place + random.choice((0, 0, 1)))] for _ in range(2)]
        for place in random.choices(range(4), k=number)
    ]


def test_alpha_interval_equals_resampling_with_the_independent_implementation() -> None:
    units = made_up_units()
    found = krippendorff_ordinal(units, resamples=1000)
    random = Random(11)
    drawn = [independent_alpha(random.choices(units, k=len(units))) for _ in range(1000)]
    assert (found.resamples, found.resamples_alike) == (1000, 0)
    for end, share in ((found.low, 0.025), (found.high, 0.975)):
        assert float(end or 0) == pytest.approx(float(np.quantile(drawn, share)), abs=0.03)


def test_alpha_interval_is_the_same_for_a_seed_and_narrower_for_less_confidence() -> None:
    units = made_up_units()
    wide = krippendorff_ordinal(units, seed=1)
    narrow = krippendorff_ordinal(units, seed=1, confidence=Fraction(1, 2))
    assert wide == krippendorff_ordinal(units, seed=1)
    assert (wide.low, wide.high) != (krippendorff_ordinal(units, seed=2).low, krippendorff_ordinal(units, seed=2).high)
    assert wide.low is not None
    assert wide.high is not None
    assert narrow.low is not None
    assert narrow.high is not None
    assert wide.low < narrow.low <= narrow.high < wide.high


@pytest.mark.parametrize(("resamples", "confidence"), [(0, Fraction(1, 2)), (1, Fraction(0)), (1, Fraction(1))])
def test_alpha_refuses_parameters_without_meaning(resamples: int, confidence: Fraction) -> None:
    with pytest.raises(ValueError, match="at least one resample, and a confidence between 0 and 1"):
        krippendorff_ordinal([], resamples=resamples, confidence=confidence)
