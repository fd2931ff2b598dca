"""Whether a goal's target is reached: the computed attainment, apart from trend, activity and anybody's verdict."""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Group
from kompassros.methods.rounding import round_half_up

RULE_VERSION = 1
BOUNDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class TargetKind(StrEnum):
    """What a target asks for."""

    LEVEL = "level"
    CHANGE = "change"
    GIVEN_CHANGE = "given_change"
    INCREASE = "increase"
    DECREASE = "decrease"
    BEST_QUARTER = "best_quarter"
    BETTER_THAN_COUNTRY = "better_than_country"
    BETTER_THAN_GROUP = "better_than_group"
    BETTER_THAN_LAST = "better_than_last"


class Comparison(StrEnum):
    """How a figure is held against a target's number; between counts both ends in."""

    BELOW = "<"
    AT_MOST = "<="
    EXACTLY = "="
    AT_LEAST = ">="
    ABOVE = ">"
    BETWEEN = "between"


class Attainment(StrEnum):
    """What became of a target; not measured is a status of its own, not a kind of failure."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_MEASURED = "not_measured"


class NotMeasured(StrEnum):
    """Why nobody can say whether a target is met."""

    NO_TARGET = "no_target"
    NO_VALUE = "no_value"
    UNDECIDED = "undecided"
    NO_PREVIOUS = "no_previous"
    BREAK = "break"
    NO_DIRECTION = "no_direction"
    NO_REFERENCE = "no_reference"
    NO_PLACE = "no_place"


NUMBER_KINDS = frozenset({TargetKind.LEVEL, TargetKind.CHANGE, TargetKind.GIVEN_CHANGE})
_AGAINST_LAST = frozenset({TargetKind.CHANGE, TargetKind.INCREASE, TargetKind.DECREASE, TargetKind.BETTER_THAN_LAST})
_BY_DIRECTION = frozenset({TargetKind.BETTER_THAN_COUNTRY, TargetKind.BETTER_THAN_GROUP, TargetKind.BETTER_THAN_LAST})
_RISING = frozenset({Comparison.AT_LEAST, Comparison.ABOVE})
_FALLING = frozenset({Comparison.AT_MOST, Comparison.BELOW})
_MIRROR = {"": "", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class Target:
    """A target, in the unit of its indicator; a change in the unit of the difference.

    ``low`` is the number, or the lower end of ``BETWEEN``, whose upper end is ``high``. ``acceptable`` is the lowest
    acceptable level, on the scale of ``low``; it does not meet the target itself. The kinds that are not held against
    a number have none of these. What does not fit together raises ``ValueError``.
    """

    kind: TargetKind
    comparison: Comparison | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    acceptable: Decimal | None = None

    def __post_init__(self) -> None:
        numbers = [number for number in (self.low, self.high, self.acceptable) if number is not None]
        if any(not number.is_finite() for number in numbers):
            raise ValueError("a target's numbers must be finite")
        if self.kind in NUMBER_KINDS:
            self._check_numbers()
        elif self.comparison is not None or numbers:
            raise ValueError(f"a target of the kind {self.kind} has no comparison and no numbers")

    def _check_numbers(self) -> None:
        if self.comparison is None or self.low is None:
            raise ValueError(f"a target of the kind {self.kind} needs a comparison and a number")
        if (self.high is not None) is not (self.comparison is Comparison.BETWEEN):
            raise ValueError("a target between two numbers needs an upper end, and no other target has one")
        if self.high is not None and self.high < self.low:
            raise ValueError(f"the upper end must not lie below the lower, as {self.high} and {self.low} do")
        if self.acceptable is not None:
            self._check_acceptable(self.acceptable)

    def _check_acceptable(self, acceptable: Decimal) -> None:
        if self.comparison not in _RISING | _FALLING:
            raise ValueError(f"a target with {self.comparison} has no lowest acceptable level")
        test = _read_test(self)
        if test is None or _is_met(Fraction(acceptable), test):
            raise ValueError(f"the lowest acceptable level must lie on the bad side of the target, not at {acceptable}")


@dataclass(frozen=True)
class Outcome:
    """A result in the indicator's unit, ``None`` where nothing was measured.

    ``bound`` is empty for a number, or ``<``, ``<=``, ``>`` or ``>=`` where only that is printed.
    """

    value: Decimal | None
    bound: str = ""
    preliminary: bool = False

    def __post_init__(self) -> None:
        if self.bound not in BOUNDS:
            raise ValueError(f"a bound must be one of {', '.join(filter(None, BOUNDS))} or empty, not {self.bound!r}")
        if self.value is None and self.bound:
            raise ValueError("a bound needs a number")
        if self.value is not None and not self.value.is_finite():
            raise ValueError(f"an outcome must be a finite number, not {self.value}")


@dataclass(frozen=True)
class Surroundings:
    """What an outcome can be held against.

    ``broken`` says that a break (definition, method, population) lies between the previous value and the outcome.
    ``country`` and ``group`` are means; ``quarter`` is the place among all by ``quarters.group_of``.
    """

    previous: Outcome | None = None
    broken: bool = False
    country: Decimal | None = None
    group: Decimal | None = None
    quarter: Group | None = None

    def __post_init__(self) -> None:
        if any(mean is not None and not mean.is_finite() for mean in (self.country, self.group)):
            raise ValueError("a mean must be a finite number")


@dataclass(frozen=True)
class Attained:
    """Whether a target is met; ``reason`` is there for what is not measured, and for nothing else.

    ``compared`` is the exact number that was compared: the value, or the change where the target is held against the
    previous value. It is ``None`` for what is not measured, and where an inequality was compared.
    """

    attainment: Attainment
    reason: NotMeasured | None
    compared: Decimal | None
    preliminary: bool


class _Figure(NamedTuple):
    value: Decimal
    bound: str


class _Test(NamedTuple):
    comparison: Comparison
    low: Decimal
    high: Decimal | None = None
    acceptable: Decimal | None = None


def _read_test(target: Target) -> _Test | None:
    if target.comparison is None or target.low is None:
        return None
    return _Test(target.comparison, target.low, target.high, target.acceptable)


def _is_met(number: Fraction, test: _Test) -> bool:
    if test.high is not None:
        return Fraction(test.low) <= number <= Fraction(test.high)
    bound = "" if test.comparison is Comparison.EXACTLY else test.comparison.value
    return BOUNDS[bound](number, Fraction(test.low))


def _judge(number: Fraction, test: _Test) -> Attainment:
    if _is_met(number, test):
        return Attainment.MET
    if test.acceptable is None:
        return Attainment.NOT_MET
    level = Fraction(test.acceptable)
    accepted = number >= level if test.comparison in _RISING else number <= level
    return Attainment.PARTLY if accepted else Attainment.NOT_MET


def _possible(figure: _Figure, test: _Test) -> Iterator[Fraction]:
    """Numbers that the figure can be: all borders of the test that it can be, and one in each stretch between."""
    there = (figure.value, test.low, test.high, test.acceptable)
    cuts = sorted({Fraction(number) for number in there if number is not None})
    between = [(one + other) / 2 for one, other in pairwise(cuts)]
    fits, value = BOUNDS[figure.bound], Fraction(figure.value)
    return (number for number in (cuts[0] - 1, *cuts, *between, cuts[-1] + 1) if fits(number, value))


def _count_decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _subtract(later: _Figure, earlier: _Figure) -> _Figure | None:
    """Return the exact change; ``None`` where two inequalities leave it quite open."""
    bounds = {later.bound, _MIRROR[earlier.bound]} - {""}
    if len({bound[0] for bound in bounds}) > 1:
        return None
    decimals = max(_count_decimals(later.value), _count_decimals(earlier.value))
    difference = round_half_up(Fraction(later.value) - Fraction(earlier.value), decimals)
    return _Figure(difference, min(bounds, key=len, default=""))


def _read(outcome: Outcome | None) -> _Figure | None:
    return None if outcome is None or outcome.value is None else _Figure(outcome.value, outcome.bound)


def _find_border(kind: TargetKind, surroundings: Surroundings) -> Decimal | None:
    """Return the number that a target without its own one is held against, ``None`` for a mean that is missing."""
    means = {
        TargetKind.BETTER_THAN_COUNTRY: surroundings.country,
        TargetKind.BETTER_THAN_GROUP: surroundings.group,
    }
    return means.get(kind, Decimal(0))


def _find_reason(kind: TargetKind, surroundings: Surroundings, direction: Direction) -> NotMeasured | None:
    if kind in _BY_DIRECTION and direction is Direction.NONE:
        return NotMeasured.NO_DIRECTION
    if kind in _AGAINST_LAST and surroundings.broken:
        return NotMeasured.BREAK
    if kind in _AGAINST_LAST and _read(surroundings.previous) is None:
        return NotMeasured.NO_PREVIOUS
    if _find_border(kind, surroundings) is None:
        return NotMeasured.NO_REFERENCE
    return NotMeasured.NO_PLACE if kind is TargetKind.BEST_QUARTER and surroundings.quarter is None else None


def _as_test(target: Target, surroundings: Surroundings, direction: Direction) -> _Test:
    """Return the target as a comparison with numbers, whatever its kind."""
    rising = target.kind is TargetKind.INCREASE or (target.kind in _BY_DIRECTION and direction is Direction.HIGH)
    border = _find_border(target.kind, surroundings) or Decimal(0)
    return _read_test(target) or _Test(Comparison.ABOVE if rising else Comparison.BELOW, border)


def _answers(
    target: Target, figure: _Figure, surroundings: Surroundings, direction: Direction
) -> tuple[_Figure | None, set[Attainment]]:
    """Return the figure that is compared, and every answer that it can have; none where that is quite open."""
    if target.kind is TargetKind.BEST_QUARTER:
        met = surroundings.quarter is Group.BEST
        return figure, set() if figure.bound else {Attainment.MET if met else Attainment.NOT_MET}
    previous = _read(surroundings.previous)
    compared = _subtract(figure, previous) if target.kind in _AGAINST_LAST and previous else figure
    if compared is None:
        return None, set()
    test = _as_test(target, surroundings, direction)
    return compared, {_judge(number, test) for number in _possible(compared, test)}


def _is_preliminary(target: Target | None, outcome: Outcome | None, surroundings: Surroundings) -> bool:
    against_last = target is not None and target.kind in _AGAINST_LAST
    used = [outcome, surroundings.previous if against_last else None]
    return any(one is not None and one.preliminary for one in used)


def attain(
    target: Target | None,
    outcome: Outcome | None,
    surroundings: Surroundings = Surroundings(),
    direction: Direction = Direction.NONE,
) -> Attained:
    """Return whether a target is met, partly met or not met, or the reason why nobody can say.

    The figure that is compared is, exactly and without rounding,

    * the outcome for ``LEVEL``, for ``GIVEN_CHANGE`` (it is itself a yearly change, as printed), against the mean of
      the country or the group, and for ``BEST_QUARTER``;
    * ``outcome - previous`` for ``CHANGE``, ``INCREASE``, ``DECREASE`` and ``BETTER_THAN_LAST``.

    Met when the figure fits the comparison with the target's number, both ends of ``BETWEEN`` included. Else partly
    when there is a lowest acceptable level and the figure is at it or between it and the target. Else not met; without
    such a level nothing is met partly. ``INCREASE`` is a change above 0 and ``DECREASE`` one below. Better is strictly
    above for ``Direction.HIGH`` and strictly below for ``LOW``; direction plays no part elsewhere. ``BEST_QUARTER`` is
    met by ``Group.BEST`` alone.

    An inequality has an answer when every number that it can be has the same one, else it is ``UNDECIDED``: "> 70"
    meets ">= 70" and "> 70", and is undecided against ">= 75". Any number counts as possible, since nothing here says
    that a share ends at 100. A change from or to an inequality is one itself. The place of an inequality is undecided.

    Not measured, and the first reason that holds: ``NO_TARGET``, ``NO_VALUE``, ``NO_DIRECTION``, ``BREAK``,
    ``NO_PREVIOUS``, ``NO_REFERENCE``, ``NO_PLACE``, ``UNDECIDED``. A break matters only where the previous value does.

    Preliminary when the outcome is, or the previous value where the target is held against it.

    Own choice: no source prints such a rule with its numbers.
    """
    preliminary = _is_preliminary(target, outcome, surroundings)
    figure = _read(outcome)
    if target is None or figure is None:
        missing = NotMeasured.NO_TARGET if target is None else NotMeasured.NO_VALUE
        return Attained(Attainment.NOT_MEASURED, missing, None, preliminary)
    reason = _find_reason(target.kind, surroundings, direction)
    if reason:
        return Attained(Attainment.NOT_MEASURED, reason, None, preliminary)
    compared, answers = _answers(target, figure, surroundings, direction)
    if compared is None or len(answers) != 1:
        return Attained(Attainment.NOT_MEASURED, NotMeasured.UNDECIDED, None, preliminary)
    (answer,) = answers
    return Attained(answer, None, None if compared.bound else compared.value, preliminary)
