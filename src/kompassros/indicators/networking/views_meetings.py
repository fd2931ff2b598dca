"""The meetings of a network, and their calendar files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.indicators.networking import meetings
from kompassros.indicators.networking.access import meeting_of, network_of, network_page, person_of
from kompassros.indicators.networking.forms import MeetingForm
from kompassros.indicators.networking.meetings import Meeting
from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.networking.views import changed, form_methods
from kompassros.organisations.saving import RequestForm
from kompassros.records.calendar_files import respond_with_calendar
from kompassros.web.fields import opened


@network_page("keep_network")
@form_methods
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Plan a meeting."""
    network = network_of(request)
    form = MeetingForm(request.POST or None, initial=opened(network, kind=RoundMeeting.Kind.NETWORK.value))

    def act(_values: dict[str, Any]) -> dict[str, Any]:
        meetings.plan_meeting(owner=network, meeting=form.meeting(), person=person_of(request))
        return {}

    page = {"heading": _("Plan a meeting"), "submit": _("Store the meeting")}
    return changed(request, form, act, network=network, said=_("The meeting is planned."), page=page)


@network_page("keep_network")
@form_methods
def edit(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change a meeting."""
    network = network_of(request)
    planned = meeting_of(network, pk)
    started = {name: getattr(planned, name) for name in Meeting.__dataclass_fields__}
    form = MeetingForm(request.POST or None, initial=opened(planned, **started))

    def act(_values: dict[str, Any]) -> dict[str, Any]:
        meetings.change_meeting(planned=planned, meeting=form.meeting(), person=person_of(request))
        return {}

    page = {
        "heading": _("Change the meeting"),
        "lead": _("Whoever has taken it into a calendar fetches the file again to see the change."),
        "submit": _("Store the meeting"),
    }
    return changed(request, form, act, network=network, said=_("The meeting is changed."), page=page, row=planned)


@network_page("keep_network")
@form_methods
def cancel(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Call a meeting off."""
    network = network_of(request)
    planned = meeting_of(network, pk)
    if planned.cancelled_at is not None:
        messages.info(request, _("The meeting is cancelled already."))
        return redirect("networks:show", key)
    form = RequestForm(request.POST or None, initial=opened(planned))

    def act(_values: dict[str, Any]) -> dict[str, Any]:
        meetings.cancel_meeting(planned=planned, person=person_of(request))
        return {}

    page = {
        "heading": _("Cancel the meeting"),
        "lead": _("It stays in the list and in calendar files, marked as cancelled."),
        "submit": _("Cancel the meeting"),
        "tone": "danger",
    }
    return changed(request, form, act, network=network, said=_("The meeting is cancelled."), page=page, row=planned)


@network_page("see_network")
@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Send all meetings as a calendar file."""
    network = network_of(request)
    page = reverse("networks:show", args=[key])
    rows = network.meetings.select_related("network__group", "round")
    return respond_with_calendar([meetings.event_of(one, page) for one in rows], f"{key}-meetings")
