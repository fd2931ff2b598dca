"""The page on which the mapping of a file is corrected, and the button for a fresh guess."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.indicators.tables import receiving, work_tables
from kompassros.indicators.tables.editing import Editor
from kompassros.indicators.tables.finding import attempt_on, country_of_import, import_of, person_of
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.reading import Mapping
from kompassros.indicators.tables.report import trouble_count
from kompassros.organisations.saving import RequestForm
from kompassros.web.access import allowed
from kompassros.web.tables import Table, respond_with_download


@allowed("indicators.import_tables", country_of_import)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the forms of a file's mapping beside how the file begins, and let it be read again by what was typed."""
    received = import_of(request, pk)
    if received.state != TableImport.State.READ:
        return redirect("tables:import", pk)
    head = RequestForm(request.POST or None, initial={"version": received.version})
    editor = Editor(received, request.POST or None)
    if request.method == "POST" and head.is_valid():
        mapping = editor.mapping()
        job = _correct(request, head, received, mapping) if mapping else None
        if job:
            return redirect("records:job", job)
    shown = _beside(received)
    page = {"received": received, "head": head, "editor": editor, "shown": shown}
    return respond_with_download(request, *shown) or render(request, "indicators/tables/mapping.html", page)


def _beside(received: TableImport) -> list[Table]:
    """Return what stands beside the forms: how the file begins, and what cannot be taken in so far."""
    report = received.report
    is_dataset = "dimensions" in report
    shown = [work_tables.dimensions(report)] if is_dataset else work_tables.beginnings(report)
    return [*shown, work_tables.troubles(report, received.file_name)] if trouble_count(report) else shown


def _correct(request: HttpRequest, head: RequestForm, received: TableImport, mapping: Mapping) -> str:
    def act() -> dict[str, Any]:
        return {"job": str(receiving.correct(received=received, mapping=mapping, person=person_of(request)).uid)}

    outcome = attempt_on(request, head, received, act)
    return outcome["job"] if outcome else ""


@allowed("indicators.import_tables", country_of_import)
@require_POST
def guess_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the mapping aside and let the file be read by a fresh guess."""
    received = import_of(request, pk)
    form = RequestForm(request.POST, prefix="again")
    if form.is_valid():

        def act() -> dict[str, Any]:
            return {"job": str(receiving.guess_anew(received=received, person=person_of(request)).uid)}

        outcome = attempt_on(request, form, received, act)
        if outcome is not None:
            return redirect("records:job", outcome["job"])
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("tables:import", pk)
