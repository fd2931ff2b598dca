"""The ways from My page to the own unit – its manager's page, or its card for its staff – and to the council's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.organisations.models import Grant, Organisation
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.slots import Piece, register
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import MANAGERS, SEE_CARD, belonging

STAFF = (Role.RESPONDENT, Role.READER)
_ADOPTED = SteeringPlan.State.ADOPTED


@dataclass(frozen=True)
class Way:
    """Somewhere to go: its address, and in words."""

    address: str
    text: str


def own_places(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the ways to the bodies on which a person manages or works, and to the pages of the person's councils."""
    found = [*_bodies(person, grants), *_councils(person, grants)]
    if not found:
        return None
    return Piece(
        "own-steering", _("My unit and my council"), "steering/mine/home_places.html", {"ways": found}, len(found)
    )


def _bodies(person: Any, grants: Iterable[Grant]) -> list[Way]:
    managed = {each.organisation_id for each in grants if each.role in MANAGERS and _is_body(each.organisation)}
    staffed = {each.organisation_id for each in grants if each.role in STAFF and _is_body(each.organisation)}
    if not managed | staffed:
        return []
    ways = []
    for card in _current(managed | staffed):
        arguments = [card.plan.organisation.key, card.plan.year, card.organisation.key]
        words = {"name": card.organisation.name, "year": card.plan.year}
        if card.organisation_id in managed:
            ways.append(Way(reverse("steering:body", args=arguments), _("%(name)s: what is due in %(year)s") % words))
        elif SEE_CARD.allows(person, card):
            ways.append(Way(reverse("steering:card", args=arguments), _("%(name)s: our card of %(year)s") % words))
    return ways


def _is_body(organisation: Organisation) -> bool:
    return organisation.kind not in (
        Organisation.Kind.MUNICIPALITY,
        Organisation.Kind.COUNTRY,
        Organisation.Kind.REGION,
    )


def _current(bodies: set[int]) -> list[Card]:
    """Return the card of this year of each body, else the latest before it, of adopted plans; one query."""
    rows = Card._base_manager.filter(
        organisation__in=bodies, plan__state=_ADOPTED, plan__year__lte=clock.today().year, ended_on=None
    )
    rows = rows.select_related("plan__organisation", "organisation")
    latest = {card.organisation_id: card for card in rows.order_by("plan__year", "organisation__sort_sv")}
    return sorted(latest.values(), key=lambda card: card.organisation.sort_sv)


def _councils(person: Any, grants: Iterable[Grant]) -> list[Way]:
    if not any(grant.role == Role.POLITICIAN for grant in grants):
        return []
    own = belonging(person, (Role.POLITICIAN,), "organisation__path")
    adopted = Q(state=_ADOPTED, year__lte=clock.today().year)
    rows = SteeringPlan._base_manager.filter(own & adopted).select_related("organisation").order_by("year")
    latest = {plan.organisation_id: plan for plan in rows}
    return [
        Way(
            reverse("steering:council", args=[plan.organisation.key, plan.year]),
            _("%(name)s: the council's page of %(year)s") % {"name": plan.organisation.name, "year": plan.year},
        )
        for plan in latest.values()
    ]


register("home.places", "own-steering", 16, own_places)
