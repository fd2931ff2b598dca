"""The catalogue of measures, and one measure."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.indicators import measure_words, queries
from kompassros.indicators.examples import examples_of
from kompassros.indicators.models import Indicator, MeasureSet
from kompassros.portal.measures.choosing import Chosen, choose
from kompassros.portal.measures.embedding import offered_frames
from kompassros.portal.measures.forms import SearchForm
from kompassros.portal.measures.handbook import corrected_said
from kompassros.portal.measures.overview_asked import results_address
from kompassros.portal.measures.parts import measure_parts
from kompassros.portal.views import answer
from kompassros.web.access import everyone
from kompassros.web.pages import pages_of

PAGE = 50


@everyone
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Find measures by words, area, perspective and set."""
    form = SearchForm(request.GET or None, choices=queries.choices(), sets=queries.measure_sets())
    wanted = form.wanted()
    found = queries.search(wanted, limit=None)
    shown = pages_of(len(found.indicators), PAGE, request.GET.get("page", ""), lambda number: _page(request, number))
    page = {
        "title": _("Measures"),
        "form": form,
        "searched": bool(request.GET),
        "total": found.total,
        "found": found.indicators[shown.start : shown.stop],
        "pages": shown,
    }
    return answer(request, "portal/measures.html", page)


def _page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@everyone
@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one measure: where everybody stands, one unit's value if chosen, the years, and what it means."""
    indicator = queries.indicator(code)
    if indicator is None:
        raise Http404(_("There is no measure with this code."))
    chosen = choose(indicator, request.GET)
    page: dict[str, Any] = {
        "title": indicator.title,
        "indicator": indicator,
        "chosen": chosen,
        "direction_said": measure_words.DIRECTIONS[indicator.direction],
        "corrected": corrected_said(indicator) if indicator.corrected else "",
        "groups_of": queries.groups_of(indicator),
        "neighbours": queries.neighbours(indicator),
        "sets": _sets_of(indicator, chosen),
        "examples": examples_of(codes=[code], made_up=bool(chosen and chosen.unit_class.made_up)),
    }
    if chosen:
        page |= measure_parts(chosen, request.GET)
        page["frames"] = offered_frames(request, chosen, page["pictures"])
    return answer(request, "portal/measure.html", page)


def _sets_of(indicator: Indicator, chosen: Chosen | None) -> list[tuple[MeasureSet, str]]:
    """Return the sets that a measure is in, and the address of the chosen unit's results, empty without one."""
    unit = chosen.unit if chosen else None
    return [(one, results_address(one, unit) if unit else "") for one in queries.sets_of(indicator)]
