"""What test contacts by telephone and e-mail come to: answered in time, answered directly, well received."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import IntEnum

from kompassros.methods.agreement import Alpha, Percent, count_alike, krippendorff_ordinal
from kompassros.methods.judgements import Level
from kompassros.methods.public_holidays import is_working_day
from kompassros.methods.rounding import round_half_up

WORKING_DAYS = 2
DECIMALS = 1


class Mark(IntEnum):
    """How a rater found an answer, or how one was met."""

    POOR = 1
    FAIR = 2
    GOOD = 3


_LEVELS = {Mark.POOR: Level.NONE, Mark.FAIR: Level.PARTLY, Mark.GOOD: Level.FULL}

MarkPair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Figure:
    """Of ``denominator`` contacts, ``numerator`` were as they should be."""

    numerator: int
    denominator: int

    @property
    def share(self) -> Decimal | None:
        """Per cent, rounded half up to one decimal; None where there was no contact."""
        if not self.denominator:
            return None
        return round_half_up(Decimal(100 * self.numerator) / Decimal(self.denominator), DECIMALS)


@dataclass(frozen=True)
class Office:
    """Where and by whose rule time is counted. ``country``: whose holidays; ``working_days``: within how many."""

    country: str
    zone: tzinfo
    working_days: int = WORKING_DAYS


@dataclass(frozen=True)
class Letter:
    """An e-mail with a question. ``answered_at``: when a person answered it; None where nobody did."""

    sent_at: datetime
    answered_at: datetime | None


def working_days(first: date, last: date, country: str) -> list[date]:
    """Return the working days from ``first`` to ``last``, both included; none where ``last`` is before ``first``."""
    days = (first + timedelta(days=after) for after in range((last - first).days + 1))
    return [day for day in days if is_working_day(day, country)]


def working_days_between(sent_at: datetime, answered_at: datetime, office: Office) -> int:
    """Return how many working days came after the day on which something was sent, the day of the answer included.

    0 is the same day, or a day without work before the next working day. Days begin and end at midnight of the
    office's time zone, so the hour of sending does not matter, nor does a night in which the clocks are changed.
    """
    sent, answered = (moment.astimezone(office.zone).date() for moment in (sent_at, answered_at))
    return len(working_days(sent + timedelta(days=1), answered, office.country))


def time_is_up(sent_at: datetime, office: Office) -> datetime:
    """Return the first moment at which an answer is late: the midnight that ends the last of the working days.

    The day of sending does not count, so that a letter of a Saturday has the same time as one of the Friday before.

        sent Wednesday, two working days   late from Saturday 00:00
        sent Friday, two working days      late from Wednesday 00:00 (where Monday and Tuesday are no holidays)

    Source: SKL, Kommunens Kvalitet i Korthet 2012, asks for an answer "inom två arbetsdagar"; so ``WORKING_DAYS`` is
    the rule of 2012, and another year may have another. Own choice: from when to when a working day is counted.
    """
    if office.working_days < 1:
        raise ValueError("at least one working day")
    day, left = sent_at.astimezone(office.zone).date(), office.working_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, office.country)
    return datetime.combine(day + timedelta(days=1), time.min, office.zone)


def is_in_time(letter: Letter, office: Office) -> bool:
    """Return whether a person answered before the time was up."""
    if letter.answered_at is None:
        return False
    late_from = time_is_up(letter.sent_at, office).astimezone(UTC)
    return letter.answered_at.astimezone(UTC) < late_from


def mail_answered(letters: Iterable[Letter], office: Office) -> Figure:
    """Return how many letters a person answered in time, of all that were sent.

    An automatic reply is no answer, so a letter that got nothing else counts as not answered, as does one without any.

    Source: SKL, Kommunens Kvalitet i Korthet 2012: share of citizens who send a simple question by e-mail and get an
    answer within two working days. Own choice: what an automatic reply counts as.
    """
    in_time = [is_in_time(letter, office) for letter in letters]
    return Figure(sum(in_time), len(in_time))


def phone_answered(direct: Iterable[bool]) -> Figure:
    """Return how many calls got a direct answer, of all that were made; each is told as True or False.

    A call that nobody took, or that was sent on or asked to come back, got none.

    Source: SKL, Kommunens Kvalitet i Korthet 2012: share of citizens who get in contact by telephone and get a direct
    answer to a simple question. Own choice: calls that nobody took are in the denominator.
    """
    told = list(direct)
    return Figure(sum(told), len(told))


def phone_reception(pairs: Iterable[MarkPair]) -> Figure:
    """Return how many calls had a good reception, of those for which two raters marked it: good by both.

    A pair with None (one of the two has not marked it, or nobody took the call) does not count at all.

    Source: SKL, Kommunens Kvalitet i Korthet 2012: share of citizens who feel well received when they ask a simple
    question by telephone. Own choice: two raters, and that both must say good.
    """
    both = [(first, second) for first, second in pairs if first is not None and second is not None]
    return Figure(sum(first == second == Mark.GOOD for first, second in both), len(both))


@dataclass(frozen=True)
class Agreement:
    """How far two raters agree on one kind of marks, whoever the two were."""

    percent: Percent
    alpha: Alpha


def agreement(pairs: Sequence[MarkPair]) -> Agreement:
    """Return percent agreement and Krippendorff's ordinal alpha over pairs of marks; see ``agreement``.

    The three marks stand for three steps of the scale there; a step that nobody uses changes nothing.
    """
    levels = [(_level(first), _level(second)) for first, second in pairs]
    return Agreement(count_alike(levels), krippendorff_ordinal(levels))


def _level(mark: int | None) -> Level | None:
    return None if mark is None else _LEVELS[Mark(mark)]


def spread_over(days: Sequence[date], *, municipality: int, contact: int, contacts: int) -> date:
    """Return the day for one of a municipality's ``contacts`` (numbered from 0), spread evenly over ``days``.

    Each municipality begins one day later than the one before, so that no day has all the first contacts. Own choice.
    """
    return days[(contact * len(days) // contacts + municipality) % len(days)]
