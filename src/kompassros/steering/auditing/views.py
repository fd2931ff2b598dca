"""The auditor's pages: a plan as it stood on a day, the log of a municipality's steering, the verdict on a period."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.records import clock
from kompassros.records.history_table import history_table, kinds_in_words
from kompassros.steering.access import municipality_of, municipality_page, person_of, plan_of, plan_page
from kompassros.steering.auditing import trail
from kompassros.steering.auditing.forms import DayForm, LogForm, VerdictForm
from kompassros.steering.auditing.kept import bodies_of, kept_plan
from kompassros.steering.auditing.log import KINDS, MOST_ROWS, OTHERS, PAPERS, log_of
from kompassros.steering.auditing.log_files import LOG, Log
from kompassros.steering.auditing.queries import verdict_of
from kompassros.steering.auditing.services import record_verdict
from kompassros.steering.auditing.tables import kept_table
from kompassros.steering.pages import change, sent
from kompassros.steering.periods.access import period_of, period_page
from kompassros.steering.periods.tables import period_address
from kompassros.web.document_sending import language_asked_for, send
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])
MOST_SHOWN = 500
DAYS_SHOWN = timedelta(days=30)
"""What the page of the log begins with. Own choice."""


@plan_page("read_kept_plan")
@require_safe
def as_it_stood(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show the whole plan, or one card, as it stood at the end of a day; as a table to take home."""
    plan = plan_of(request)
    asked = request.GET if "day" in request.GET else {"day": clock.today().isoformat(), "body": ""}
    form = DayForm(asked, bodies=bodies_of(plan))
    kept, table = None, None
    if form.is_valid():
        kept = kept_plan(plan, form.cleaned_data["day"], form.cleaned_data["body"])
        table = kept_table(plan, kept)
    page = {"plan": plan, "form": form, "kept": kept, "table": table}
    download = respond_with_download(request, table) if table else None
    return download or render(request, "steering/auditing/kept.html", page)


def _kinds() -> list[tuple[str, str]]:
    return kinds_in_words(lambda kind: kind.startswith(KINDS) or kind in (*OTHERS, *PAPERS))


def _asked(request: HttpRequest) -> LogForm:
    today = clock.today()
    days = {"since": (today - DAYS_SHOWN).isoformat(), "until": today.isoformat()}
    return LogForm(request.GET if "since" in request.GET else days, kinds=_kinds())


@municipality_page("read_log")
@require_safe
def log(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show a part of the log; all of it can be had as files."""
    organisation, form = municipality_of(request), _asked(request)
    page: dict[str, Any] = {"one": organisation, "form": form, "table": None, "query": request.GET.urlencode()}
    if form.is_valid():
        rows = log_of(organisation, form.choice())
        count = rows.count()
        latest_first = rows.reverse()[:MOST_SHOWN]
        table = history_table(latest_first, caption=_("What happened, the latest first"), name="log")
        page |= {"count": count, "shown": min(count, MOST_SHOWN), "table": table, "most": MOST_ROWS}
        page["query"] = request.GET.urlencode() or f"since={form['since'].value()}&until={form['until'].value()}"
    return render(request, "steering/auditing/log.html", page)


@municipality_page("read_log")
@require_safe
def log_file(request: HttpRequest, municipality: str, ending: str) -> HttpResponse:
    """Send a part of the log as a file, with at most 100,000 rows; 422 with the page where it is not in order."""
    organisation, form = municipality_of(request), _asked(request)
    if not form.is_valid():
        page = {"one": organisation, "form": form, "table": None}
        return render(request, "steering/auditing/log.html", page, status=422)
    choice = form.choice()
    content = Log(organisation, choice, log_of(organisation, choice)[:MOST_ROWS])
    return send(LOG, ending, content, language_asked_for(request))


@period_page("audit_period")
@_form_methods
def verdict(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Record the auditor's verdict on a closed period."""
    period = period_of(request)
    before = verdict_of(period)
    names = ("financial", "operational", "overall", "reasons")
    told = {name: getattr(before, name) for name in names} if before else {}
    form = VerdictForm(sent(request), initial=opened(period, **told))

    def act(_values: dict[str, Any]) -> object:
        return record_verdict(period=period, content=form.content(), person=person_of(request))

    page = {
        "heading": _("The auditor's verdict: %(period)s") % {"period": period.title},
        "lead": _(
            "Is the result consistent with what the council decided on sound financial management? This is your own "
            "verdict as an auditor: it stands beside the frozen edition with your name and reasons, and changes "
            "nothing in it. An earlier one stays readable."
        ),
        "submit": _("Record the verdict"),
        "plan": period.plan,
    }
    about = (trail.VERDICT, str(period.pk))
    said = _("The verdict is recorded.")
    return change(request, form, act, row=period, page=page, said=said, back=period_address(period), about=about)
