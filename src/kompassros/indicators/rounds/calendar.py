"""The year's three meetings of a round, as a beginning that the officer changes."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.indicators.networking.meetings import Meeting, plan_meeting
from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.policies import MANAGE_ROUND
from kompassros.indicators.rounds.saving import State, lock_round
from kompassros.organisations.saving import require
from kompassros.records.errors import DomainError

Kind = RoundMeeting.Kind
_BEGINS, _ENDS = time(13), time(15)
_SATURDAY = 5


def usual_meetings(one: CollectionRound) -> list[Meeting]:
    """Return the year's three meetings: start in September, results in January, development questions in May.

    The months are those of KKiK; the days, 13 to 15 o'clock on the first working day from the 10th, are our own choice.
    """
    everybody, leaders = _("all who take part"), _("project leaders")
    days = (
        (Kind.START, date(one.year, 9, 10), everybody),
        (Kind.RESULTS, date(one.year + 1, 1, 10), everybody),
        (Kind.DEVELOPMENT, date(one.year + 1, 5, 10), leaders),
    )
    return [_meeting_on(kind, day, audience) for kind, day, audience in days]


def _meeting_on(kind: str, day: date, audience: str) -> Meeting:
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    begins, ends = (timezone.make_aware(datetime.combine(day, hour)) for hour in (_BEGINS, _ENDS))
    return Meeting(kind, begins, ends, audience=audience)


def lacks_usual(one: CollectionRound, meetings: Iterable[RoundMeeting]) -> bool:
    """Return whether one of the year's three meetings is not among a round's meetings."""
    return bool(_missing(one, meetings))


def _missing(one: CollectionRound, meetings: Iterable[RoundMeeting]) -> list[Meeting]:
    known = {each.kind for each in meetings if each.cancelled_at is None}
    return [meeting for meeting in usual_meetings(one) if meeting.kind not in known]


@transaction.atomic
def plan_usual(*, one: CollectionRound, person: Any) -> list[RoundMeeting]:
    """Add those of the year's three meetings that the round does not have; DomainError where it has them all."""
    require(person, MANAGE_ROUND, one)
    held = lock_round(one, State.values)
    missing = _missing(held, held.meetings.all())
    if not missing:
        raise DomainError(_("The round has the year's three meetings already."))
    return [plan_meeting(owner=held, meeting=meeting, person=person) for meeting in missing]
