"""What the store has newer, on the home page of those who write the cards."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.origins.newer import following, newer_of
from kompassros.steering.policies import LEADERS, MANAGERS, WRITE_CARD

MOST_SHOWN = 5
Place = tuple[str, str]


@dataclass(frozen=True)
class Due:
    """Something that waits for a person: where it is done, and in words."""

    address: str
    text: str


def newer_figures(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return for how many indicators the store has newer figures: by plan for those who lead, else by card.

    A municipality has one row in the store, and its following indicators are read at once.
    """
    if not any(grant.role in MANAGERS for grant in grants):
        return None
    editions = following(WRITE_CARD.subjects(person))
    leads = {grant.organisation_id for grant in grants if grant.role in LEADERS}
    found = [due for owned in _by_owner(editions).values() for due in _due(owned, leads)]
    if not found:
        return None
    context = {"entries": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN}
    return Piece("newer", _("Newer figures of the store"), "steering/activities/home_due.html", context, len(found))


def _by_owner(editions: list[IndicatorEdition]) -> dict[int, list[IndicatorEdition]]:
    found: dict[int, list[IndicatorEdition]] = {}
    for each in editions:
        found.setdefault(each.indicator.owner_id, []).append(each)
    return found


def _due(editions: list[IndicatorEdition], leads: set[int]) -> list[Due]:
    counted: dict[Place, set[int]] = {}
    for each in newer_of(editions):
        counted.setdefault(_place(each.edition, leads), set()).add(each.edition.pk)
    return [_said(name, address, len(found)) for (address, name), found in sorted(counted.items())]


def _place(edition: IndicatorEdition, leads: set[int]) -> Place:
    """Return the page where the figures are taken over, and what it is about."""
    plan, body = edition.plan, edition.organisation
    args = [plan.organisation.key, plan.year]
    if plan.organisation_id in leads:
        return reverse("steering:newer", args=args), str(plan)
    return reverse("steering:card_newer", args=[*args, body.key]), f"{body.name} {plan.year}"


def _said(name: str, address: str, count: int) -> Due:
    text = ngettext(
        "%(name)s: the store has newer figures for %(count)s indicator",
        "%(name)s: the store has newer figures for %(count)s indicators",
        count,
    )
    return Due(address, text % {"name": name, "count": count})


register("home.due", "newer", 13, newer_figures)
