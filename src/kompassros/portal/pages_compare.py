"""Comparing up to five results, chosen in the address."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations import figures
from kompassros.evaluations.library import Library
from kompassros.portal.comparing import (
    MOST,
    all_compare,
    areas_beside,
    asked_for,
    assumptions,
    chosen_results,
    pairs,
)
from kompassros.portal.forms import CompareForm, choices
from kompassros.portal.offers import offered_public
from kompassros.portal.views import answer, language
from kompassros.web.access import everyone


@everyone
@require_safe
def compare_results(request: HttpRequest) -> HttpResponse:
    """Show two to five results beside each other, and for each pair whether it compares and why not."""
    library = Library.open()
    chosen = chosen_results(request, library)
    page = {
        "title": _("Compare results"),
        "chosen": chosen,
        "form": CompareForm(choices(library.by_others), initial={"e": [entry.slug for entry in chosen]}),
        "too_many": len(asked_for(request)) > MOST,
        "most": MOST,
    }
    if len(chosen) > 1:
        page |= {
            "side": figures.beside(chosen, library, language()),
            "table": areas_beside(chosen, library),
            "pairs": pairs(chosen),
            "all_compare": all_compare(chosen),
            "small": [(entry, figures.small(entry, library, language())) for entry in chosen],
            "assumptions": assumptions(chosen),
            "offered": offered_public("compare", query=request.GET.urlencode()),
            "sources": [entry.sheet.source for entry in chosen],
        }
    return answer(request, "portal/compare.html", page)
