"""The pages of an activity and of a request of the council: found by their addresses, allowed by a policy."""

from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.steering.access import scoped_page
from kompassros.steering.activities.models import Activity, Assignment
from kompassros.web.access import View


def find_activity(request: HttpRequest, municipality: str, year: int, pk: int, **others: Any) -> Activity:
    """Return the activity that an address names; Http404 for one that is not there."""
    rows = Activity._base_manager.select_related("plan__organisation", "organisation__parent", "goal__organisation")
    found: Activity | None = rows.filter(plan__organisation__key=municipality, plan__year=year, pk=pk).first()
    if found is None:
        raise Http404(_("There is no such activity in this plan."))
    return found


def find_assignment(request: HttpRequest, municipality: str, pk: int, **others: Any) -> Assignment:
    """Return the request of the council that an address names; Http404 for one that is not there."""
    rows = Assignment._base_manager.select_related("owner", "organisation")
    found: Assignment | None = rows.filter(owner__key=municipality, pk=pk).first()
    if found is None:
        raise Http404(_("There is no such request in this municipality."))
    return found


def activity_page(policy: str) -> Callable[[View], View]:
    """Declare a page of an activity; it reads in the whole municipality, for its goal may lie above."""
    return scoped_page(policy, find_activity, lambda one: cast("Organisation", one.plan.organisation))


def assignment_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a request of the council."""
    return scoped_page(policy, find_assignment, lambda one: cast("Organisation", one.owner))


def activity_of(request: HttpRequest) -> Activity:
    """Return the activity that the page is about."""
    return cast("Activity", request.subject)  # type: ignore[attr-defined]


def assignment_of(request: HttpRequest) -> Assignment:
    """Return the request of the council that the page is about."""
    return cast("Assignment", request.subject)  # type: ignore[attr-defined]
