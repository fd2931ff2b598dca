"""What every service of rounds begins with: may the person do it, and does the state allow it, with the row held."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.records.errors import DomainError

State = CollectionRound.State
OPEN = (State.PLANNED, State.SIGN_UP, State.COLLECTING)


def lock_round(one: CollectionRound, states: Collection[str] = OPEN) -> CollectionRound:
    """Return the round as it is stored now, held until the transaction ends; DomainError in another state."""
    rows = CollectionRound.objects.select_for_update(of=("self",)).select_related("owner", "measure_set")
    held = rows.get(pk=one.pk)
    if held.state not in states:
        raise DomainError(
            _("The round stands at “%(state)s”; this cannot be done now.") % {"state": held.get_state_display()}
        )
    return held


def lock_participant(participant: Participant) -> Participant:
    """Return a participant as it is stored now, held until the transaction ends."""
    rows = Participant._base_manager.select_for_update(of=("self",)).select_related("round__owner", "organisation")
    held: Participant = rows.get(pk=participant.pk)
    return held
