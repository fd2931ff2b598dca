from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import ge, gt, le, lt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Group
from kompassros.methods.targets import (
    BOUNDS,
    NUMBER_KINDS,
    RULE_VERSION,
    Attained,
    Attainment,
    Comparison,
    NotMeasured,
    Outcome,
    Surroundings,
    Target,
    TargetKind,
    attain,
)

MIRROR = {
    "": "",
    "<": ">",
    "<=": ">=",
    "=": "=",
    ">=": "<=",
    ">": "<",
    "between": "between",
    "high": "low",
    "low": "high",
    "none": "none",
    "increase": "decrease",
    "decrease": "increase",
}
MET, PARTLY, NOT_MET, NOT_MEASURED = Attainment
RANK = {NOT_MET: 0, PARTLY: 1, MET: 2}
FITS: dict[str, Callable[[Decimal, Decimal], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
TENTHS = st.integers(-40, 40).map(lambda tenths: Decimal(tenths) / 10)
WORDLESS = [kind for kind in TargetKind if kind not in NUMBER_KINDS]
AGAINST_LAST = (TargetKind.CHANGE, TargetKind.INCREASE, TargetKind.DECREASE, TargetKind.BETTER_THAN_LAST)
ONE_SIDED = (Comparison.BELOW, Comparison.AT_MOST, Comparison.AT_LEAST, Comparison.ABOVE)
OUTCOMES = st.builds(Outcome, TENTHS, st.sampled_from(["", *BOUNDS]), st.booleans())
SURROUNDINGS = st.builds(
    Surroundings,
    previous=st.none() | OUTCOMES,
    broken=st.booleans(),
    country=st.none() | TENTHS,
    group=st.none() | TENTHS,
    quarter=st.none() | st.sampled_from(Group),
)


@st.composite
def targets(draw: st.DrawFn, kinds: tuple[TargetKind, ...] = tuple(TargetKind)) -> Target:
    """Every target that fits together, on tenths."""
    kind = draw(st.sampled_from(kinds))
    if kind not in NUMBER_KINDS:
        return Target(kind)
    comparison, low = draw(st.sampled_from(Comparison)), draw(TENTHS)
    if comparison is Comparison.BETWEEN:
        return Target(kind, comparison, low, low + abs(draw(TENTHS)))
    step = draw(st.none() | st.integers(1, 30).map(lambda tenths: Decimal(tenths) / 10))
    if step is None or comparison not in ONE_SIDED:
        return Target(kind, comparison, low)
    return Target(kind, comparison, low, acceptable=low - step if ">" in comparison else low + step)


def level(comparison: str, low: str, high: str | None = None, acceptable: str | None = None) -> Target:
    return Target(
        TargetKind.LEVEL,
        Comparison(comparison),
        Decimal(low),
        None if high is None else Decimal(high),
        None if acceptable is None else Decimal(acceptable),
    )


def outcome(printed: str) -> Outcome:
    sign, _, number = printed.rpartition(" ")
    return Outcome(Decimal(number), sign)


def met(target: Target, printed: str, *, previous: str | None = None) -> Attainment:
    surroundings = Surroundings(previous=None if previous is None else outcome(previous))
    return attain(target, outcome(printed), surroundings).attainment


def naive(number: Decimal, target: Target) -> Attainment:
    """The rule for a number against a number, written out for each comparison."""
    low, acceptable = target.low or Decimal(0), target.acceptable
    if target.comparison is Comparison.BETWEEN:
        fits = number in (low, target.high) or low < number < (target.high or 0)
    elif target.comparison is Comparison.EXACTLY:
        fits = number == low
    else:
        fits = FITS[str(target.comparison)](number, low)
    if fits:
        return MET
    if acceptable is None:
        return NOT_MET
    return PARTLY if min(low, acceptable) <= number <= max(low, acceptable) else NOT_MET


def negated(one: Outcome | None) -> Outcome | None:
    return one and Outcome(one.value and -one.value, MIRROR[one.bound], one.preliminary)


def mirrored(target: Target) -> Target:
    kind = TargetKind(MIRROR.get(target.kind, target.kind))
    if target.comparison is None:
        return Target(kind)
    low, high = (-number if number is not None else None for number in (target.low, target.high))
    if high is not None:
        low, high = high, low
    acceptable = None if target.acceptable is None else -target.acceptable
    return Target(kind, Comparison(MIRROR[target.comparison]), low, high, acceptable)


@given(targets((TargetKind.LEVEL, TargetKind.GIVEN_CHANGE)), TENTHS)
def test_attain_of_a_number_equals_the_rule_written_out(target: Target, value: Decimal) -> None:
    assert attain(target, Outcome(value)) == Attained(naive(value, target), None, value, False)


@given(targets((TargetKind.CHANGE,)), TENTHS, TENTHS)
def test_attain_of_a_change_equals_the_rule_on_the_difference(target: Target, value: Decimal, before: Decimal) -> None:
    attained = attain(target, Outcome(value), Surroundings(previous=Outcome(before)))
    assert attained == Attained(naive(value - before, target), None, value - before, False)


@given(targets(), TENTHS, TENTHS, SURROUNDINGS, st.sampled_from([Direction.HIGH, Direction.LOW]))
def test_attain_never_falls_when_the_value_moves_in_the_good_direction(
    target: Target, one: Decimal, other: Decimal, surroundings: Surroundings, direction: Direction
) -> None:
    assume(target.comparison in (None, *ONE_SIDED))
    falling = target.kind is TargetKind.DECREASE or "<" in (target.comparison or "")
    if target.kind not in (*NUMBER_KINDS, TargetKind.INCREASE, TargetKind.DECREASE):
        falling = direction is Direction.LOW
    worse, better = sorted([one, other], reverse=falling)
    before, after = (attain(target, Outcome(value), surroundings, direction) for value in (worse, better))
    assert before.reason == after.reason or NotMeasured.UNDECIDED in (before.reason, after.reason)
    if before.attainment in RANK and after.attainment in RANK:
        assert RANK[before.attainment] <= RANK[after.attainment]


@given(targets(), OUTCOMES, SURROUNDINGS, st.sampled_from(Direction))
def test_attain_turns_round_with_the_sign(
    target: Target, result: Outcome, surroundings: Surroundings, direction: Direction
) -> None:
    there = attain(target, result, surroundings, direction)
    other = Surroundings(
        negated(surroundings.previous),
        surroundings.broken,
        None if surroundings.country is None else -surroundings.country,
        None if surroundings.group is None else -surroundings.group,
        surroundings.quarter,
    )
    back = attain(mirrored(target), negated(result), other, Direction(MIRROR[direction]))
    assert (back.attainment, back.reason, back.preliminary) == (there.attainment, there.reason, there.preliminary)
    assert back.compared == (None if there.compared is None else -there.compared)


@given(targets(), OUTCOMES, SURROUNDINGS, st.sampled_from(Direction))
def test_attain_gives_a_reason_for_what_is_not_measured_and_for_nothing_else(
    target: Target, result: Outcome, surroundings: Surroundings, direction: Direction
) -> None:
    attained = attain(target, result, surroundings, direction)
    assert (attained.attainment is NOT_MEASURED) is (attained.reason is not None)
    assert attained.reason is None or attained.compared is None
    previous = surroundings.previous
    before = target.kind in AGAINST_LAST and previous is not None and previous.preliminary
    assert attained.preliminary is (result.preliminary or before)


def numbers_of(bound: str, value: Decimal) -> list[Decimal]:
    """Numbers on a fine grid, wider than every border in these tests, that an inequality can be."""
    return [one for one in (Decimal(step) / 20 for step in range(-240, 241)) if FITS[bound](one, value)]


@given(targets((TargetKind.LEVEL, TargetKind.GIVEN_CHANGE)), st.sampled_from([*FITS]), TENTHS)
def test_attain_of_an_inequality_is_that_of_all_its_numbers_or_undecided(
    target: Target, bound: str, value: Decimal
) -> None:
    answers = {attain(target, Outcome(one)).attainment for one in numbers_of(bound, value)}
    attained = attain(target, Outcome(value, bound))
    if len(answers) == 1:
        assert attained == Attained(answers.pop(), None, None, False)
    else:
        assert attained == Attained(NOT_MEASURED, NotMeasured.UNDECIDED, None, False)


@given(targets(AGAINST_LAST), st.sampled_from([*FITS]), TENTHS, TENTHS, st.booleans())
def test_attain_of_a_change_with_an_inequality_is_that_of_all_its_numbers_or_undecided(
    target: Target, bound: str, value: Decimal, other: Decimal, earlier: bool
) -> None:
    def give(one: Outcome) -> Attainment:
        now, before = (Outcome(other), one) if earlier else (one, Outcome(other))
        return attain(target, now, Surroundings(previous=before), Direction.HIGH).attainment

    answers = {give(Outcome(one)) for one in numbers_of(bound, value)}
    assert give(Outcome(value, bound)) is (answers.pop() if len(answers) == 1 else NOT_MEASURED)


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [
        ("<", MET, NOT_MET, NOT_MET),
        ("<=", MET, MET, NOT_MET),
        ("=", NOT_MET, MET, NOT_MET),
        (">=", NOT_MET, MET, MET),
        (">", NOT_MET, NOT_MET, MET),
    ],
)
@pytest.mark.parametrize("kind", [TargetKind.LEVEL, TargetKind.GIVEN_CHANGE])
def test_attain_at_the_target_and_on_either_side(
    comparison: str, below: Attainment, at: Attainment, above: Attainment, kind: TargetKind
) -> None:
    target = Target(kind, Comparison(comparison), Decimal(6))
    assert [met(target, value) for value in ("5.9999", "6", "6.00", "6.0001")] == [below, at, at, above]


def test_attain_between_counts_both_ends_in() -> None:
    target = level("between", "60", "70")
    values = ["59.9", "60", "65", "70", "70.1"]
    assert [met(target, value) for value in values] == [NOT_MET, MET, MET, MET, NOT_MET]
    assert met(level("between", "60", "60"), "60") is MET


@pytest.mark.parametrize(
    ("target", "values"),
    [
        (level(">=", "80", acceptable="70"), {"80": MET, "79.9": PARTLY, "70": PARTLY, "69.9": NOT_MET}),
        (level(">", "80", acceptable="70"), {"80.1": MET, "80": PARTLY, "70": PARTLY, "69.9": NOT_MET}),
        (level("<=", "6", acceptable="8"), {"6": MET, "6.1": PARTLY, "8": PARTLY, "8.1": NOT_MET}),
        (level("<", "6", acceptable="8"), {"5.9": MET, "6": PARTLY, "8": PARTLY, "8.1": NOT_MET}),
        (level("<", "6", acceptable="6"), {"5.9": MET, "6": PARTLY, "6.1": NOT_MET}),
        (level(">=", "80"), {"80": MET, "79.9": NOT_MET, "0": NOT_MET}),
    ],
)
def test_attain_partly_reaches_to_the_lowest_acceptable_level(target: Target, values: dict[str, Attainment]) -> None:
    assert {value: met(target, value) for value in values} == values


@pytest.mark.parametrize(
    ("printed", "target", "expected"),
    [
        ("> 70", level(">", "70"), MET),
        ("> 70", level(">=", "70"), MET),
        ("> 70", level(">=", "75"), NOT_MEASURED),
        ("> 70", level(">", "80"), NOT_MEASURED),
        ("> 70", level("<", "70"), NOT_MET),
        ("> 70", level("<=", "70"), NOT_MET),
        ("> 70", level("=", "70"), NOT_MET),
        ("> 70", level("=", "71"), NOT_MEASURED),
        (">= 70", level(">", "70"), NOT_MEASURED),
        (">= 70", level(">=", "70"), MET),
        (">= 70", level("<=", "70"), NOT_MEASURED),
        (">= 70", level("<", "70"), NOT_MET),
        ("< 5", level("<", "6"), MET),
        ("< 5", level(">=", "5"), NOT_MET),
        ("<= 5", level(">=", "5"), NOT_MEASURED),
        ("<= 5", level("between", "1", "5"), NOT_MEASURED),
        ("> 5", level("between", "1", "5"), NOT_MET),
        ("< 70", level(">=", "80", acceptable="70"), NOT_MET),
        ("<= 70", level(">=", "80", acceptable="70"), NOT_MEASURED),
        ("> 70", level(">=", "80", acceptable="70"), NOT_MEASURED),
    ],
)
def test_attain_of_an_inequality(printed: str, target: Target, expected: Attainment) -> None:
    assert met(target, printed) is expected


@pytest.mark.parametrize(
    ("printed", "previous", "expected"),
    [
        ("> 70", "67", MET),
        ("> 70", "68", NOT_MEASURED),
        (">= 70", "67", NOT_MEASURED),
        ("60", "> 57", NOT_MET),
        ("60", "< 57", MET),
        ("60", "> 56", NOT_MEASURED),
        ("> 70", "< 67", MET),
        (">= 70", "< 67", MET),
        (">= 70", "<= 67", NOT_MEASURED),
        ("> 70", "> 10", NOT_MEASURED),
        ("< 70", "< 10", NOT_MEASURED),
    ],
)
def test_attain_of_a_change_from_or_to_an_inequality(printed: str, previous: str, expected: Attainment) -> None:
    assert met(Target(TargetKind.CHANGE, Comparison.ABOVE, Decimal(3)), printed, previous=previous) is expected


def test_attain_compares_changes_exactly() -> None:
    target = Target(TargetKind.CHANGE, Comparison.EXACTLY, Decimal("0.1"))
    attained = attain(target, Outcome(Decimal("8.3")), Surroundings(previous=Outcome(Decimal("8.2"))))
    assert attained == Attained(MET, None, Decimal("0.1"), False)
    far = Outcome(Decimal("1E+30")), Surroundings(previous=Outcome(Decimal("1E-30")))
    compared = attain(target, *far).compared
    assert compared is not None
    assert Fraction(compared) == 10**30 - Fraction(1, 10**30)


@pytest.mark.parametrize(
    ("kind", "down", "same", "up"),
    [(TargetKind.INCREASE, NOT_MET, NOT_MET, MET), (TargetKind.DECREASE, MET, NOT_MET, NOT_MET)],
)
def test_attain_of_a_movement_asks_for_more_than_nothing(
    kind: TargetKind, down: Attainment, same: Attainment, up: Attainment
) -> None:
    found = [met(Target(kind), value, previous="72") for value in ("71.9", "72.0", "72.1")]
    assert found == [down, same, up]


@pytest.mark.parametrize(
    ("kind", "surroundings", "compared"),
    [
        (TargetKind.BETTER_THAN_COUNTRY, Surroundings(country=Decimal(50)), "50"),
        (TargetKind.BETTER_THAN_GROUP, Surroundings(group=Decimal(50)), "50"),
        (TargetKind.BETTER_THAN_LAST, Surroundings(previous=Outcome(Decimal(50))), "0"),
    ],
)
def test_attain_of_better_is_strict_and_follows_the_direction(
    kind: TargetKind, surroundings: Surroundings, compared: str
) -> None:
    def give(value: str, direction: Direction) -> Attained:
        return attain(Target(kind), Outcome(Decimal(value)), surroundings, direction)

    values = ("49.9", "50", "50.1")
    assert [give(value, Direction.HIGH).attainment for value in values] == [NOT_MET, NOT_MET, MET]
    assert [give(value, Direction.LOW).attainment for value in values] == [MET, NOT_MET, NOT_MET]
    assert give("50", Direction.HIGH).compared == Decimal(compared)
    assert give("50.1", Direction.NONE) == Attained(NOT_MEASURED, NotMeasured.NO_DIRECTION, None, False)
    open_result = attain(Target(kind), outcome("> 49"), surroundings, Direction.HIGH)
    assert open_result == Attained(NOT_MEASURED, NotMeasured.UNDECIDED, None, False)
    assert attain(Target(kind), outcome("> 50"), surroundings, Direction.HIGH).attainment is MET


@pytest.mark.parametrize("kind", [TargetKind.BETTER_THAN_COUNTRY, TargetKind.BETTER_THAN_GROUP])
def test_attain_against_a_mean_of_zero_compares(kind: TargetKind) -> None:
    surroundings = Surroundings(country=Decimal(0), group=Decimal(0))
    assert attain(Target(kind), outcome("0.1"), surroundings, Direction.HIGH).attainment is MET


@pytest.mark.parametrize("group", Group)
def test_attain_of_the_best_quarter_takes_the_best_group_alone(group: Group) -> None:
    attained = attain(Target(TargetKind.BEST_QUARTER), outcome("3"), Surroundings(quarter=group))
    assert attained == Attained(MET if group is Group.BEST else NOT_MET, None, Decimal(3), False)


def test_attain_knows_no_place_of_an_inequality() -> None:
    attained = attain(Target(TargetKind.BEST_QUARTER), outcome("> 3"), Surroundings(quarter=Group.BEST))
    assert attained.reason is NotMeasured.UNDECIDED


@pytest.mark.parametrize(
    ("target", "result", "surroundings", "direction", "reason"),
    [
        (None, outcome("1"), Surroundings(), Direction.HIGH, NotMeasured.NO_TARGET),
        (None, None, Surroundings(), Direction.HIGH, NotMeasured.NO_TARGET),
        (level(">", "1"), None, Surroundings(), Direction.HIGH, NotMeasured.NO_VALUE),
        (level(">", "1"), Outcome(None), Surroundings(), Direction.HIGH, NotMeasured.NO_VALUE),
        (Target(TargetKind.INCREASE), outcome("1"), Surroundings(), Direction.NONE, NotMeasured.NO_PREVIOUS),
        (
            Target(TargetKind.DECREASE),
            outcome("1"),
            Surroundings(Outcome(None)),
            Direction.NONE,
            NotMeasured.NO_PREVIOUS,
        ),
        (
            Target(TargetKind.INCREASE),
            outcome("1"),
            Surroundings(outcome("0"), broken=True),
            Direction.NONE,
            NotMeasured.BREAK,
        ),
        (Target(TargetKind.BETTER_THAN_LAST), outcome("1"), Surroundings(), Direction.LOW, NotMeasured.NO_PREVIOUS),
        (Target(TargetKind.BETTER_THAN_LAST), outcome("1"), Surroundings(), Direction.NONE, NotMeasured.NO_DIRECTION),
        (
            Target(TargetKind.BETTER_THAN_COUNTRY),
            outcome("1"),
            Surroundings(group=Decimal(0)),
            Direction.LOW,
            NotMeasured.NO_REFERENCE,
        ),
        (
            Target(TargetKind.BETTER_THAN_GROUP),
            outcome("1"),
            Surroundings(country=Decimal(0)),
            Direction.LOW,
            NotMeasured.NO_REFERENCE,
        ),
        (Target(TargetKind.BEST_QUARTER), outcome("1"), Surroundings(), Direction.HIGH, NotMeasured.NO_PLACE),
    ],
)
def test_attain_tells_the_reason_for_what_is_not_measured(
    target: Target | None,
    result: Outcome | None,
    surroundings: Surroundings,
    direction: Direction,
    reason: NotMeasured,
) -> None:
    assert attain(target, result, surroundings, direction) == Attained(NOT_MEASURED, reason, None, False)


@pytest.mark.parametrize("kind", [TargetKind.LEVEL, TargetKind.GIVEN_CHANGE])
def test_attain_heeds_no_break_where_the_previous_value_plays_no_part(kind: TargetKind) -> None:
    target = Target(kind, Comparison.ABOVE, Decimal(3))
    surroundings = Surroundings(previous=Outcome(Decimal("20.3"), preliminary=True), broken=True)
    assert attain(target, outcome("16"), surroundings) == Attained(MET, None, Decimal(16), False)


def test_attain_is_preliminary_by_the_outcome_and_by_a_previous_value_that_is_compared() -> None:
    now, before = Outcome(Decimal(72), preliminary=True), Outcome(Decimal(78), preliminary=True)
    assert attain(level(">=", "100"), now).preliminary
    rising = Target(TargetKind.INCREASE)
    assert attain(rising, outcome("72"), Surroundings(before)) == Attained(NOT_MET, None, Decimal(-6), True)
    assert not attain(rising, outcome("72"), Surroundings(outcome("78"))).preliminary


def refused(message: str, *parts: object) -> None:
    with pytest.raises(ValueError, match=message):
        Target(*parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(NUMBER_KINDS))
def test_target_with_a_number_refuses_what_does_not_fit(kind: TargetKind) -> None:
    five, six, seven = Decimal(5), Decimal(6), Decimal(7)
    refused("needs a comparison and a number", kind)
    refused("needs a comparison and a number", kind, Comparison.ABOVE)
    refused("needs a comparison and a number", kind, None, six)
    refused("needs an upper end", kind, Comparison.BETWEEN, six)
    refused("needs an upper end", kind, Comparison.ABOVE, six, seven)
    refused("must not lie below", kind, Comparison.BETWEEN, six, five)
    refused("no lowest acceptable level", kind, Comparison.EXACTLY, six, None, five)
    refused("no lowest acceptable level", kind, Comparison.BETWEEN, six, seven, five)
    refused("bad side", kind, Comparison.ABOVE, six, None, seven)
    refused("bad side", kind, Comparison.AT_LEAST, six, None, six)
    refused("bad side", kind, Comparison.BELOW, six, None, five)
    refused("bad side", kind, Comparison.AT_MOST, six, None, six)
    for wrong in ("NaN", "Infinity"):
        refused("finite", kind, Comparison.ABOVE, Decimal(wrong))
        refused("finite", kind, Comparison.BETWEEN, six, Decimal(wrong))
        refused("finite", kind, Comparison.ABOVE, six, None, Decimal(wrong))


@pytest.mark.parametrize("kind", WORDLESS)
def test_target_without_a_number_refuses_one(kind: TargetKind) -> None:
    assert Target(kind).low is None
    refused("no comparison and no numbers", kind, Comparison.ABOVE)
    refused("no comparison and no numbers", kind, None, Decimal(1))
    refused("no comparison and no numbers", kind, None, None, Decimal(1))
    refused("no comparison and no numbers", kind, None, None, None, Decimal(1))


@pytest.mark.parametrize(
    ("value", "bound"),
    [(Decimal(1), "="), (Decimal(1), "≥"), (None, ">"), (Decimal("NaN"), ""), (Decimal("-Infinity"), "")],
)
def test_outcome_refuses_what_is_no_result(value: Decimal | None, bound: str) -> None:
    with pytest.raises(ValueError):
        Outcome(value, bound)


def test_surroundings_refuse_a_mean_that_is_no_number() -> None:
    with pytest.raises(ValueError):
        Surroundings(country=Decimal("NaN"))
    with pytest.raises(ValueError):
        Surroundings(group=Decimal("Infinity"))


def test_stored_words_and_the_rule_version_are_those_of_stored_statuses() -> None:
    assert RULE_VERSION == 1
    assert [*map(str, Attainment)] == ["met", "partly", "not_met", "not_measured"]
    assert [*map(str, Comparison)] == ["<", "<=", "=", ">=", ">", "between"]
    assert [*map(str, TargetKind)] == [
        "level",
        "change",
        "given_change",
        "increase",
        "decrease",
        "best_quarter",
        "better_than_country",
        "better_than_group",
        "better_than_last",
    ]
