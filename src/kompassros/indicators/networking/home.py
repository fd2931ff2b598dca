"""What the home page shows of networks: those that one keeps or is a member of."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.indicators.networking.policies import MAKE_NETWORKS, SEE_NETWORK
from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register


def networks(*, person: Any, grants: list[Grant]) -> Piece | None:
    """The person's networks, and the way to make one for those who may."""
    found = list(SEE_NETWORK.subjects(person).select_related("group").order_by("group__title")[:10])
    if not found and not MAKE_NETWORKS.subjects(person).exists():
        return None
    return Piece("networks", _("Networks"), "indicators/networking/home.html", {"networks": found}, len(found))


register("home.places", "networks", 23, networks)
