"""The entries of a year wheel: added, changed, marked as done, taken out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.steering.access import municipality_of, municipality_page, person_of
from kompassros.steering.pages import change, done, sent, told_errors
from kompassros.steering.wheel import services, trail
from kompassros.steering.wheel.calendar import wheel_address as entry_address
from kompassros.steering.wheel.forms import EventForm, NewEventForm
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.queries import bodies_of
from kompassros.steering.wheel.views import refuse_year, wheel_address
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _entry(request: HttpRequest, year: int, pk: int) -> WheelEvent:
    """Return an entry of the municipality that the page is about; Http404 for one that its wheel does not have."""
    rows = WheelEvent.objects.select_related("organisation")
    found: WheelEvent | None = rows.filter(year=year, pk=pk).first()
    if found is None:
        raise Http404(_("The year wheel has no such entry."))
    return found


@municipality_page("lead")
@_form_methods
def add(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Add an entry."""
    refuse_year(year)
    organisation, person = municipality_of(request), person_of(request)
    form = NewEventForm(
        sent(request), initial=opened(organisation), municipality=organisation, bodies=bodies_of(organisation)
    )

    def act(_values: dict[str, Any]) -> object:
        content, body = form.content(), form.body_chosen()
        return services.add_event(organisation=organisation, year=year, content=content, person=person, body=body)

    page = {"heading": _("Add an entry to the year wheel"), "submit": _("Add the entry"), "one": organisation}
    back = wheel_address(organisation, year)
    return change(request, form, act, row=organisation, page=page, said=_("The entry is added."), back=back)


@municipality_page("lead")
@_form_methods
def edit(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Change an entry."""
    event, person = _entry(request, year, pk), person_of(request)
    started = {name: getattr(event, name) for name in services.EventContent.__dataclass_fields__}
    form = EventForm(sent(request), initial=opened(event, **started))

    def act(_values: dict[str, Any]) -> object:
        return services.change_event(event=event, content=form.content(), person=person)

    page = {"heading": _("Change the entry"), "lead": _printed(event), "submit": _("Store the entry")}
    return _change(request, form, act, event, page, _("The entry is changed."))


def _printed(event: WheelEvent) -> str:
    """Return where an entry came from and which period is printed there, as far as it is known."""
    told = [_("Printed as: %(period)s.") % {"period": event.printed}] if event.printed else []
    told += [event.note] if event.note else []
    told += [_("Source: %(source)s.") % {"source": event.source}] if event.source else []
    return " ".join(told)


@municipality_page("lead")
@require_POST
def done_or_not(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Mark an entry as done, or as not done after all where ``undo`` is sent."""
    event, form = _entry(request, year, pk), RequestForm(request.POST)
    is_done = "undo" not in request.POST

    def act(_values: dict[str, Any]) -> object:
        return services.mark(event=event, done=is_done, person=person_of(request))

    if done(request, form, act, row=event):
        messages.success(request, _("It is marked as done.") if is_done else _("It is not done any more."))
    else:
        told_errors(request, form)
    return redirect(entry_address(event, municipality))


@municipality_page("lead")
@_form_methods
def remove(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Take an entry out of the year, with a reason."""
    event, person = _entry(request, year, pk), person_of(request)
    form = WhyForm(sent(request), initial=opened(event))

    def act(values: dict[str, Any]) -> object:
        return services.remove_event(event=event, why=values["why"], person=person)

    page = {
        "heading": _("Take “%(title)s” out of the year") % {"title": event.title},
        "lead": _("The history keeps what it was. Other years are left as they are."),
        "submit": _("Take it out"),
        "tone": "danger",
    }
    return _change(request, form, act, event, page, _("The entry is taken out."))


def _change(
    request: HttpRequest, form: Any, act: Any, event: WheelEvent, page: dict[str, Any], said: str
) -> HttpResponse:
    municipality = municipality_of(request)
    about = (trail.WHEEL, trail.event_key(event))
    back = wheel_address(municipality, event.year)
    page |= {"one": municipality}
    return change(request, form, act, row=event, page=page, said=said, back=back, about=about)
