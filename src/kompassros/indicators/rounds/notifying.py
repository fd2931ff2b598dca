"""Whom a round tells what: coordinators when it opens and when data are to come, and those who have not answered."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.saving import State
from kompassros.indicators.rounds.taking_part import coordinators_of, municipalities_to_add, participants_of
from kompassros.organisations.models import Organisation, Person
from kompassros.records.notices import notify, register_kind

OPENED, COLLECTING, REMINDED = "round_opened", "round_collecting", "round_reminded"


def tell_next(one: CollectionRound, person: Any) -> int:
    """Tell the coordinators that the round is open for sign-up, or that data can be handed in; not who moved it."""
    if one.state == State.SIGN_UP:
        return tell(one, OPENED, _everybody(municipalities_to_add(one), person), one.sign_up_until.isoformat())
    taking_part = [participant.organisation for participant in participants_of(one)]
    return tell(one, COLLECTING, _everybody(taking_part, person), one.collect_until.isoformat())


def _everybody(organisations: Iterable[Organisation], person: Any) -> list[Person]:
    """Return the coordinators of the organisations, each once, without the person."""
    found = {one.pk: one for people in coordinators_of(organisations).values() for one in people}
    return [one for one in found.values() if person is None or one.pk != person.pk]


def tell(one: CollectionRound, kind: str, people: Iterable[Person], day: str) -> int:
    """Tell people something about a round; return how many were told. ``day``: ISO, as it stands in the sentence."""
    address = reverse("rounds:show", args=[one.key])
    values = {"round": one.title, "day": day}
    return notify(people=people, kind=kind, values=values, address=address, organisation_id=one.owner_id)


register_kind(OPENED, _("%(round)s is open: sign your municipality up by %(day)s."))
register_kind(COLLECTING, _("%(round)s: data can be handed in until %(day)s."))
register_kind(REMINDED, _("%(round)s: your data are not all handed in and signed off. Last day: %(day)s."))
