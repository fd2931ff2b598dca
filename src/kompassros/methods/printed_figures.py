"""What a source prints as a result or a target, read as what it is; never more than stands there."""

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from kompassros.methods.direction import Direction
from kompassros.methods.targets import Comparison, Outcome, Target, TargetKind

_BLANK = "[ \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}]"
_MINUS = "\N{MINUS SIGN}\N{EN DASH}-"
_SIZE = rf"(?:[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+|[0-9]+)(?:[.,][0-9]+)?"
_NUMBER = rf"[+{_MINUS}]?{_SIZE}"
_SIGN = "<=|>=|<|>|≤|≥"
_PER_CENT = r"(?:\s*%)?"
_OUTCOME = re.compile(rf"(?P<sign>{_SIGN})?\s*(?P<number>{_NUMBER}){_PER_CENT}")
_WITH_YEAR = re.compile(rf"(?:{_SIGN}|=)?\s*{_NUMBER}{_PER_CENT}\s*\((?:19|20)[0-9]{{2}}\)")
_BETWEEN_NUMBERS = rf"(?:[\s/;()|%<>=≤≥{_MINUS}]|,\s)"
_SEVERAL = re.compile(rf"{_BETWEEN_NUMBERS}*0(?:{_BETWEEN_NUMBERS}+0)+{_BETWEEN_NUMBERS}*")
_FIGURE = (
    rf"(?:(?P<between>(?:mellan|mellom|between)\s+)?(?P<low>{_NUMBER}){_PER_CENT}"
    rf"(?(between)\s+(?:och|og|and)\s+|\s*[{_MINUS}]\s*)(?P<high>{_NUMBER})"
    rf"|(?P<sign>{_SIGN}|=)?\s*(?P<number>{_NUMBER}))"
)
_UP = "ökning|økning|increase|more"
_DOWN = "minskning|reduktion|reduksjon|nedgang|decrease|reduction|less|fewer"
_YEARLY = r"(?:\s+(?:(?:per|pr\.?)\s+år|(?:per|a|each|every)\s+year))?"
_POINTS = "procentenheters?|prosentenheters?|prosentpoengs?|percentage points?"
_SHARE = "%|procent|prosent|per cent|percent"
_LEVEL = re.compile(rf"{_FIGURE}(?:\s*(?:(?P<points>{_POINTS})|{_SHARE}))?", re.IGNORECASE)
_CHANGE = re.compile(
    rf"{_FIGURE}(?:\s*(?:{_POINTS})|\s*(?P<share>{_SHARE}))?"
    rf"\s+(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_YEARLY}",
    re.IGNORECASE,
)
_INCREASE = re.compile(r"(?:(?:skall?|ska|shall)\s+)?(?:ökas?|økes?|increase)\.?", re.IGNORECASE)
_DECREASE = re.compile(
    r"(?:(?:skall?|ska|shall)\s+)?(?:minskas?|reduceras?|reduseres?|minke|decrease)\.?", re.IGNORECASE
)
_COMPARISONS = {
    "<": Comparison.BELOW,
    "<=": Comparison.AT_MOST,
    "≤": Comparison.AT_MOST,
    "=": Comparison.EXACTLY,
    "≥": Comparison.AT_LEAST,
    ">=": Comparison.AT_LEAST,
    ">": Comparison.ABOVE,
}
_UNSAID = {
    Direction.HIGH: Comparison.AT_LEAST,
    Direction.LOW: Comparison.AT_MOST,
    Direction.NONE: Comparison.EXACTLY,
}
_MIRROR = {
    Comparison.BELOW: Comparison.ABOVE,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.EXACTLY: Comparison.EXACTLY,
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.ABOVE: Comparison.BELOW,
}


@dataclass(frozen=True)
class PrintedOutcome:
    """A result as printed, and the outcome that it says.

    ``reason`` is empty for an outcome, else why there is none: ``empty``, ``not_a_number``, ``several_numbers`` or
    ``another_year``.
    """

    printed: str
    outcome: Outcome | None
    reason: str = ""


@dataclass(frozen=True)
class PrintedTarget:
    """A target as printed, and what it asks for; ``reason`` as in ``PrintedOutcome``."""

    printed: str
    target: Target | None
    reason: str = ""


def _as_number(text: str) -> Decimal:
    plain = re.sub(_BLANK, "", text).replace(",", ".")
    return Decimal(re.sub(f"^[{_MINUS}]", "-", plain))


def _clean(printed: str) -> str:
    return normalize("NFC", printed).strip()


def _find_reason(text: str) -> str:
    if not text:
        return "empty"
    if _WITH_YEAR.fullmatch(text):
        return "another_year"
    return "several_numbers" if _SEVERAL.fullmatch(re.sub(_SIZE, "0", text)) else "not_a_number"


def read_outcome(printed: str) -> PrintedOutcome:
    """Return the outcome that a printed result says, or the reason why it says none.

    A number has an optional sign, whole digits or groups of three with blanks between them, and decimals after a point
    or a comma: "8.2", "8,2", "1 234,5". A sign of per cent may follow it and changes nothing. Before it may stand <, >,
    <= or >= (also ≤ and ≥), which makes it an inequality. Words are never read as either.

    Nothing is computed from anything else: blank is ``empty``, a number with a year in brackets belongs to
    ``another_year``, two numbers or more are ``several_numbers``, and the rest is ``not_a_number``.

    Own choice.
    """
    text = _clean(printed)
    found = _OUTCOME.fullmatch(text)
    if found is None:
        return PrintedOutcome(printed, None, _find_reason(text))
    bound = _COMPARISONS[found["sign"]].value if found["sign"] else ""
    return PrintedOutcome(printed, Outcome(_as_number(found["number"]), bound))


def _read_movement(text: str) -> TargetKind | None:
    if _INCREASE.fullmatch(text):
        return TargetKind.INCREASE
    return TargetKind.DECREASE if _DECREASE.fullmatch(text) else None


def _negate(number: Decimal) -> Decimal:
    return number.copy_negate() if number else number


def _read_range(low: Decimal, high: Decimal, kind: TargetKind) -> Target | None:
    return Target(kind, Comparison.BETWEEN, low, high) if low <= high else None


def _read_level(found: re.Match[str], kind: TargetKind, direction: Direction) -> Target | None:
    if found["low"]:
        return _read_range(_as_number(found["low"]), _as_number(found["high"]), kind)
    comparison = _COMPARISONS.get(found["sign"], _UNSAID[direction])
    return Target(kind, comparison, _as_number(found["number"]))


def _read_change(found: re.Match[str], kind: TargetKind, direction: Direction) -> Target | None:
    level = _read_level(found, kind, direction)
    if level is None or level.low is None or level.low < 0:
        return None
    if found["up"]:
        return level
    if level.high is not None:
        return _read_range(_negate(level.high), _negate(level.low), kind)
    comparison = _MIRROR[_COMPARISONS[found["sign"]]] if found["sign"] else _UNSAID[direction]
    return Target(kind, comparison, _negate(level.low))


def _read_numbers(text: str, direction: Direction, given_as_change: bool) -> Target | None:
    level, change = _LEVEL.fullmatch(text), _CHANGE.fullmatch(text)
    if change and (given_as_change or not change["share"]):
        return _read_change(change, TargetKind.GIVEN_CHANGE if given_as_change else TargetKind.CHANGE, direction)
    if level and (given_as_change or not (level["points"] or "+" in text)):
        return _read_level(level, TargetKind.GIVEN_CHANGE if given_as_change else TargetKind.LEVEL, direction)
    return None


def read_target(printed: str, direction: Direction, given_as_change: bool = False) -> PrintedTarget:
    """Return what a printed target asks for, or the reason why that is not to be read.

    * A number with <, <=, =, >= or > before it is a level: "< 6 %". Without a sign it is at least that for
      ``Direction.HIGH``, at most for ``LOW``, exactly for ``NONE``: "80 %".
    * "60-70", "mellan 60 och 70", "mellom 60 og 70" and "between 60 and 70" are between, both ends included.
    * With "ökning", "økning", "increase" or "more" after it, the number is a change; with "minskning", "reduktion",
      "reduksjon", "nedgang", "decrease", "reduction", "less" or "fewer" one downwards, so that more than 3 becomes a
      change below -3. "Per år", "per year" or "a year" may follow.
    * "Ska öka", "skal øke", "shall increase", "ska minska", "skal reduseres" and their like ask for any such change.

    Numbers are those of ``read_outcome``. ``given_as_change`` says that the indicator's figure is itself a yearly
    change; every target with a number is then on that figure. Else a change in per cent is not read, since it is one
    of the previous value and not a difference; nor are a number with a plus and one of percentage points without a
    word, which may be a level or a change. A range that falls is never read.

    The reasons are those of ``read_outcome``; words that are not understood are ``not_a_number`` too.

    Own choice.
    """
    text = _clean(printed)
    movement = _read_movement(text)
    if movement is not None:
        return PrintedTarget(printed, Target(movement))
    target = _read_numbers(text, direction, given_as_change)
    return PrintedTarget(printed, target, "" if target else _find_reason(text))
