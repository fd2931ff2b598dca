"""A network's year for everybody: only what its keeper has made public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.indicators.networking.compilation import Compilation, compile_year
from kompassros.indicators.networking.models import NetworkYear
from kompassros.indicators.networking.report import BY_KEY, KINDS
from kompassros.indicators.networking.views_years import compilation_parts
from kompassros.portal.views import answer
from kompassros.web.access import everyone
from kompassros.web.document_sending import language_asked_for, offered, send


@everyone
@require_safe
def network_year(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Show the members of a network side by side in a year."""
    page = compilation_parts(_public(key, year))
    page["offered"] = offered(KINDS, "portal:network_year_file", key, str(year))
    return answer(request, "portal/network_year.html", page)


@everyone
@require_safe
def network_year_file(request: HttpRequest, key: str, year: int, kind: str, ending: str) -> HttpResponse:
    """Send a document of a network's public year."""
    found = BY_KEY.get(kind)
    if found is None:
        raise Http404(_("There is no such document."))
    return send(found, ending, _public(key, year), language_asked_for(request))


def _public(key: str, year: int) -> Compilation:
    """Return a year that everybody may read; Http404 for others, as for those that do not exist."""
    rows = NetworkYear.objects.select_related("network__group", "network__organisation", "network__measure_set")
    found = rows.filter(network__key=key, year=year, public=True).first()
    if found is None:
        raise Http404(_("There is no public compilation with this address."))
    return compile_year(found.network, year)
