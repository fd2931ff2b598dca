"""The addresses by which a person's calendar program follows a wheel, and the calendar that such an address gives."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.organisations.saving import RequestForm
from kompassros.records import clock
from kompassros.records.calendar_files import CONTENT_TYPE, write_calendar
from kompassros.steering.access import municipality_of, municipality_page, person_of
from kompassros.steering.pages import done, sent, told_errors
from kompassros.steering.wheel.calendar import calendar_events
from kompassros.steering.wheel.forms import KeyForm
from kompassros.steering.wheel.keys import keys_of, make_key, revoke_key, take_turn, use_key
from kompassros.steering.wheel.models import CalendarKey
from kompassros.steering.wheel.queries import entries_of
from kompassros.steering.wheel.tables import keys_table
from kompassros.web.access import everyone
from kompassros.web.fields import opened

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


@municipality_page("follow")
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show a person's calendar addresses of a wheel; one that is made is shown once, in the answer to its form."""
    organisation, person = municipality_of(request), person_of(request)
    form = KeyForm(sent(request), initial=opened(organisation))
    made: list[str] = []

    def act(values: dict[str, Any]) -> object:
        made.append(make_key(organisation=organisation, role=values["role"], person=person))
        return made

    if done(request, form, act, row=organisation) and not made:
        messages.info(request, _("The address was made already, and is shown once only. Make another if you lost it."))
        return redirect("steering:calendar_keys", municipality)
    address = reverse("wheel_calendar_by_key", args=[made[0]]) if made else ""
    found = keys_of(organisation, person)
    page = {
        "one": organisation,
        "form": form,
        "made": request.build_absolute_uri(address) if made else "",
        "table": keys_table(found),
        "open": [key for key in found if key.revoked_at is None],
        "revoking": RequestForm(auto_id=False),
        "year": clock.today().year,
    }
    answer = render(request, "steering/wheel/keys.html", page, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = PRIVATE["Cache-Control"]
    return answer


@municipality_page("follow")
@require_POST
def revoke(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Revoke one of the person's own addresses; another's is not there."""
    key: CalendarKey | None = keys_of(municipality_of(request), person_of(request)).filter(pk=pk).first()
    if key is None:
        raise Http404(_("You have no such calendar address."))
    form = RequestForm(request.POST)
    if done(request, form, lambda _values: revoke_key(key=key, person=person_of(request)), row=key):
        messages.success(request, _("The address is revoked. Calendars that used it get nothing more."))
    told_errors(request, form)
    return redirect("steering:calendar_keys", municipality)


@everyone
@require_safe
def by_key(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar program the wheel of this year and the next, as the person who made the key sees it."""
    key = use_key(secret)
    if key is None:
        raise Http404(_("There is no calendar at this address."))
    if not take_turn(key):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={**PRIVATE, "Retry-After": "60"})
    year = clock.today().year
    with translation.override(key.person.language):
        entries = [one for each in (year, year + 1) for one in entries_of(key.organisation, each, key.role)]
        written = write_calendar(calendar_events(entries, key.organisation.key))
    return HttpResponse(written, content_type=CONTENT_TYPE, headers=PRIVATE)
