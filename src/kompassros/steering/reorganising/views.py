"""The reorganisations of a year: the list, each of the three forms with its preview, and what was done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.access import person_of, plan_of, plan_page, scoped_page
from kompassros.steering.pages import done, sent
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.policies import LEAD_PLAN
from kompassros.steering.reorganising.access import find_reorganisation, reorganisation_of
from kompassros.steering.reorganising.following import Line
from kompassros.steering.reorganising.forms import FORMS, ReorganisationForm
from kompassros.steering.reorganising.queries import changes_of, reorganisations_of
from kompassros.steering.reorganising.services import Outlook, look_over, reorganise
from kompassros.steering.reorganising.tables import lines_table, reorganisations_table
from kompassros.steering.reorganising.words import say_change
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_HEADINGS: dict[str, str | Promise] = {
    "move": gettext_lazy("Move a body"),
    "merge": gettext_lazy("Merge bodies"),
    "split": gettext_lazy("Split a body"),
}
_LEADS: dict[str, str | Promise] = {
    "move": gettext_lazy(
        "The body, with all below it, lies below another one. Its card, goals, reports and people come along; "
        "whoever leads the new area leads it too."
    ),
    "merge": gettext_lazy(
        "The goals of all stand on one card, with their figures and history. What was signed and what is closed "
        "stays as it is."
    ),
    "split": gettext_lazy(
        "One body becomes several. Say what it becomes and look it over; then choose who takes each goal."
    ),
}


@plan_page("see_plan")
@require_safe
def show_all(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """List the reorganisations of a year."""
    plan = plan_of(request)
    table = reorganisations_table(plan, reorganisations_of(plan))
    may_lead = LEAD_PLAN.allows(request.user, plan) and plan.state != SteeringPlan.State.CLOSED
    page = {"plan": plan, "heading": _("Reorganisations"), "table": table, "may_lead": may_lead}
    return respond_with_download(request, table) or render(request, "steering/reorganising/all.html", page)


@plan_page("lead_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, municipality: str, year: int, kind: str) -> HttpResponse:
    """Say what is wanted, look over what becomes of each row, and do it."""
    plan = plan_of(request)
    if kind not in FORMS:
        raise Http404(_("A body is moved, merged or split."))
    form = FORMS[kind](sent(request), initial=opened(plan, on=clock.today()), plan=plan)
    stored: list[int] = []

    def act(_values: dict[str, Any]) -> object:
        person, seen = person_of(request), form.cleaned_data["seen"]
        one = reorganise(plan=plan, wish=form.wish(), decided=form.decided(), person=person, seen=seen)
        stored.append(one.pk)
        return one

    if request.POST.get("step") == "do" and done(request, form, act, row=plan):
        messages.success(request, _("The bodies are reorganised."))
        return redirect(_after(plan, stored))
    outlook = _look(form, plan, request) if form.is_bound else None
    page = {
        "plan": plan,
        "form": form,
        "heading": _HEADINGS[kind],
        "lead": _LEADS[kind],
        "cancel": reverse("steering:reorganisations", args=[municipality, year]),
        "table": lines_table(outlook.lines, passing=True) if outlook else None,
    }
    return render(request, "steering/reorganising/new.html", page)


def _after(plan: SteeringPlan, stored: list[int]) -> str:
    """Return where to go on: to what was done, or, for a retry of what is done already, to the list."""
    place = [plan.organisation.key, plan.year]
    return (
        reverse("steering:reorganisation", args=[*place, stored[0]])
        if stored
        else reverse("steering:reorganisations", args=place)
    )


def _look(form: ReorganisationForm, plan: SteeringPlan, request: HttpRequest) -> Outlook | None:
    """Return what would be done by a form; what the service refuses becomes an error of the form."""
    if not form.is_valid() and (form.has_error("body") or not _only_refused(form)):
        return None
    try:
        outlook = look_over(plan=plan, wish=form.wish(), decided=form.decided(), person=person_of(request))
    except DomainError as error:
        if str(error) not in form.non_field_errors():
            form.add_error(None, str(error))
        return None
    form.looked_over(outlook.checksum)
    return outlook


def _only_refused(form: ReorganisationForm) -> bool:
    """Return whether every field is in order, and only the service has refused."""
    return set(form.errors) <= {"__all__"}


@scoped_page("read_reorganisation", find_reorganisation, lambda one: one.organisation)
@require_safe
def show(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Show what a reorganisation did, row by row."""
    one = reorganisation_of(request)
    table = lines_table([Line(**told) for told in one.told])
    page = {
        "plan": one.plan,
        "one_done": one,
        "heading": say_change(one, changes_of(one)),
        "table": table,
    }
    return respond_with_download(request, table) or render(request, "steering/reorganising/one.html", page)
