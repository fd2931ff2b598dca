"""One picture of a measure as a page of its own, for a frame on a municipality's own site; and how to put it there."""

from collections.abc import Mapping
from html import escape
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from kompassros.charts.figure import Figure
from kompassros.indicators import queries
from kompassros.portal.measures.choosing import Chosen, choose
from kompassros.portal.measures.parts import pictures
from kompassros.statistics.datasets import KOLADA
from kompassros.statistics.models import Dataset
from kompassros.web.access import everyone
from kompassros.web.formats import format_list

# Pixels that title, finding, table and source take above and below a picture in a column of 720 pixels.
AROUND = 370


@everyone
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # typed for views without arguments of the address
def embedded(request: HttpRequest, code: str, picture: str) -> HttpResponse:
    """Show a picture with its sentence and source, and nothing else; any site may put it into a frame."""
    indicator = queries.indicator(code)
    chosen = choose(indicator, request.GET) if indicator else None
    figure = pictures(chosen).get(picture) if chosen else None
    if indicator is None or chosen is None or figure is None:
        raise Http404(_("There is no such picture of this measure."))
    page: dict[str, Any] = {
        "title": indicator.title,
        "indicator": indicator,
        "figure": figure,
        "chosen": chosen,
        "made_up": chosen.unit_class.made_up,
        "sources": format_list(_credit(one) for one in chosen.datasets),
        "query": chosen.query(),
    }
    return render(request, "portal/measure_embedded.html", page)


def _credit(dataset: Dataset) -> str:
    """Return the words in which a dataset wants to be named."""
    return "Kolada (Källa: Kolada)" if dataset.key == KOLADA else dataset.source


def code_for(address: str, title: str, height: int) -> str:
    """Return the line of HTML that puts a picture at this absolute address into another site's page."""
    style = "width:100%;border:0"
    named = f'src="{escape(address)}" title="{escape(title)}"'
    return f'<iframe {named} loading="lazy" height="{height}" style="{style}"></iframe>'


def offered_frames(request: HttpRequest, chosen: Chosen, drawn: Mapping[str, Figure]) -> list[tuple[str, str]]:
    """Return (name of the picture, line of HTML) for the pictures that the page has."""
    found = []
    for name, figure in drawn.items():
        path = f"{reverse('portal:measure_embedded', args=[chosen.indicator.code, name])}?{chosen.query()}"
        height = figure.spec["height"] + AROUND
        found.append((name, code_for(request.build_absolute_uri(path), chosen.indicator.title, height)))
    return found
