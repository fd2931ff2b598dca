"""A round in which Granby hands in two measures, at noon of a day in the time for it; the store has nothing before."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.urls import reverse

from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, Participant
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from tests.indicators.rounds.makers import make_asked, make_participant, make_round, person_with

NOON = "2026-09-15T12:00:00+02:00"
DAYS = {
    "sign_up_until": date(2026, 8, 31),
    "collect_from": date(2026, 9, 1),
    "collect_until": date(2026, 10, 30),
}


@dataclass(frozen=True)
class DataCase:
    """What the tests need of it."""

    one: CollectionRound
    first: AskedMeasure
    second: AskedMeasure
    granby: Participant
    norrvik: Participant
    coordinator: Person

    def stored(self) -> Participant:
        """Return Granby's part as it is stored now."""
        rows = Participant._base_manager.select_related("round", "organisation")
        found: Participant = rows.get(pk=self.granby.pk)
        return found

    def at(self, name: str, *arguments: object, who: str = "granby") -> str:
        """Return an address of Granby's part, or of another's."""
        return reverse(f"rounds:{name}", args=[self.one.key, who, *arguments])


def data_case() -> DataCase:
    """Make the round."""
    one = make_round(**DAYS)
    first, second = make_asked(one), make_asked(one)
    granby, norrvik = make_participant(one), make_participant(one, "norrvik")
    return DataCase(one, first, second, granby, norrvik, person_with(Role.COORDINATOR))


def sent(version: int, **values: Any) -> dict[str, Any]:
    """Return what a form sends."""
    return {"version": version, "request_id": str(uuid4()), "status": "value", **values}
