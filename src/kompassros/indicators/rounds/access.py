"""The pages of a round and of a participant: found by their addresses, allowed by a policy, read inside a scope."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.web.access import View, allowed


def find_round(request: HttpRequest, key: str, **others: Any) -> CollectionRound:
    """Return the round that an address names; Http404 for one that is not there."""
    try:
        return CollectionRound.objects.select_related("owner", "measure_set", "dataset").get(key=key)
    except CollectionRound.DoesNotExist:
        raise Http404(_("There is no round with this address.")) from None


def find_participant(request: HttpRequest, key: str, municipality: str, **others: Any) -> Participant:
    """Return the participant that an address names; Http404 for one that is not there."""
    rows = Participant._base_manager.select_related("round__owner", "round__measure_set", "organisation", "unit")
    try:
        found: Participant = rows.get(round__key=key, organisation__key=municipality)
    except Participant.DoesNotExist:
        raise Http404(_("This municipality takes no part in the round.")) from None
    return found


def find_municipality(request: HttpRequest, municipality: str, **others: Any) -> Organisation:
    """Return the municipality that an address names; Http404 for one that is not there."""
    found = Organisation.objects.filter(key=municipality, kind=Organisation.Kind.MUNICIPALITY).first()
    if found is None:
        raise Http404(_("There is no municipality with this address."))
    return found


def _page(policy: str, find: Callable[..., Any], owner: Callable[[Any], Organisation]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with organisation_scope(owner(request.subject)):  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)

        return allowed(f"indicators.{policy}", find)(scoped)

    return decorate


def round_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a round; it reads what lies below the round's owner."""
    return _page(policy, find_round, lambda one: cast("Organisation", one.owner))


def participant_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a participant; it reads what belongs to that municipality and nothing else."""
    return _page(policy, find_participant, lambda one: cast("Organisation", one.organisation))


def municipality_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a municipality."""
    return _page(policy, find_municipality, lambda one: cast("Organisation", one))


def round_of(request: HttpRequest) -> CollectionRound:
    """Return the round that the page is about."""
    return cast("CollectionRound", request.subject)  # type: ignore[attr-defined]


def participant_of(request: HttpRequest) -> Participant:
    """Return the participant that the page is about."""
    return cast("Participant", request.subject)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """Return the person who is signed in."""
    return cast("Person", request.user)
