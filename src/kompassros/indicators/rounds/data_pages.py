"""What the pages of a municipality's part in a round have in common: who may change, and how a page is shown."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kompassros.indicators.rounds.handing_in import data_of
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData, Participant
from kompassros.indicators.rounds.policies import HAND_IN, SIGN_OFF

FOLDER = "indicators/rounds/data"


@dataclass
class Seen:
    """An entry as a person saw it, for saving: its version is one more than that of the row, 1 where there is none."""

    participant: Participant
    asked: AskedMeasure
    row: OwnData | None
    version: int = 0

    def __post_init__(self) -> None:
        """Begin with the version of the row."""
        self.version = (self.row.version if self.row is not None else 0) + 1

    def refresh_from_db(self) -> None:
        """Read the entry again, after somebody else has changed it."""
        self.row = data_of(self.participant).get(self.asked.pk)
        self.__post_init__()


def is_open(participant: Participant) -> bool:
    """Return whether data can be handed in now."""
    return participant.round.state == CollectionRound.State.COLLECTING and participant.withdrawn_at is None


def may_hand_in(request: HttpRequest, participant: Participant) -> bool:
    """Return whether the person can hand in now."""
    return is_open(participant) and HAND_IN.allows(request.user, participant)


def may_sign_off(request: HttpRequest, participant: Participant) -> bool:
    """Return whether the person can sign off now."""
    return is_open(participant) and participant.signed_off_at is None and SIGN_OFF.allows(request.user, participant)


def show_page(request: HttpRequest, template: str, participant: Participant, page: dict[str, Any]) -> HttpResponse:
    """Render a page of a municipality's part in a round."""
    content = {"participant": participant, "one": participant.round, "back": overview_of(participant), **page}
    return render(request, f"{FOLDER}/{template}.html", content)


def overview_of(participant: Participant) -> str:
    """Return the address of the municipality's page of a round."""
    return reverse("rounds:participant", args=names_of(participant))


def names_of(participant: Participant) -> list[str]:
    """Return what the addresses of a participant's pages name."""
    return [participant.round.key, participant.organisation.key]
