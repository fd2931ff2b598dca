"""The administrator's pages of files of statistics: send in, look over, confirm or withdraw."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.indicators.tables import queries, receiving, work_tables
from kompassros.indicators.tables.finding import (
    act_once,
    attempt_on,
    countries_of,
    country_of_import,
    first_country,
    import_of,
    person_of,
)
from kompassros.indicators.tables.forms import ConfirmForm, SendForm
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.pages import page_of
from kompassros.indicators.tables.policies import MANAGE_DATASET
from kompassros.indicators.tables.report import trouble_count
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.limits import LARGEST_FILE
from kompassros.web.access import allowed
from kompassros.web.tables import respond_with_download

State = TableImport.State


def _country(request: HttpRequest, country_key: str) -> Organisation:
    return get_object_or_404(Organisation, key=country_key, kind=Organisation.Kind.COUNTRY)


@allowed("indicators.import_tables", first_country)
@require_safe
def list_imports(request: HttpRequest) -> HttpResponse:
    """List the files that were sent in and the mappings that are kept, and offer to send in another."""
    countries = countries_of(request)
    files = work_tables.imports(queries.received_files(countries))
    kept = work_tables.kept_mappings(queries.kept_for(countries))
    page = {"countries": queries.with_units(countries), "files": files, "kept": kept}
    return respond_with_download(request, files, kept) or render(request, "indicators/tables/imports.html", page)


@allowed("indicators.import_tables", _country)
@require_http_methods(["GET", "HEAD", "POST"])
def send_in(request: HttpRequest, country_key: str) -> HttpResponse:
    """Take a file and let it be read."""
    country: Organisation = request.subject  # type: ignore[attr-defined]
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if form.is_valid():
        try:
            outcome = act_once(request, form.cleaned_data["request_id"], lambda: _receive(request, country, form))
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("records:job", outcome["job"])
    page = {"country": country, "form": form, "has_units": bool(queries.with_units([country]))}
    return render(request, "indicators/tables/send_in.html", page)


def _receive(request: HttpRequest, country: Organisation, form: SendForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    # One byte more than allowed is enough to be refused, whatever the size of what was sent.
    content = file.read(LARGEST_FILE + 1)
    _received, job = receiving.receive(
        organisation=country, file_name=file.name, content=content, person=person_of(request)
    )
    return {"job": str(job.uid)}


@allowed("indicators.import_tables", country_of_import)
@require_safe
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a file is read, what it comes to, and what became of it."""
    return _show(request, import_of(request, pk))


def _show(request: HttpRequest, received: TableImport, form: ConfirmForm | None = None) -> HttpResponse:
    page, tables = page_of(received)
    page |= {
        "confirm": (form or _confirm_form(request, received)) if received.state == State.READ else None,
        "again": RequestForm(initial={"version": received.version}, prefix="again"),
        "withdraw": RequestForm(initial={"version": received.version}, prefix="withdraw"),
    }
    return respond_with_download(request, *tables) or render(request, "indicators/tables/import.html", page)


def _confirm_form(request: HttpRequest, received: TableImport, data: Any = None) -> ConfirmForm:
    kept = received.kept
    initial: dict[str, Any] = {"version": received.version, "name": received.name or received.file_name}
    if kept is not None:
        initial |= {"name": kept.name, "dataset": kept.dataset.key if kept.dataset else ""}
    choices = queries.dataset_choices(MANAGE_DATASET.subjects(request.user))
    return ConfirmForm(data, initial=initial, choices=choices, asks=trouble_count(received.report) > 0)


@allowed("indicators.import_tables", country_of_import)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a file be stored as it was looked over."""
    received = import_of(request, pk)
    form = _confirm_form(request, received, request.POST)
    if form.is_valid():

        def act() -> dict[str, Any]:
            job = receiving.confirm(received=received, wish=form.wish(), person=person_of(request))
            return {"job": str(job.uid)}

        outcome = attempt_on(request, form, received, act)
        if outcome is not None:
            return redirect("records:job", outcome["job"])
    now = import_of(request, pk)
    if now.state != State.READ:
        messages.error(request, _("Somebody else has handled this file in the meantime."))
        return redirect("tables:import", pk)
    return _show(request, now, form)


@allowed("indicators.import_tables", country_of_import)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file aside without storing it."""
    received = import_of(request, pk)
    form = RequestForm(request.POST, prefix="withdraw")
    if form.is_valid():

        def act() -> dict[str, Any]:
            receiving.withdraw(received=received, person=person_of(request))
            return {}

        if attempt_on(request, form, received, act) is None:
            messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("tables:import", pk)
