"""What a card's page says of reorganisations: what the body was, what it became, and how its card was until then."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.records.slots import Piece, register
from kompassros.steering.plans.models import Card
from kompassros.steering.reorganising.keeping import read_kept
from kompassros.steering.reorganising.models import BodyChange
from kompassros.steering.reorganising.queries import changes_around, kept_of
from kompassros.steering.reorganising.tables import kept_table
from kompassros.steering.reorganising.words import say_became, say_moved, say_was


def of_card(*, request: HttpRequest, card: Card) -> Piece | None:
    """Tell what the body of a card became and what it was, each with the way to the other card."""
    found = changes_around(card)
    if not found:
        return None
    context = {"notes": [_note(change, card) for change in found]}
    if card.ended_on is not None:
        context["table"] = kept_table(read_kept(kept_of(card)))  # type: ignore[assignment]
    return Piece("reorganised", _("What it was and what it became"), "steering/reorganising/on_card.html", context)


def _note(change: BodyChange, card: Card) -> dict[str, Any]:
    if change.was_below_id is not None:
        return {"said": say_moved(change), "href": ""}
    if change.organisation_id == card.organisation_id and change.became_id != card.organisation_id:
        return {"said": say_became(change), "href": _address(change, change.became)}
    if change.organisation_id == change.became_id:
        return {"said": say_became(change), "href": ""}
    return {"said": say_was(change), "href": _address(change, change.organisation)}


def _address(change: BodyChange, body: Organisation) -> str:
    plan = change.reorganisation.plan
    return reverse("steering:card", args=[plan.organisation.key, plan.year, body.key])


register("steering.card", "reorganised", 5, of_card)
