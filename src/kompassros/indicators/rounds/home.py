"""What rounds put on a person's home page: what is due in them, and the ways to them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import progress, steps
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.policies import HAND_IN, MANAGE_ROUND, OPEN_ROUNDS, SEE_ROUND, SIGN_OFF, SIGN_UP
from kompassros.indicators.rounds.progress import Standing
from kompassros.indicators.rounds.saving import State
from kompassros.indicators.rounds.taking_part import municipalities_to_sign_up
from kompassros.organisations.models import Grant
from kompassros.records import clock
from kompassros.records.slots import Piece, register
from kompassros.web.formats import format_date

MOST_SHOWN = 5


@dataclass(frozen=True)
class Due:
    """Something that waits for a person: where it is done, and in words."""

    address: str
    text: str


def due_in_rounds(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return what waits: signing up, handing in, signing off; and steps of the person's own rounds."""
    found = [*_steps_to_take(person), *_to_sign_up(person), *_to_hand_in(person)]
    if not found:
        return None
    context = {"entries": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN}
    return Piece("rounds", _("Rounds that wait for you"), "indicators/rounds/home_due.html", context, len(found))


def _steps_to_take(person: Any) -> list[Due]:
    """Return the rounds of an officer whose days call for the next step."""
    today, found = clock.today(), []
    for one in MANAGE_ROUND.subjects(person).exclude(state=State.CLOSED):
        ready = {
            State.PLANNED: True,
            State.SIGN_UP: today >= one.collect_from,
            State.COLLECTING: today > one.collect_until,
        }[State(one.state)]
        if ready:
            step = steps.STEPS[one.state].onward
            found.append(Due(reverse("rounds:show", args=[one.key]), f"{one.title}: {step}"))
    return found


def _to_sign_up(person: Any) -> list[Due]:
    if not SIGN_UP.subjects(person).exists():
        return []
    open_ones = SEE_ROUND.subjects(person).filter(
        state__in=(State.SIGN_UP, State.COLLECTING), sign_up_until__gte=clock.today()
    )
    return [
        Due(
            reverse("rounds:sign_up", args=[one.key]),
            _("%(round)s: sign up by %(day)s") % {"round": one.title, "day": format_date(one.sign_up_until)},
        )
        for one in open_ones.select_related("owner")
        if municipalities_to_sign_up(one, person)
    ]


def _to_hand_in(person: Any) -> list[Due]:
    """Return the person's municipalities that have not handed in everything, or that the person could sign off."""
    mine = HAND_IN.subjects(person) | SIGN_OFF.subjects(person)
    rows = mine.filter(round__state=State.COLLECTING, withdrawn_at=None).select_related("round", "organisation")
    by_round: dict[CollectionRound, list[Participant]] = defaultdict(list)
    for participant in rows.order_by("round", "organisation__sort_sv"):
        by_round[participant.round].append(participant)
    return [
        due
        for one, participants in by_round.items()
        for each in progress.unanswered(progress.of_participants(one, participants))
        if (due := _due(one, each, person)) is not None
    ]


def _due(one: CollectionRound, standing: Standing, person: Any) -> Due | None:
    participant = standing.participant
    address = reverse("rounds:participant", args=[one.key, participant.organisation.key])
    place = {"round": one.title, "name": participant.organisation.name, "day": format_date(one.collect_until)}
    if standing.answered < standing.asked:
        is_hers = HAND_IN.allows(person, participant)
        return Due(address, _("%(round)s, %(name)s: hand in by %(day)s") % place) if is_hers else None
    is_hers = SIGN_OFF.allows(person, participant)
    return Due(address, _("%(round)s, %(name)s: sign off by %(day)s") % place) if is_hers else None


def own_rounds(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the latest rounds that a person sees, and the ways to open one."""
    found = list(SEE_ROUND.subjects(person)[:MOST_SHOWN])
    may_open = OPEN_ROUNDS.subjects(person).exists()
    if not found and not may_open:
        return None
    context = {"rounds": found, "may_open": may_open}
    return Piece("own-rounds", _("Rounds"), "indicators/rounds/home_places.html", context, len(found))


register("home.due", "rounds", 9, due_in_rounds)
register("home.places", "own-rounds", 20, own_rounds)
