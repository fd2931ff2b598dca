"""The pages of a year's reporting periods: the list, a period with who has reported, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.organisations.saving import RequestForm
from kompassros.records import history
from kompassros.records.history_table import history_table
from kompassros.records.slots import fill
from kompassros.steering.access import person_of, plan_of, plan_page
from kompassros.steering.pages import change, done, sent, told_errors
from kompassros.steering.periods import closing, planning, queries, trail
from kompassros.steering.periods.access import period_of, period_page
from kompassros.steering.periods.committees import is_decision_late
from kompassros.steering.periods.forms import NewPeriodForm, PeriodForm, PublishForm
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.policies import RUN_PERIOD, is_public
from kompassros.steering.periods.reminding import is_near, reminders_of
from kompassros.steering.periods.tables import (
    editions_table,
    period_address,
    periods_table,
    reminders_table,
    reports_table,
)
from kompassros.steering.policies import LEAD_PLAN
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@plan_page("see_plan")
@require_safe
def show_all(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """List the periods of a plan with their states, and how many are late."""
    plan = plan_of(request)
    lines = queries.periods_of(plan)
    table = periods_table(lines)
    late = sum(line.late for line in lines if line.period.state == ReportingPeriod.State.OPEN)
    page = {
        "plan": plan,
        "table": table,
        "late": late,
        "may_lead": LEAD_PLAN.allows(request.user, plan) and plan.state != "closed",
        "form": RequestForm(initial=opened(plan), auto_id=False),
    }
    return respond_with_download(request, table) or render(request, "steering/periods/all.html", page)


@plan_page("lead_plan")
@require_POST
def usual(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Plan the usual periods."""
    plan, form = plan_of(request), RequestForm(request.POST)
    planned: list[ReportingPeriod] = []
    if done(request, form, lambda _values: planned.extend(_plan_usual(request)), row=plan):
        said = ngettext("%(count)s period is planned.", "%(count)s periods are planned.", len(planned))
        messages.success(request, said % {"count": len(planned)})
    told_errors(request, form)
    return redirect("steering:periods", municipality, year)


def _plan_usual(request: HttpRequest) -> list[ReportingPeriod]:
    return planning.plan_usual(plan=plan_of(request), person=person_of(request))


@plan_page("lead_plan")
@_form_methods
def add(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Plan a period of the municipality's own."""
    plan = plan_of(request)
    form = NewPeriodForm(sent(request), initial=opened(plan))

    def act(values: dict[str, Any]) -> object:
        return planning.add_period(plan=plan, content=form.content(values["key"]), person=person_of(request))

    page = {"heading": _("Plan a period"), "submit": _("Plan the period"), "plan": plan}
    back = reverse("steering:periods", args=[municipality, year])
    return change(request, form, act, row=plan, page=page, said=_("The period is planned."), back=back)


@period_page("see_period")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Show a period: who has reported and who is late, and its editions once it is closed."""
    period = period_of(request)
    reports = queries.reports_of(period)
    table = reports_table(reports, queries.readable(period, request.user))
    editions = editions_table(period, queries.editions_of(period))
    may_run = RUN_PERIOD.allows(request.user, period)
    page = {
        "plan": period.plan,
        "period": period,
        "word": key,
        "reports": table,
        "late": [one for one in reports if queries.is_late(one)],
        "undecided": [one for one in reports if is_decision_late(one)],
        "editions": editions if period.state == ReportingPeriod.State.CLOSED else None,
        "public": is_public(period),
        "may_run": may_run,
        "may_remind": may_run and is_near(period),
        "reminders": reminders_table(reminders_of(period)) if may_run and is_near(period) else None,
        "pieces": list(fill("steering.period", request=request, period=period)),
        "more": queries.cards_since(period) if may_run and period.state == ReportingPeriod.State.OPEN else 0,
        "form": RequestForm(initial=opened(period), auto_id=False),
        "history": history_table(history.of_subject(trail.PERIOD, str(period.pk)), caption=_("History of the period")),
    }
    return respond_with_download(request, table, editions) or render(request, "steering/periods/one.html", page)


@period_page("run_period")
@_form_methods
def edit(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Change title and days of a period."""
    period = period_of(request)
    initial = opened(period, title=period.title, data_on=period.data_on, due_on=period.due_on)
    form = PeriodForm(sent(request), initial=initial)

    def act(_values: dict[str, Any]) -> object:
        return planning.change_period(period=period, content=form.content(period.key), person=person_of(request))

    page = {"heading": _("Change the period"), "submit": _("Store the period")}
    return _change(request, form, act, period, page, _("The period is changed."))


@period_page("run_period")
@require_POST
def open_it(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Open a period, or take in the cards that were agreed since it was opened."""
    period, form = period_of(request), RequestForm(request.POST)
    service = planning.open_period if period.state == ReportingPeriod.State.PLANNED else planning.take_in_cards
    counted: list[int] = []
    if done(request, form, lambda _v: counted.append(service(period=period, person=person_of(request))), row=period):
        count = sum(counted)
        said = ngettext("%(count)s body has a report to write.", "%(count)s bodies have a report to write.", count)
        messages.success(request, said % {"count": count})
    told_errors(request, form)
    return redirect(period_address(period))


@period_page("run_period")
@_form_methods
def close(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Close a period; with many bodies a job does it and shows how far it has come."""
    period, form = period_of(request), RequestForm(sent(request), initial=opened(period_of(request)))
    closed: list[closing.Closed] = []

    def act(_values: dict[str, Any]) -> object:
        closed.append(closing.start_closing(period=period, person=person_of(request)))
        return closed

    if done(request, form, act, row=period):
        job = closed[0].job if closed else None
        if job is not None:
            return redirect("records:job", job.uid)
        messages.success(request, _("The period is closed. What it shows does not change any more."))
        return redirect(period_address(period))
    late = sum(queries.is_late(one) or one.state != "signed" for one in queries.reports_of(period))
    page = {
        "heading": _("Close the period"),
        "lead": ngettext(
            "%(count)s report is not signed. Its text will not be part of the frozen edition.",
            "%(count)s reports are not signed. Their texts will not be part of the frozen edition.",
            late,
        )
        % {"count": late},
        "submit": _("Close and freeze"),
        "tone": "danger",
        "plan": period.plan,
        "form": form,
        "cancel": period_address(period),
    }
    return render(request, "steering/form.html", page)


@period_page("run_period")
@_form_methods
def publish(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Say from when on everybody may read a closed period."""
    period = period_of(request)
    form = PublishForm(sent(request), initial=opened(period, at=period.published_at))

    def act(values: dict[str, Any]) -> object:
        return planning.publish(period=period, at=values["at"], person=person_of(request))

    page = {"heading": _("Publish the report"), "submit": _("Publish")}
    return _change(request, form, act, period, page, _("The moment of publication is set."))


def _change(
    request: HttpRequest, form: Any, act: Any, period: ReportingPeriod, page: dict[str, Any], said: str
) -> HttpResponse:
    about = (trail.PERIOD, str(period.pk))
    page |= {"plan": period.plan}
    return change(request, form, act, row=period, page=page, said=said, back=period_address(period), about=about)
