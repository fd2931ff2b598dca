"""What the addresses of an officer's round are about."""

from datetime import UTC, datetime
from typing import Any

from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.rounds.models import SampleDraw
from kompassros.organisations.models import Organisation
from tests.indicators.rounds.makers import make_asked, make_participant, make_round

_BEGINS = datetime(2024, 9, 10, 11, tzinfo=UTC)


def rounds_of(organisation: Organisation) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject: a round, a measure and a meeting of it, a participant, a draw."""
    one = make_round(key=f"officer-{organisation.key}")
    asked = make_asked(one)
    participant = make_participant(one, organisation)
    draw = SampleDraw._base_manager.create(
        participant=participant,
        organisation=organisation,
        seed="s",
        population=1,
        rows=[1],
        sha256="",
        drawn_at=_BEGINS,
    )
    meeting = RoundMeeting.objects.create(round=one, kind=RoundMeeting.Kind.START, starts_at=_BEGINS)
    return {
        "round": {"key": one.key, "number": 1, "ending": "csv"},
        "round_asked": {"key": one.key, "pk": asked.pk},
        "round_meeting": {"key": one.key, "pk": meeting.pk},
        "round_draw": {"key": one.key, "municipality": organisation.key, "pk": draw.pk},
        "round_participant": {"key": one.key, "municipality": organisation.key, "asked": asked.pk},
    }
