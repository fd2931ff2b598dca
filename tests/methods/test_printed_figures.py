from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.direction import Direction
from kompassros.methods.printed_figures import PrintedOutcome, PrintedTarget, read_outcome, read_target
from kompassros.methods.targets import Attainment, Comparison, Outcome, Surroundings, Target, TargetKind, attain

NO_BREAK, THIN, NARROW = "\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{NARROW NO-BREAK SPACE}"
EN_DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"
RESULTS_PRINTED_BY_STAVANGER_AND_TYRESO = {
    "8.2": Outcome(Decimal("8.2")),
    "8.3": Outcome(Decimal("8.3")),
    "72": Outcome(Decimal(72)),
    "75": Outcome(Decimal(75)),
    "74": Outcome(Decimal(74)),
    "> 70": Outcome(Decimal(70), ">"),
    "48": Outcome(Decimal(48)),
    "43": Outcome(Decimal(43)),
    "20.3": Outcome(Decimal("20.3")),
    "16": Outcome(Decimal(16)),
    "78": Outcome(Decimal(78)),
    "536": Outcome(Decimal(536)),
    "": "empty",
    "452 (2010)": "another_year",
}
TARGETS_PRINTED_BY_STAVANGER_AND_TYRESO = [
    ("< 6 %", Direction.LOW, Target(TargetKind.LEVEL, Comparison.BELOW, Decimal(6))),
    ("80 %", Direction.HIGH, Target(TargetKind.LEVEL, Comparison.AT_LEAST, Decimal(80))),
    ("> 70 %", Direction.HIGH, Target(TargetKind.LEVEL, Comparison.ABOVE, Decimal(70))),
    ("100 %", Direction.HIGH, Target(TargetKind.LEVEL, Comparison.AT_LEAST, Decimal(100))),
    (
        "> 3 prosentpoeng økning per år",
        Direction.HIGH,
        Target(TargetKind.CHANGE, Comparison.ABOVE, Decimal(3)),
    ),
    ("", Direction.HIGH, "empty"),
]


def outcome_of(printed: str) -> Outcome | str:
    found = read_outcome(printed)
    assert (found.printed, found.outcome is None) == (printed, found.reason != "")
    return found.outcome or found.reason


def target_of(printed: str, direction: Direction = Direction.HIGH, given_as_change: bool = False) -> Target | str:
    found = read_target(printed, direction, given_as_change)
    assert (found.printed, found.target is None) == (printed, found.reason != "")
    return found.target or found.reason


def level(comparison: Comparison, low: str, high: str | None = None) -> Target:
    return Target(TargetKind.LEVEL, comparison, Decimal(low), None if high is None else Decimal(high))


def change(comparison: Comparison, low: str, high: str | None = None) -> Target:
    return Target(TargetKind.CHANGE, comparison, Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(("printed", "expected"), RESULTS_PRINTED_BY_STAVANGER_AND_TYRESO.items())
def test_read_outcome_of_results_in_print(printed: str, expected: Outcome | str) -> None:
    assert outcome_of(printed) == expected


@pytest.mark.parametrize(("printed", "direction", "expected"), TARGETS_PRINTED_BY_STAVANGER_AND_TYRESO)
def test_read_target_of_targets_in_print(printed: str, direction: Direction, expected: Target | str) -> None:
    assert target_of(printed, direction) == expected


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("8,2", "8.2"),
        (" 8.2 ", "8.2"),
        ("0", "0"),
        ("72 %", "72"),
        ("72%", "72"),
        (f"72{NO_BREAK}%", "72"),
        ("1 234,5", "1234.5"),
        (f"1{THIN}234,5", "1234.5"),
        (f"1{NARROW}234.5", "1234.5"),
        (f"12{NO_BREAK}345{NO_BREAK}678", "12345678"),
        ("1234", "1234"),
        ("-3,5", "-3.5"),
        (f"{MINUS}3,5", "-3.5"),
        (f"{EN_DASH}3", "-3"),
        ("+3", "3"),
        ("8.20", "8.20"),
    ],
)
def test_read_outcome_of_a_plain_number(printed: str, number: str) -> None:
    found = outcome_of(printed)
    assert isinstance(found, Outcome)
    assert (str(found.value), found.bound, found.preliminary) == (number, "", False)


@pytest.mark.parametrize(
    ("printed", "bound"),
    [("> 70", ">"), (">70 %", ">"), ("< 70", "<"), ("≥ 70", ">="), (">= 70", ">="), ("≤70", "<="), ("<=70", "<=")],
)
def test_read_outcome_of_an_inequality(printed: str, bound: str) -> None:
    assert outcome_of(printed) == Outcome(Decimal(70), bound)


@pytest.mark.parametrize(
    ("reason", "printed"),
    [
        ("empty", ["", "  ", NO_BREAK]),
        ("several_numbers", ["8 / 3 / 19", "8/3/19", "8, 3", "8; 3", "60-70", f"60{EN_DASH}70", "1 23", "72 (70)"]),
        ("several_numbers", ["> 70 / 80", "8 % / 3 %", "1/2", "72 (20166)"]),
        ("another_year", ["72 (2016)", "452 (2010)", "72 % (2016)", "> 70 (2016)", "8,2(1999)"]),
        ("not_a_number", ["abc", "under 6", "-", "..", "%", ">", "= 70", "(72)", "72 poeng", "ca 72", "72*"]),
        ("not_a_number", ["1.234,5", "1e5", "5 av 8", "72 (prel.)", "8.", ",5", "NaN", "Infinity", "٣"]),
        ("not_a_number", ["1 2345", "- 3", ">> 70", "70 >", "#", "# #"]),
    ],
)
def test_read_outcome_gives_the_reason_for_what_is_no_number(reason: str, printed: list[str]) -> None:
    assert {one: outcome_of(one) for one in printed} == dict.fromkeys(printed, reason)


@given(st.decimals(-(10**6), 10**6, places=2), st.sampled_from([".", ","]), st.sampled_from(["", "<", "<=", ">", ">="]))
def test_read_outcome_returns_what_was_printed(number: Decimal, point: str, bound: str) -> None:
    assert outcome_of(f"{bound} {number}".replace(".", point)) == Outcome(number, bound)


@given(st.integers(1000, 10**12), st.sampled_from([" ", NO_BREAK, THIN, NARROW]))
def test_read_outcome_takes_blanks_between_thousands(number: int, blank: str) -> None:
    assert outcome_of(f"{number:,}".replace(",", blank)) == Outcome(Decimal(number))


@given(st.text("0123456789 .,/<>=≥%()-–abö\n", max_size=20), st.sampled_from(Direction), st.booleans())
def test_read_anything_gives_a_figure_or_a_reason(printed: str, direction: Direction, given_as_change: bool) -> None:
    assert outcome_of(printed)
    assert target_of(printed, direction, given_as_change)


@pytest.mark.parametrize("printed", ["80 %", "80", "80,0", "80 procent", "80 prosent"])
def test_read_target_without_a_sign_follows_the_direction(printed: str) -> None:
    assert target_of(printed, Direction.HIGH) == level(Comparison.AT_LEAST, "80")
    assert target_of(printed, Direction.LOW) == level(Comparison.AT_MOST, "80")
    assert target_of(printed, Direction.NONE) == level(Comparison.EXACTLY, "80")


@pytest.mark.parametrize(
    ("sign", "comparison"),
    [
        ("<", Comparison.BELOW),
        ("<=", Comparison.AT_MOST),
        ("≤", Comparison.AT_MOST),
        ("=", Comparison.EXACTLY),
        (">=", Comparison.AT_LEAST),
        ("≥", Comparison.AT_LEAST),
        (">", Comparison.ABOVE),
    ],
)
@pytest.mark.parametrize("direction", Direction)
def test_read_target_with_a_sign_follows_the_sign(sign: str, comparison: Comparison, direction: Direction) -> None:
    assert target_of(f"{sign} 1 234,5 %", direction) == level(comparison, "1234.5")


@pytest.mark.parametrize(
    "printed",
    [
        "60-70",
        "60 - 70 %",
        f"60{EN_DASH}70",
        "60 % - 70 %",
        "mellan 60 och 70",
        "Mellom 60 og 70 %",
        "mellan 60 % och 70 %",
    ],
)
def test_read_target_between_two_numbers(printed: str) -> None:
    assert target_of(printed, Direction.LOW) == level(Comparison.BETWEEN, "60", "70")


def test_read_target_between_negative_numbers() -> None:
    assert target_of(f"{MINUS}3{EN_DASH}{MINUS}1") == level(Comparison.BETWEEN, "-3", "-1")
    assert target_of("mellan -3 och 1,5") == level(Comparison.BETWEEN, "-3", "1.5")


def test_read_target_between_equal_numbers_is_read() -> None:
    assert target_of("60-60") == level(Comparison.BETWEEN, "60", "60")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("> 3 procentenheters ökning per år", change(Comparison.ABOVE, "3")),
        ("> 3 prosentpoengs økning pr. år", change(Comparison.ABOVE, "3")),
        ("≥ 3 ökning", change(Comparison.AT_LEAST, "3")),
        ("3 procentenheter ökning", change(Comparison.AT_LEAST, "3")),
        ("> 3 procentenheters minskning per år", change(Comparison.BELOW, "-3")),
        (">= 3 prosentpoeng reduksjon", change(Comparison.AT_MOST, "-3")),
        ("= 3 prosentpoeng nedgang per år", change(Comparison.EXACTLY, "-3")),
        ("< 3 procentenheters reduktion", change(Comparison.ABOVE, "-3")),
        ("<= 3 minskning", change(Comparison.AT_LEAST, "-3")),
        ("mellom 1 og 3 prosentpoeng økning per år", change(Comparison.BETWEEN, "1", "3")),
        ("1-3 procentenheters minskning", change(Comparison.BETWEEN, "-3", "-1")),
        ("> 3 percentage points more a year", change(Comparison.ABOVE, "3")),
        ("≥ 1 percentage point increase per year", change(Comparison.AT_LEAST, "1")),
        ("between 1 and 3 percentage points decrease", change(Comparison.BETWEEN, "-3", "-1")),
        ("> 3 fewer", change(Comparison.BELOW, "-3")),
        ("shall increase", Target(TargetKind.INCREASE)),
        ("decrease", Target(TargetKind.DECREASE)),
    ],
)
def test_read_target_of_a_change(printed: str, expected: Target) -> None:
    assert target_of(printed) == expected


def test_read_target_of_a_decrease_without_a_sign_follows_the_direction() -> None:
    printed = "3 prosentpoeng reduksjon"
    assert target_of(printed, Direction.LOW) == change(Comparison.AT_MOST, "-3")
    assert target_of(printed, Direction.HIGH) == change(Comparison.AT_LEAST, "-3")
    assert target_of(printed, Direction.NONE) == change(Comparison.EXACTLY, "-3")


def test_read_target_of_no_decrease_prints_no_sign_of_minus() -> None:
    found = target_of("= 0 prosentpoeng reduksjon")
    assert isinstance(found, Target)
    assert str(found.low) == "0"


@pytest.mark.parametrize(
    "printed",
    ["> 3 prosentpoeng økning per år", "> 3 % økning per år", "> 3 prosentpoeng", "> +3 %", "> 3 %", "> 3"],
)
def test_read_target_on_a_figure_that_is_itself_a_change(printed: str) -> None:
    expected = Target(TargetKind.GIVEN_CHANGE, Comparison.ABOVE, Decimal(3))
    assert target_of(printed, given_as_change=True) == expected


@pytest.mark.parametrize(
    "printed",
    [
        *("> 3 % økning per år", "3 procent minskning", "> 3 prosentpoeng", "> +3 %", "+3"),
        *("> 3 per cent more a year", "> 3 percent increase", "> 3 percentage points", "> 3 percentage points a year"),
    ],
)
def test_read_target_refuses_what_may_be_no_difference(printed: str) -> None:
    assert target_of(printed) == "not_a_number"


@pytest.mark.parametrize("given_as_change", [False, True])
@pytest.mark.parametrize("direction", Direction)
def test_read_target_of_a_movement(direction: Direction, given_as_change: bool) -> None:
    for printed in (
        "ska öka",
        "Skal øke",
        "öka",
        "Öka.",
        "ska ökas",
        "skall öka",
        "skal økes",
        "o\N{COMBINING DIAERESIS}ka",
    ):
        assert target_of(printed, direction, given_as_change) == Target(TargetKind.INCREASE)
    for printed in (
        "ska minska",
        "skal reduseres",
        "minska",
        "ska minskas",
        "skall reduceras",
        "redusere",
        "skal minke",
    ):
        assert target_of(printed, direction, given_as_change) == Target(TargetKind.DECREASE)


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        (" ", "empty"),
        ("80 (2016)", "another_year"),
        ("= 80 % (2016)", "another_year"),
        ("8 / 3 / 19", "several_numbers"),
        ("70-60", "several_numbers"),
        ("mellan 70 och 60", "not_a_number"),
        ("60 och 70", "not_a_number"),
        ("så bra som möjligt", "not_a_number"),
        ("ska vara 70", "not_a_number"),
        ("minst 80 %", "not_a_number"),
        ("-3 prosentpoeng reduksjon", "not_a_number"),
        ("-3 prosentpoeng økning", "not_a_number"),
        ("3 prosentpoengene økning", "not_a_number"),
        ("öka mycket", "not_a_number"),
    ],
)
def test_read_target_gives_the_reason_for_what_is_no_target(printed: str, reason: str) -> None:
    assert target_of(printed) == reason


@pytest.mark.parametrize(
    ("target", "direction", "result", "expected"),
    [
        ("< 6 %", Direction.LOW, "8.3", Attainment.NOT_MET),
        ("80 %", Direction.HIGH, "72", Attainment.NOT_MET),
        ("> 70 %", Direction.HIGH, "75", Attainment.MET),
        ("> 70 %", Direction.HIGH, "> 70", Attainment.MET),
        ("> 70 %", Direction.HIGH, "", Attainment.NOT_MEASURED),
        ("100 %", Direction.HIGH, "43", Attainment.NOT_MET),
        ("", Direction.HIGH, "536", Attainment.NOT_MEASURED),
    ],
)
def test_attain_of_printed_figures(target: str, direction: Direction, result: str, expected: Attainment) -> None:
    asked, came = read_target(target, direction).target, read_outcome(result).outcome
    assert attain(asked, came, direction=direction).attainment is expected


def test_attain_of_reported_deviations_depends_on_whether_the_figure_is_a_change() -> None:
    printed, surroundings = "> 3 prosentpoeng økning per år", Surroundings(read_outcome("20.3").outcome)
    result = read_outcome("16").outcome
    itself = read_target(printed, Direction.HIGH, given_as_change=True).target
    assert attain(itself, result, surroundings).attainment is Attainment.MET
    between = attain(read_target(printed, Direction.HIGH).target, result, surroundings)
    assert (between.attainment, between.compared) == (Attainment.NOT_MET, Decimal("-4.3"))


def test_printed_figures_keep_what_was_printed() -> None:
    assert read_outcome(" 72 ") == PrintedOutcome(" 72 ", Outcome(Decimal(72)))
    assert read_target(" ", Direction.LOW) == PrintedTarget(" ", None, "empty")
