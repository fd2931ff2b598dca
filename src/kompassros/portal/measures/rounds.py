"""The public pages of rounds: before the moment of release what is planned, from that second on the values."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.indicators.rounds.frozen_round import FrozenRound
from kompassros.indicators.rounds.national import CSV, XLSX, national_file
from kompassros.indicators.rounds.public import PublicRound, find_public, known_rounds
from kompassros.portal.measures.round_tables import area_tables, corrections_table, participants_table, rounds_table
from kompassros.portal.views import answer
from kompassros.web.access import everyone
from kompassros.web.tables import TYPES


@everyone
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds in which municipalities hand in data, and when their results come."""
    table = rounds_table(known_rounds())
    return answer(request, "portal/measure_rounds.html", {"title": _("Rounds of own data"), "table": table})


@everyone
@require_safe
def round_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a round: its dates and who takes part; from the moment of release on, what they handed in."""
    shown = _find(key)
    page: dict[str, Any] = {"title": shown.one.title, "one": shown.one, "names": shown.names, "shown": shown}
    if shown.frozen:
        page |= _results(shown, shown.frozen)
    return answer(request, "portal/measure_round.html", page)


def _find(key: str) -> PublicRound:
    shown = find_public(key)
    if shown is None:
        raise Http404(_("There is no round with this address."))
    return shown


def _results(shown: PublicRound, frozen: FrozenRound) -> dict[str, Any]:
    corrected = {(one.correction.municipality, one.correction.asked) for one in shown.corrections}
    areas = area_tables(frozen, corrected)
    return {
        "participants": participants_table(frozen),
        "areas": areas,
        "value_tables": [table for _area, table in areas],
        "corrections": corrections_table(shown.corrections),
        "released": len(frozen.released()),
        "endings": (XLSX, CSV),
    }


@everyone
@require_safe
def round_file(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Send the released values of a round as a file; Http404 before the moment of release."""
    shown = _find(key)
    if shown.frozen is None:
        raise Http404(_("The results of this round are not public yet."))
    made = national_file(shown.frozen, ending, released=True)
    if made is None:
        raise Http404(_("This document does not come in this format."))
    headers = {"Content-Disposition": content_disposition_header(True, f"{key}-{shown.number}.{ending}") or ""}
    return HttpResponse(made, content_type=TYPES[ending], headers=headers)
