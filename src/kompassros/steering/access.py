"""The pages of a municipality's steering, of a plan and of a card: found by their addresses, allowed by a policy.

Each reads inside the scope of its municipality; what lies in another's is not there for it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.web.access import View, allowed


def find_municipality(request: HttpRequest, municipality: str, **others: Any) -> Organisation:
    """Return the municipality that an address names; Http404 for one that is not there."""
    found = Organisation.objects.filter(key=municipality, kind=Organisation.Kind.MUNICIPALITY).first()
    if found is None:
        raise Http404(_("There is no municipality with this address."))
    return found


def find_plan(request: HttpRequest, municipality: str, year: int, **others: Any) -> SteeringPlan:
    """Return the plan that an address names; Http404 for one that is not there."""
    rows = SteeringPlan._base_manager.select_related("organisation")
    try:
        found: SteeringPlan = rows.get(organisation__key=municipality, year=year)
    except SteeringPlan.DoesNotExist:
        raise Http404(_("There is no plan of this municipality for this year.")) from None
    return found


def find_card(request: HttpRequest, municipality: str, year: int, body: str, **others: Any) -> Card:
    """Return the card of a body that an address names; Http404 for one that is not there."""
    rows = Card._base_manager.select_related("plan__organisation", "organisation__parent", "agreed_by")
    try:
        found: Card = rows.get(plan__organisation__key=municipality, plan__year=year, organisation__key=body)
    except Card.DoesNotExist:
        raise Http404(_("This body has no card for this year.")) from None
    return found


def scoped_page(
    policy: str, find: Callable[..., Any], municipality: Callable[[Any], Organisation]
) -> Callable[[View], View]:
    """Declare a page of what ``find`` returns, allowed by a policy of steering; it reads inside its municipality."""

    def decorate(view: View) -> View:
        @wraps(view)
        def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with organisation_scope(municipality(request.subject)):  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)

        return allowed(f"steering.{policy}", find)(scoped)

    return decorate


def municipality_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a municipality's steering."""
    return scoped_page(policy, find_municipality, lambda one: cast("Organisation", one))


def plan_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a plan."""
    return scoped_page(policy, find_plan, lambda one: cast("Organisation", one.organisation))


def card_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a card; it reads in the whole municipality, for what the card's goals serve lies above."""
    return scoped_page(policy, find_card, lambda one: cast("Organisation", one.plan.organisation))


def municipality_of(request: HttpRequest) -> Organisation:
    """Return the municipality that the page is about."""
    return cast("Organisation", request.subject)  # type: ignore[attr-defined]


def plan_of(request: HttpRequest) -> SteeringPlan:
    """Return the plan that the page is about."""
    return cast("SteeringPlan", request.subject)  # type: ignore[attr-defined]


def card_of(request: HttpRequest) -> Card:
    """Return the card that the page is about."""
    return cast("Card", request.subject)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """Return the person who is signed in."""
    return cast("Person", request.user)


def goal_of(card: Card, pk: int) -> GoalEdition:
    """Return a goal of a card; Http404 for one that is not on it."""
    related = ("goal", "plan", "card__organisation", "organisation", "serves__organisation")
    rows = GoalEdition._base_manager.select_related(
        *related, "serves__card__organisation", "serves__card__plan__organisation"
    )
    found: GoalEdition | None = rows.filter(card=card, pk=pk).first()
    if found is None:
        raise Http404(_("The card has no such goal."))
    found.card, found.plan = card, card.plan
    return found
