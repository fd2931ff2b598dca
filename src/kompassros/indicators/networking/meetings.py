"""Meetings of a network or of a round: planned, changed, called off; and as entries of a calendar."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.networking import trail
from kompassros.indicators.networking.models import MeasureNetwork, RoundMeeting
from kompassros.indicators.networking.policies import KEEP_NETWORK
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.policies import MANAGE_ROUND
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.calendar_files import Event
from kompassros.records.errors import DomainError
from kompassros.records.mail import absolute
from kompassros.web.formats import current_language

Owner = CollectionRound | MeasureNetwork


@dataclass(frozen=True)
class Meeting:
    """When a meeting begins and ends (aware), what kind it is, where, for whom, and what to remember of it."""

    kind: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    audience: str = ""
    note: str = ""


@transaction.atomic
def plan_meeting(*, owner: Owner, meeting: Meeting, person: Any) -> RoundMeeting:
    """Add a meeting. DomainError for one that ends before it begins."""
    _require(owner, person)
    _check(meeting)
    owned = {"network": owner} if isinstance(owner, MeasureNetwork) else {"round": owner}
    planned = RoundMeeting.objects.create(**owned, **asdict(meeting))
    trail.write_meeting(planned, person, "planned", after=_told(meeting))
    return planned


@transaction.atomic
def change_meeting(*, planned: RoundMeeting, meeting: Meeting, person: Any) -> RoundMeeting:
    """Change a meeting. Conflict where somebody else has meanwhile; DomainError for one that is cancelled."""
    _require(owner_of(planned), person)
    _refuse_cancelled(planned)
    _check(meeting)
    before = _told(Meeting(**{name: getattr(planned, name) for name in Meeting.__dataclass_fields__}))
    claim(planned, **asdict(meeting))
    trail.write_meeting(planned, person, "changed", before=before, after=_told(meeting))
    return planned


@transaction.atomic
def cancel_meeting(*, planned: RoundMeeting, person: Any) -> RoundMeeting:
    """Call a meeting off; it stays in the list, and calendars that fetch the file again show it as cancelled."""
    _require(owner_of(planned), person)
    _refuse_cancelled(planned)
    claim(planned, cancelled_at=clock.now())
    trail.write_meeting(planned, person, "cancelled")
    return planned


def event_of(planned: RoundMeeting, page: str) -> Event:
    """Return a meeting as an entry of a calendar; a cancelled one says so. ``page``: its address on this site."""
    title = f"{owner_of(planned)}: {planned.get_kind_display()}"
    if planned.cancelled_at is not None:
        title = _("Cancelled: %(meeting)s") % {"meeting": title}
    return Event(
        uid=f"round-meeting-{planned.pk}",
        title=title,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        place=planned.place,
        description=planned.audience,
        address=absolute(page, current_language()),
        sequence=planned.version,
        cancelled=planned.cancelled_at is not None,
    )


def owner_of(planned: RoundMeeting) -> Owner:
    """Return the round or the network that a meeting belongs to."""
    owner: Owner | None = planned.network or planned.round
    if owner is None:
        raise ValueError(f"meeting {planned.pk} belongs to no round and no network")
    return owner


def _require(owner: Owner, person: Any) -> None:
    require(person, KEEP_NETWORK if isinstance(owner, MeasureNetwork) else MANAGE_ROUND, owner)


def _refuse_cancelled(planned: RoundMeeting) -> None:
    if RoundMeeting.objects.filter(pk=planned.pk).exclude(cancelled_at=None).exists():
        raise DomainError(_("The meeting is cancelled. Plan a new one."))


def _check(meeting: Meeting) -> None:
    if meeting.ends_at is not None and meeting.ends_at <= meeting.starts_at:
        raise DomainError(_("A meeting ends after it has begun."))


def _told(meeting: Meeting) -> dict[str, Any]:
    """Return what the history keeps of a meeting: not its note, which may be about people."""
    kept = {name: value for name, value in asdict(meeting).items() if name != "note" and value}
    return {name: value.isoformat() if isinstance(value, datetime) else str(value) for name, value in kept.items()}
