"""A scorecard of another system is sent in, its columns are said, and what it changes is looked over and stored."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.records.requests import once
from kompassros.statistics.receiving.limits import LARGEST_FILE
from kompassros.steering.access import municipality_of, municipality_page, person_of
from kompassros.steering.importing import sending
from kompassros.steering.importing.forms import ColumnsForm, ScorecardFileForm, SealedForm, TakeInForm, said_fields
from kompassros.steering.importing.outcomes import Action
from kompassros.steering.importing.sending import LookedOver, Sent
from kompassros.steering.importing.tables import rows_table, troubles_of
from kompassros.steering.pages import told_errors

_TEMPLATE = "steering/importing/file.html"


@municipality_page("lead")
@require_http_methods(["GET", "HEAD", "POST"])
def send_in(request: HttpRequest, municipality: str) -> HttpResponse:
    """Take a scorecard and show what it would change; nothing is stored yet."""
    form = ScorecardFileForm(request.POST, request.FILES) if request.method == "POST" else ScorecardFileForm()
    page: dict[str, Any] = {}
    if form.is_valid():
        values = form.cleaned_data
        file = values["file"]
        # One byte more than allowed is enough to be refused, whatever the size of what was sent.
        sent = Sent(file.name, file.read(LARGEST_FILE + 1), values["year"], values["structure"], values["decision"])
        try:
            page = _looked_over(request, sent)
        except DomainError as error:
            form.add_error("file", str(error))
    return _show(request, municipality_of(request), form, page)


@municipality_page("lead")
@require_http_methods(["GET", "HEAD", "POST"])
def look_again(request: HttpRequest, municipality: str) -> HttpResponse:
    """Read the file again by what was said of its columns; opened without one, begin with the file."""
    if request.method != "POST":
        return redirect("steering:import", municipality)
    organisation, form = municipality_of(request), SealedForm(request.POST)
    page: dict[str, Any] = {}
    if form.is_valid():
        try:
            page = _again(request, sending.unseal(form.cleaned_data["content"], organisation))
        except DomainError as error:
            messages.error(request, str(error))
    told_errors(request, form)  # type: ignore[arg-type]
    if not page:
        return redirect("steering:import", municipality)
    return _show(request, organisation, ScorecardFileForm(), page)


def _again(request: HttpRequest, sent: Sent) -> dict[str, Any]:
    said = said_fields(request.POST, len(sent.fields or ()))
    try:
        return _looked_over(request, replace(sent, fields=tuple(field.value if field else "" for field in said)))
    except DomainError as error:
        return _looked_over(request, sent) | {"refused": str(error)}


def _looked_over(request: HttpRequest, sent: Sent) -> dict[str, Any]:
    organisation = municipality_of(request)
    return _page_of(sending.look_over(sent=sent, of=organisation, person=person_of(request)), organisation)


def _page_of(found: LookedOver, organisation: Organisation) -> dict[str, Any]:
    content = found.sent.seal(organisation)
    intake = found.intake
    page: dict[str, Any] = {
        "columns": ColumnsForm(mapping=found.mapping, initial={"content": content}, auto_id="column_%s"),
        "kept": found.kept,
        "refused": found.refused,
    }
    if intake is None:
        return page
    ready = intake.changes_something and not intake.troubles
    return page | {
        "rows": rows_table(intake),
        "troubles": troubles_of(intake),
        "known": intake.counts()[Action.KNOWN],
        "take": TakeInForm(initial={"content": content}, auto_id="take_%s") if ready else None,
    }


def _show(
    request: HttpRequest, organisation: Organisation, form: ScorecardFileForm, page: dict[str, Any]
) -> HttpResponse:
    shown = {"one": organisation, "heading": _("Import a scorecard"), "form": form, **page}
    return render(request, _TEMPLATE, shown)


@municipality_page("lead")
@require_POST
def store(request: HttpRequest, municipality: str) -> HttpResponse:
    """Store everything that was looked over, or nothing."""
    form = TakeInForm(request.POST)
    if form.is_valid() and _stored(request, form):
        return redirect("steering:municipality", municipality)
    told_errors(request, form)  # type: ignore[arg-type]
    return redirect("steering:import", municipality)


def _stored(request: HttpRequest, form: TakeInForm) -> bool:
    organisation, person = municipality_of(request), person_of(request)

    def act() -> dict[str, Any]:
        sent = sending.unseal(form.cleaned_data["content"], organisation)
        counts = sending.store(sent=sent, of=organisation, person=person).counts()
        return {"count": counts[Action.NEW] + counts[Action.CHANGED]}

    try:
        outcome, _again = once(request_id=form.cleaned_data["request_id"], person=person, act=act)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    count = int(outcome["count"])
    messages.success(request, ngettext("%(count)s row is stored.", "%(count)s rows are stored.", count) % outcome)
    return True
