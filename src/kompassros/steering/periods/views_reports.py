"""The pages of a body's report: read, written beside what was said last time, sent, sent back, signed, decided on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.records import history
from kompassros.records.errors import DomainError
from kompassros.records.history_table import history_table
from kompassros.records.matter_finding import case_number_of
from kompassros.records.requests import once
from kompassros.records.slots import fill
from kompassros.steering.access import person_of
from kompassros.steering.budget.pieces import money_of_report
from kompassros.steering.goals.said import say_attainment, say_figure, say_target
from kompassros.steering.goals.words import REASONS
from kompassros.steering.pages import change, done, sent, told_errors
from kompassros.steering.periods import queries, reporting, trail
from kompassros.steering.periods.access import report_of, report_page
from kompassros.steering.periods.committees import DECIDE_REPORT, committee_of, is_decision_late
from kompassros.steering.periods.forms import DecisionForm, ReportForm, StandInForm
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.policies import SIGN_REPORT, WRITE_REPORT
from kompassros.steering.periods.queries import Due
from kompassros.steering.periods.tables import report_address
from kompassros.steering.policies import WRITE_CARD
from kompassros.web.fields import opened
from kompassros.web.keeper import request_id_of, version_of

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@report_page("read_report")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, key: str, body: str) -> HttpResponse:
    """Show a report with what can be done with it."""
    report, person = report_of(request), request.user
    is_open = report.period.state == ReportingPeriod.State.OPEN
    writable = is_open and report.state in reporting.WRITABLE
    signs = is_open and SIGN_REPORT.allows(person, report)
    past = history.of_subject(trail.REPORT, str(report.pk))
    page = {
        **_page(report),
        "lines": queries.lines_of(report),
        "money": money_of_report(report, person),
        "late": queries.is_late(report),
        "may_write": writable and WRITE_REPORT.allows(person, report),
        "may_name": writable and WRITE_CARD.allows(person, report.card),
        "may_sign": signs and report.state == CardReport.State.SENT,
        "may_send_back": signs and report.state in (CardReport.State.SENT, CardReport.State.SIGNED),
        "may_decide": is_open and report.state == CardReport.State.SIGNED and DECIDE_REPORT.allows(person, report),
        "committee": committee_of(report.card.organisation),
        "decision_late": is_decision_late(report),
        "form": RequestForm(initial=opened(report), auto_id=False),
        "pieces": list(fill("steering.report", request=request, report=report)),
        "history": history_table(past, caption=_("History of the report"))
        if WRITE_REPORT.allows(person, report)
        else None,
    }
    return render(request, "steering/periods/report.html", page)


def _page(report: CardReport) -> dict[str, Any]:
    return {"plan": report.period.plan, "period": report.period, "report": report, "card": report.card}


@report_page("write_report")
@_form_methods
def write(request: HttpRequest, municipality: str, year: int, key: str, body: str) -> HttpResponse:
    """Write a report: only the goals where something is due or deviates, or all with ?all=1."""
    report = report_of(request)
    found = queries.to_report(report)
    everything = request.GET.get("all") == "1"
    goals = [each for each in found if each.asks or everything]
    form = ReportForm(sent(request), initial={"text": report.text}, goals=goals)
    if form.is_bound and form.is_valid() and _store(request, report, form):
        messages.success(request, _("The report is stored. Send it when it is done."))
        return redirect(report_address(report))
    page = {
        **_page(report),
        "form": form,
        "parts": [(each, [_due_line(one) for one in each.due], fields) for each, fields in form.parts()],
        "last": queries.previous_report(report),
        "money": money_of_report(report, request.user),
        "left_out": 0 if everything else len(found) - len(goals),
        "keep": f"period-report-{report.pk}",
    }
    return render(request, "steering/periods/write.html", page, status=422 if form.is_bound else 200)


def _due_line(one: Due) -> str:
    """Say of an indicator what its figure is, against which target, and how it stands."""
    status = say_attainment(one.attainment)
    reason = f": {REASONS[one.reason]}" if one.reason else ""  # type: ignore[index]
    words = {"indicator": one.edition.title, "figure": say_figure(one.value), "target": say_target(one.edition)}
    return _("%(indicator)s: %(figure)s, target %(target)s") % words + f" ({status}{reason})"


def _store(request: HttpRequest, report: CardReport, form: ReportForm) -> bool:
    report.version = version_of(request) or 0
    request_id = request_id_of(request)

    def act() -> dict[str, Any]:
        text, lines = form.cleaned_data["text"], form.lines()
        reporting.write_report(report=report, text=text, lines=lines, person=person_of(request))
        return {}

    try:
        if request_id is None:
            act()
        else:
            once(request_id=request_id, person=person_of(request), act=act)
    except DomainError as error:
        report.refresh_from_db(fields=["version", "state"])
        form.add_error(None, str(error))
        return False
    return True


@report_page("write_report")
@require_POST
def send(request: HttpRequest, municipality: str, year: int, key: str, body: str) -> HttpResponse:
    """Send a report to the manager above."""
    return _act(request, reporting.send, _("The report is sent to the manager above."))


@report_page("sign_report")
@require_POST
def sign(request: HttpRequest, municipality: str, year: int, key: str, body: str) -> HttpResponse:
    """Sign a report."""
    return _act(request, reporting.sign, _("The report is signed. Everybody in the municipality can read it."))


def _act(request: HttpRequest, service: Any, said: str) -> HttpResponse:
    report, form = report_of(request), RequestForm(request.POST)
    if done(request, form, lambda _values: service(report=report, person=person_of(request)), row=report):
        messages.success(request, said)
    told_errors(request, form)
    return redirect(report_address(report))


@report_page("sign_report")
@_form_methods
def back(request: HttpRequest, municipality: str, year: int, key: str, body: str) -> HttpResponse:
    """Send a report back with a reason."""
    report, form = report_of(request), WhyForm(sent(request), initial=opened(report_of(request)))

    def act(values: dict[str, Any]) -> object:
        return reporting.send_back(report=report, why=values["why"], person=person_of(request))

    page = {"heading": _("Send the report back"), "submit": _("Send it back")}
    return _change(request, form, act, report, page, _("The report is sent back."))


@report_page("decide_report")
@_form_methods
def decision(request: HttpRequest, municipality: str, year: int, key: str, body: str) -> HttpResponse:
    """Record what the committee or the council decided about a signed report."""
    report = report_of(request)
    proposed = report.decision or case_number_of(trail.REPORT, str(report.pk))
    form = DecisionForm(sent(request), initial=opened(report, decision=proposed))

    def act(values: dict[str, Any]) -> object:
        return reporting.record_decision(report=report, decision=values["decision"], person=person_of(request))

    page = {"heading": _("Record the decision"), "submit": _("Record the decision")}
    return _change(request, form, act, report, page, _("The decision is recorded."))


@report_page("write_report")
@_form_methods
def stand_in(request: HttpRequest, municipality: str, year: int, key: str, body: str) -> HttpResponse:
    """Name who writes the report instead of the manager; the service lets only a manager do so."""
    report = report_of(request)
    email = report.stand_in.email if report.stand_in else ""
    form = StandInForm(sent(request), initial=opened(report, email=email))

    def act(_values: dict[str, Any]) -> object:
        return reporting.name_stand_in(report=report, stand_in=form.stand_in(), person=person_of(request))

    page = {"heading": _("Name a stand-in"), "submit": _("Store the stand-in")}
    return _change(request, form, act, report, page, _("The stand-in is stored."))


def _change(
    request: HttpRequest, form: Any, act: Any, report: CardReport, page: dict[str, Any], said: str
) -> HttpResponse:
    about = (trail.REPORT, str(report.pk))
    page |= _page(report)
    return change(request, form, act, row=report, page=page, said=said, back=report_address(report), about=about)
