"""What waits on the home page of those who lead: residents' comments that nobody has read."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register
from kompassros.steering.activities.home import MOST_SHOWN, Due
from kompassros.steering.policies import LEADERS
from kompassros.steering.residents.queries import count_waiting


def waiting_comments(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the municipalities in which comments wait, for those who lead them."""
    led = [grant.organisation_id for grant in grants if grant.role in LEADERS]
    found = count_waiting(led) if led else []
    if not found:
        return None
    entries = [_due(*each) for each in found]
    context = {"entries": entries[:MOST_SHOWN], "more": len(entries) - MOST_SHOWN}
    heading = _("Residents' comments to read")
    return Piece(
        "residents", heading, "steering/activities/home_due.html", context, sum(count for _k, _n, count in found)
    )


def _due(key: str, name: str, count: int) -> Due:
    said = ngettext("%(name)s: %(count)s comment waits", "%(name)s: %(count)s comments wait", count)
    return Due(reverse("steering:comments", args=[key]), said % {"name": name, "count": count})


register("home.due", "residents", 9, waiting_comments)
