"""The page of a year wheel, its calendar file, and how it is begun and carried on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.records.calendar_files import respond_with_calendar
from kompassros.records.history_table import history_table
from kompassros.steering.access import municipality_of, municipality_page, person_of
from kompassros.steering.pages import change, done, sent, told_errors
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.services import FIRST_YEAR, LAST_YEAR
from kompassros.steering.policies import LEAD, SEE_PLAN
from kompassros.steering.wheel import services
from kompassros.steering.wheel.calendar import calendar_events
from kompassros.steering.wheel.forms import RoleForm, TemplateForm
from kompassros.steering.wheel.picture import wheel_figure, wheel_sentence
from kompassros.steering.wheel.queries import by_month, entries_of, first_to_see, history_of
from kompassros.web.fields import opened
from kompassros.web.formats import month_names
from kompassros.web.tables import respond_with_download


def wheel_address(organisation: Organisation, year: int) -> str:
    """Return the address of a wheel's page."""
    return reverse("steering:wheel", args=[organisation.key, year])


def refuse_year(year: int) -> None:
    """Answer a year that no wheel can have as a page that is not there."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("There is no year wheel for this year."))


def _role(request: HttpRequest) -> tuple[RoleForm, str]:
    """Return the form by which a role is chosen, and the role; one that is not known is everybody."""
    form = RoleForm(request.GET)
    return form, form.cleaned_data["role"] if form.is_valid() else ""


@municipality_page("follow")
@require_safe
def show(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show the wheel: what is now and next, the picture, and the year month by month."""
    refuse_year(year)
    organisation, person = municipality_of(request), person_of(request)
    form, role = _role(request)
    entries = entries_of(organisation, year, role)
    figure = wheel_figure(organisation, year, entries) if entries else None
    past = history_table(history_of(organisation, year), caption=_("History of the year wheel"))
    names = month_names()
    before, after = (one if FIRST_YEAR <= one <= LAST_YEAR else None for one in (year - 1, year + 1))
    page = {
        "one": organisation,
        "year": year,
        "sentence": wheel_sentence(organisation, year, entries),
        "filter": form,
        "role": role,
        "before": before,
        "after": after,
        "figure": figure,
        "first": first_to_see(entries),
        "months": [(names[month - 1], found) for month, found in by_month(entries)],
        "plan": _plan(organisation, year, person),
        "may_lead": LEAD.allows(person, organisation),
        "carrying": RequestForm(initial=opened(organisation), auto_id=False),
        "history": past,
    }
    parts = (figure, past) if figure else (past,)
    return respond_with_download(request, *parts) or render(request, "steering/wheel/show.html", page)


def _plan(organisation: Organisation, year: int, person: Any) -> SteeringPlan | None:
    """Return the plan of the year where the person reads it."""
    found: SteeringPlan | None = SEE_PLAN.subjects(person).filter(organisation=organisation, year=year).first()
    return found


@municipality_page("follow")
@require_safe
def calendar(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Send the wheel as a calendar file, of one role where one is asked for."""
    refuse_year(year)
    organisation = municipality_of(request)
    _form, role = _role(request)
    name = "-".join(filter(None, (organisation.key, str(year), "wheel", role)))
    return respond_with_calendar(calendar_events(entries_of(organisation, year, role), organisation.key), name)


@municipality_page("lead")
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Put a packaged wheel into the year."""
    refuse_year(year)
    organisation, person = municipality_of(request), person_of(request)
    form = TemplateForm(sent(request), initial=opened(organisation))

    def act(values: dict[str, Any]) -> object:
        return services.take_template(organisation=organisation, year=year, template=values["template"], person=person)

    page = {
        "heading": _("Begin with a year wheel"),
        "lead": _("It is put into the year as a beginning; change, add and take out what does not fit. What is in the "
                  "wheel already stays. Sources print months, tertials and quarters; the days are our own choice."),
        "submit": _("Put it into the year"),
        "one": organisation,
    }  # fmt: skip
    said = _("The wheel is put into the year. The days are suggestions; change them.")
    return change(request, form, act, row=organisation, page=page, said=said, back=wheel_address(organisation, year))


@municipality_page("lead")
@require_POST
def carry(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Put the year's entries into the next year."""
    refuse_year(year)
    organisation, form, counts = municipality_of(request), RequestForm(request.POST), [0]

    def act(_values: dict[str, Any]) -> object:
        counts.append(services.carry_on(organisation=organisation, year=year, person=person_of(request)))
        return counts

    if not done(request, form, act, row=organisation):
        told_errors(request, form)
        return redirect(wheel_address(organisation, year))
    count = sum(counts)
    said = ngettext("%(count)s entry is carried on.", "%(count)s entries are carried on.", count)
    messages.success(request, said % {"count": count})
    return redirect(wheel_address(organisation, year + 1))
