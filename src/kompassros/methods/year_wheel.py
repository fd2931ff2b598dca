"""The year wheel: days of a printed period, places on the ring, and what is over, now and next."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = 12
LEAST_TURN = 0.045
_PERIOD = re.compile(
    r"month (\d{1,2})|months (\d{1,2})-(\d{1,2})|quarter ([1-4])|tertial ([1-3])"
    r"|day (\d{1,2})-(\d{1,2})|days (\d{1,2})-(\d{1,2}) to (\d{1,2})-(\d{1,2})"
)
_QUARTER, _TERTIAL = 3, 4


class Standing(StrEnum):
    """Where something of the wheel stands on a day."""

    OVERDUE = "overdue"
    NOW = "now"
    AHEAD = "ahead"
    DONE = "done"


@dataclass(frozen=True)
class Span:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Arc:
    """A piece of the ring. start and end: turns clockwise from the top, 0 to 1; lane: 0 is the outermost."""

    start: float
    end: float
    lane: int


def days_of(period: str, year: int) -> Span:
    """Return the days of a period: "month 5", "months 4-5", "quarter 2", "tertial 1", "day 4-30", "days 3-15 to 4-15".

    A month, quarter (three months) or tertial (four months) runs from its first day to its last, since sources print
    no days; a date on which figures are cut off, or by which something is done, is that one day. Months or days whose
    order is turned, and days that do not exist, are a ``ValueError``. Own choice.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"no period of the year: {period!r}")
    month, begins, ends, quarter, tertial, *days = (int(text) if text else 0 for text in found.groups())
    on_day, from_day, to_day = (tuple(days[place : place + 2]) for place in (0, 2, 4))
    if any(days):
        first, last = (on_day, on_day) if any(on_day) else (from_day, to_day)
        return _ordered(date(year, *first), date(year, *last))
    if month:
        begins = ends = month
    elif quarter or tertial:
        length = _QUARTER if quarter else _TERTIAL
        ends = (quarter or tertial) * length
        begins = ends - length + 1
    return _ordered(date(year, begins, 1), _end_of(year, ends))


def _ordered(first: date, last: date) -> Span:
    if last < first:
        raise ValueError(f"{last} comes before {first}")
    return Span(first, last)


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def move_to(span: Span, year: int) -> Span:
    """Return the same days in another year; the year between its first and last day stays the same.

    The last day of a month stays the last, so 28 February becomes the 29th of a leap year. Own choice.
    """
    return Span(_moved(span.first, year), _moved(span.last, year + span.last.year - span.first.year))


def _moved(day: date, year: int) -> date:
    last = _end_of(year, day.month)
    is_last = day == _end_of(day.year, day.month)
    return last if is_last else day.replace(year=year)


def turn_of(day: date, *, after: bool = False) -> float:
    """Return where a day begins on the ring (or ends, with ``after``): 0 at the top for 1 January, clockwise, under 1.

    Every month takes a twelfth, whatever its length, and a day its share of the month.
    """
    length = monthrange(day.year, day.month)[1]
    return (day.month - 1 + (day.day - 1 + after) / length) / MONTHS


def lay_out(spans: Sequence[Span], year: int) -> list[Arc]:
    """Return the arcs of a year's spans in the order given, in as few lanes as need be so that none lie on each other.

    Each goes into the outermost lane that is free, those that begin first first, and of these the longest. One that is
    shorter than ``LEAST_TURN`` (16 degrees) is given that room around its middle, for its number, but is drawn as long
    as it is. Days outside the year are cut off. Own choice.
    """
    turns = [_turns(span, year) for span in spans]
    ends: list[float] = []
    lanes = [0] * len(turns)
    for place in sorted(range(len(turns)), key=lambda number: (turns[number][0], -turns[number][1])):
        begins, over = _room(*turns[place])
        lane = next((number for number, end in enumerate(ends) if end <= begins), len(ends))
        ends[lane : lane + 1] = [over]
        lanes[place] = lane
    return [Arc(start, end, lane) for (start, end), lane in zip(turns, lanes, strict=True)]


def _turns(span: Span, year: int) -> tuple[float, float]:
    first, last = max(span.first, date(year, 1, 1)), min(span.last, date(year, 12, 31))
    return turn_of(first), turn_of(last, after=True)


def _room(start: float, end: float) -> tuple[float, float]:
    lacking = max(0.0, LEAST_TURN - (end - start)) / 2
    return round(start - lacking, 6), round(end + lacking, 6)


def standing_of(span: Span, *, done: bool, today: date) -> Standing:
    """Return where something stands: done where somebody says so, else by its days; the last day is still now.

    Own choice: what is over and not marked as done is overdue, never silently done.
    """
    if done:
        return Standing.DONE
    if today > span.last:
        return Standing.OVERDUE
    return Standing.NOW if today >= span.first else Standing.AHEAD
