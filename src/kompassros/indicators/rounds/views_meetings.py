"""The meetings of a round, on its page and in people's calendars."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.indicators.networking import meetings
from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.access import person_of, round_of, round_page
from kompassros.indicators.rounds.calendar import plan_usual
from kompassros.indicators.rounds.forms_officer import MeetingForm
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.pages import change, done, sent, to_round, told_errors
from kompassros.organisations.saving import RequestForm
from kompassros.records.calendar_files import respond_with_calendar
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _meeting(one: CollectionRound, pk: int) -> RoundMeeting:
    found = one.meetings.select_related("round__owner", "network").filter(pk=pk).first()
    if found is None:
        raise Http404(_("The round has no such meeting."))
    return found


@round_page("manage_round")
@_form_methods
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Plan a meeting."""
    one = round_of(request)
    form = MeetingForm(sent(request), initial=opened(one, kind=RoundMeeting.Kind.OTHER.value))

    def act(_values: dict[str, Any]) -> object:
        return meetings.plan_meeting(owner=one, meeting=form.meeting(), person=person_of(request))

    page = {
        "title": _("Plan a meeting"),
        "lead": _("Everybody who sees the round can take it into their own calendar."),
        "submit": _("Store the meeting"),
    }
    return change(request, form, act, one=one, page=page, said=_("The meeting is planned."), part="meetings")


@round_page("manage_round")
@require_POST
def usual(request: HttpRequest, key: str) -> HttpResponse:
    """Add those of the year's three meetings that are missing."""
    one, form, made = round_of(request), RequestForm(request.POST), []

    def act(_values: dict[str, Any]) -> object:
        made.extend(plan_usual(one=one, person=person_of(request)))
        return made

    if done(request, form, act, row=one):
        count = len(made)
        sentence = ngettext("%(count)s meeting is added.", "%(count)s meetings are added.", count) % {"count": count}
        hint = _("The days are suggestions; change them.")
        messages.success(request, f"{sentence} {hint}")
    else:
        told_errors(request, form)
    return to_round(one, "meetings")


@round_page("manage_round")
@_form_methods
def edit(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change a meeting."""
    one = round_of(request)
    planned = _meeting(one, pk)
    started = {name: getattr(planned, name) for name in meetings.Meeting.__dataclass_fields__}
    form = MeetingForm(sent(request), initial=opened(planned, **started))

    def act(_values: dict[str, Any]) -> object:
        return meetings.change_meeting(planned=planned, meeting=form.meeting(), person=person_of(request))

    page = {
        "title": _("Change the meeting"),
        "lead": _("Whoever has taken it into a calendar fetches the file again to see the change."),
        "submit": _("Store the meeting"),
    }
    about = (trail.MEETING, f"{one.key}/{planned.pk}")
    said = _("The meeting is changed.")
    return change(request, form, act, one=one, page=page, said=said, row=planned, about=about, part="meetings")


@round_page("manage_round")
@require_POST
def cancel(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Call a meeting off."""
    one = round_of(request)
    planned, form = _meeting(one, pk), RequestForm(request.POST)

    def act(_values: dict[str, Any]) -> object:
        return meetings.cancel_meeting(planned=planned, person=person_of(request))

    if done(request, form, act, row=planned):
        messages.success(request, _("The meeting is cancelled."))
    else:
        told_errors(request, form)
    return to_round(one, "meetings")


@round_page("see_round")
@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Send all meetings as a calendar file."""
    one = round_of(request)
    page = reverse("rounds:show", args=[one.key])
    events = [meetings.event_of(each, page) for each in one.meetings.select_related("round", "network")]
    return respond_with_calendar(events, f"{one.key}-meetings")


@round_page("see_round")
@require_safe
def one_calendar(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Send one meeting as a calendar file."""
    one = round_of(request)
    planned = _meeting(one, pk)
    event = meetings.event_of(planned, reverse("rounds:show", args=[one.key]))
    return respond_with_calendar([event], f"{one.key}-meeting-{planned.pk}")
