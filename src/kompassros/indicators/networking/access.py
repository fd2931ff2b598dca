"""The pages of a network: found by their addresses, allowed by a policy."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.indicators.networking.models import MeasureNetwork, RoundMeeting
from kompassros.organisations.models import Person
from kompassros.web.access import View, allowed


def find_network(request: HttpRequest, key: str, **_others: Any) -> MeasureNetwork:
    """Return the network that an address names; Http404 for one that is not there."""
    rows = MeasureNetwork.objects.select_related("group", "organisation", "measure_set")
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404(_("There is no network with this address."))
    return found


def network_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a network."""
    return allowed(f"indicators.{policy}", find_network)


def network_of(request: HttpRequest) -> MeasureNetwork:
    """Return the network that the page is about."""
    found: MeasureNetwork = request.subject  # type: ignore[attr-defined]
    return found


def meeting_of(network: MeasureNetwork, pk: int) -> RoundMeeting:
    """Return a meeting of the network; Http404 for one that it does not have."""
    found = network.meetings.filter(pk=pk).first()
    if found is None:
        raise Http404(_("The network has no such meeting."))
    found.network = network
    return found


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    person: Person = request.user  # type: ignore[assignment]
    return person
