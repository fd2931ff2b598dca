"""The page of a reorganisation, found by its address and allowed by a policy."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.steering.reorganising.models import Reorganisation


def find_reorganisation(request: HttpRequest, municipality: str, year: int, pk: int, **others: Any) -> Reorganisation:
    """Return the reorganisation that an address names; Http404 for one that is not there."""
    rows = Reorganisation._base_manager.select_related("plan__organisation", "organisation", "by").defer("kept")
    found: Reorganisation | None = rows.filter(plan__organisation__key=municipality, plan__year=year, pk=pk).first()
    if found is None:
        raise Http404(_("There is no such reorganisation in this plan."))
    return found


def reorganisation_of(request: HttpRequest) -> Reorganisation:
    """Return the reorganisation that the page is about."""
    return cast("Reorganisation", request.subject)  # type: ignore[attr-defined]
