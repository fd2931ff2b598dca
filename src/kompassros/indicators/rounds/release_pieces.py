"""What the pages of a round and of a participant show of closing, release and corrections."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import release
from kompassros.indicators.rounds.freezing import latest
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.policies import CORRECT_ROUND_DATA, MANAGE_ROUND
from kompassros.indicators.rounds.release_pages import FOLDER
from kompassros.records.slots import Piece, register


def of_round(*, request: HttpRequest, one: CollectionRound) -> Piece | None:
    """Where the release of a round stands, for whoever carries it through; for others once it is closed."""
    may_manage = MANAGE_ROUND.allows(request.user, one)
    edition = latest(one)
    if edition is None and not may_manage:
        return None
    context = {"one": one, "edition": edition, "may_manage": may_manage, "is_public": release.is_public(one)}
    return Piece("release", _("Closing and release"), f"{FOLDER}/piece_round.html", context)


def of_participant(*, request: HttpRequest, participant: Participant) -> Piece | None:
    """Tell a municipality that its values are frozen, and lead whoever may to a correction."""
    edition = latest(participant.round)
    if edition is None:
        return None
    context: dict[str, Any] = {
        "participant": participant,
        "edition": edition,
        "may_correct": CORRECT_ROUND_DATA.allows(request.user, participant),
        "is_public": release.is_public(participant.round),
    }
    return Piece("release", _("After the round was closed"), f"{FOLDER}/piece_participant.html", context)


register("round.sections", "release", 60, of_round)
register("participant.sections", "release", 60, of_participant)
