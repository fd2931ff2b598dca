"""The home page of a person: what waits for them first, then what is theirs. Apps fill it through a slot."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.organisations.grants import active_grants
from kompassros.organisations.roles import EXPLANATIONS, Role
from kompassros.records.slots import fill
from kompassros.web.access import signed_in

DUE, PLACES = "home.due", "home.places"


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the person's roles, what is due, and where to go."""
    grants = active_grants(request.user)
    due = list(fill(DUE, person=request.user, grants=grants))
    page = {
        "title": _("My page"),
        "grants": [(grant, EXPLANATIONS[Role(grant.role)]) for grant in grants],
        "due": due,
        "waiting": sum(piece.count for piece in due),
        "places": list(fill(PLACES, person=request.user, grants=grants)),
    }
    return render(request, "portal/home.html", page)
