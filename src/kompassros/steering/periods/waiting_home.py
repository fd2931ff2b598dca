"""What reporting puts on the home page of whoever signs: the way to everything that waits, to sign it at once."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.organisations.models import Grant, Organisation
from kompassros.records.slots import Piece, register
from kompassros.steering.activities.home import Due
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import MANAGERS

_RUNNING = (SteeringPlan.State.DRAFT, SteeringPlan.State.ADOPTED)


def to_sign(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return how much waits in each municipality, directly below the bodies that a person manages; three queries."""
    bodies = {grant.organisation_id for grant in grants if grant.role in MANAGERS}
    if not bodies:
        return None
    reports = CardReport._base_manager.filter(
        state=CardReport.State.SENT, period__state=ReportingPeriod.State.OPEN, organisation__parent__in=bodies
    )
    cards = Card._base_manager.filter(
        state=Card.State.DISCUSSED, plan__state__in=_RUNNING, organisation__parent__in=bodies, ended_on=None
    )
    owners = [*reports.values_list("period__organisation", flat=True)]
    owners += cards.values_list("plan__organisation", flat=True)
    if not owners:
        return None
    places = Organisation.objects.filter(pk__in=set(owners)).order_by("sort_sv")
    entries = [_due(place, owners.count(place.pk)) for place in places]
    context = {"entries": entries, "more": 0}
    return Piece("to_sign", _("To sign"), "steering/activities/home_due.html", context, len(owners))


def _due(place: Organisation, count: int) -> Due:
    text = ngettext(
        "%(name)s: %(count)s report or card waits for your signature",
        "%(name)s: sign %(count)s reports and cards at once",
        count,
    )
    return Due(reverse("steering:waiting", args=[place.key]), text % {"name": place.name, "count": count})


register("home.due", "to_sign", 7, to_sign)
