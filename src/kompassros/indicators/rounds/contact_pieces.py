"""What the pages of a round, of a participant, and a rater's home page show of test contacts."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import contact_figures, contact_progress, contact_queries
from kompassros.indicators.rounds.contact_words import share_in_words
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.policies import MANAGE_ROUND, RATE_CONTACTS
from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register

_FOLDER = "indicators/rounds/contacts"


def of_round(*, request: HttpRequest, one: CollectionRound) -> Piece | None:
    """How far the test contacts of a round have come, for whoever manages or rates them."""
    may_manage = MANAGE_ROUND.allows(request.user, one)
    may_rate = RATE_CONTACTS.allows(request.user, one)
    if not (may_manage or may_rate):
        return None
    standings = contact_progress.standings(one)
    context = {
        "one": one,
        "may_manage": may_manage,
        "may_rate": may_rate,
        "plan": contact_queries.plan_of(one),
        "municipalities": len(standings),
        "planned": sum(row.planned for row in standings),
        "made": sum(row.made for row in standings),
    }
    return Piece("contacts", _("Test contacts"), f"{_FOLDER}/piece_round.html", context)


def of_participant(*, request: HttpRequest, participant: Participant) -> Piece | None:
    """Show the figures of a municipality's test contacts once they are finished; nothing where it takes no part."""
    if not participant.contacts:
        return None
    figures = [(kind.label, share_in_words(one)) for kind, one in contact_figures.figures_of(participant).items()]
    context = {
        "participant": participant,
        "finished": contact_figures.finished_plan(participant) is not None,
        "figures": figures,
    }
    return Piece("contacts", _("Test contacts"), f"{_FOLDER}/piece_participant.html", context)


def of_rater(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Ways of a rater to the contacts of the rounds that are open."""
    rounds = list(RATE_CONTACTS.subjects(person).filter(state__in=contact_queries.MADE_IN).distinct())
    if not rounds:
        return None
    return Piece("contacts", _("Test contacts"), f"{_FOLDER}/home.html", {"rounds": rounds})


register("round.sections", "contacts", 40, of_round)
register("participant.sections", "contacts", 40, of_participant)
register("home.places", "contacts", 23, of_rater)
