"""A network's year for its own people: the members side by side, and what the network writes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.indicators.examples import examples_of
from kompassros.indicators.networking import words, writing
from kompassros.indicators.networking.access import network_of, network_page, person_of
from kompassros.indicators.networking.addresses import measure_address
from kompassros.indicators.networking.compilation import Compilation, compile_year
from kompassros.indicators.networking.forms import YearForm
from kompassros.indicators.networking.models import NetworkYear
from kompassros.indicators.networking.policies import KEEP_NETWORK
from kompassros.indicators.networking.report import BY_KEY, KINDS
from kompassros.indicators.networking.tables import side_by_side
from kompassros.indicators.networking.views import form_methods
from kompassros.indicators.tables.finding import act_once
from kompassros.records.errors import DomainError
from kompassros.web.document_sending import language_asked_for, offered, send
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download


def compilation_parts(found: Compilation) -> dict[str, Any]:
    """Return what a page of a network's year shows, for the network's own people and for everybody."""
    codes = [one.indicator.code for one in found.measures]
    return {
        "found": found,
        "title": words.title_of(found),
        "sentence": words.first_sentence(found),
        "cautions": words.cautions(found),
        "texts": words.texts_said(found.texts),
        "tables": side_by_side(found, measure_address(found)) if found.measured else [],
        "examples": examples_of(codes=codes, made_up=found.made_up),
        "rules": words.rules_said(),
        "sources": words.source_lines(found),
    }


def year_or_404(year: int) -> int:
    """Return the year of an address; Http404 for one that no source has values of."""
    if not writing.FIRST_YEAR <= year <= writing.LAST_YEAR:
        raise Http404(_("There is no such year."))
    return year


@network_page("see_network")
@form_methods
def show(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Show a year side by side; the keeper writes the texts and says whether everybody reads it."""
    network = network_of(request)
    found = compile_year(network, year_or_404(year))
    may_keep = KEEP_NETWORK.allows(request.user, network)
    row = found.texts or NetworkYear(network=network, year=year, version=0)
    started = {name: getattr(row, name) for name in ("seen", "learned", "next_steps", "public")}
    form = YearForm(request.POST or None, initial=opened(row, **started)) if may_keep else None
    if request.method == "POST" and form is not None and form.is_valid() and _store(request, form, found):
        messages.success(request, _("The texts are stored."))
        return redirect("networks:year", key, year)
    page = compilation_parts(found) | {"network": network, "form": form}
    page["offered"] = offered(KINDS, "networks:year_file", key, str(year))
    return respond_with_download(request, *page["tables"]) or render(request, "indicators/networking/year.html", page)


def _store(request: HttpRequest, form: YearForm, found: Compilation) -> bool:
    values = form.cleaned_data

    def act() -> dict[str, Any]:
        writing.write_year(
            network=found.network,
            year=found.year,
            texts=form.texts(),
            public=values["public"],
            version=values["version"],
            person=person_of(request),
        )
        return {}

    try:
        act_once(request, form.cleaned_data["request_id"], act)
    except DomainError as error:
        now = NetworkYear.objects.filter(network=found.network, year=found.year).first()
        form.catch_up(now.version if now else 0)
        form.add_error(None, str(error))
        return False
    return True


@network_page("see_network")
@require_safe
def year_file(request: HttpRequest, key: str, year: int, kind: str, ending: str) -> HttpResponse:
    """Send a document of a network's year."""
    found = BY_KEY.get(kind)
    if found is None:
        raise Http404(_("There is no such document."))
    return send(found, ending, compile_year(network_of(request), year_or_404(year)), language_asked_for(request))
