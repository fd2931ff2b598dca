"""The administrator's pages of files of published results: send in, look at the report, confirm or withdraw."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.documents.sheets import SheetColumn, write_csv
from kompassros.evaluations import receiving, work_tables
from kompassros.evaluations.example import EXAMPLE
from kompassros.evaluations.forms import ConfirmForm, UploadForm, WithdrawForm
from kompassros.evaluations.models import ResultImport
from kompassros.evaluations.policies import IMPORT_RESULTS
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import in_order
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import DomainError
from kompassros.records.tabular import LARGEST_FILE
from kompassros.web.access import allowed
from kompassros.web.formats import current_language
from kompassros.web.tables import TYPES, respond_with_download


def _countries(request: HttpRequest) -> list[Organisation]:
    """Return the countries whose results the person imports."""
    return list(in_order(IMPORT_RESULTS.subjects(request.user), current_language()))


def _first_country(request: HttpRequest) -> Organisation | None:
    return next(iter(_countries(request)), None)


def _country(request: HttpRequest, country_key: str) -> Organisation:
    return get_object_or_404(Organisation, key=country_key, kind=Organisation.Kind.COUNTRY)


def _country_of_import(request: HttpRequest, pk: int) -> Organisation | None:
    """Return the country whose file this is; None for a person who imports for none."""
    countries = _countries(request)
    for country in countries:
        with organisation_scope(country):
            if ResultImport.objects.filter(pk=pk).exists():
                return country
    if countries:
        raise Http404(_("There is no file with this number."))
    return None


def _import(country: Organisation, pk: int) -> ResultImport:
    with organisation_scope(country):
        rows = ResultImport.objects.filter(pk=pk).defer("content").select_related("organisation", "created_by")
        found: ResultImport = rows.get()
        return found


@allowed("evaluations.import_results", _first_country)
@require_safe
def list_imports(request: HttpRequest) -> HttpResponse:
    """List the files that were sent in, and offer to send one in for each country of the person."""
    countries = _countries(request)
    received: list[ResultImport] = []
    for country in countries:
        with organisation_scope(country):
            received += ResultImport.objects.defer("content").select_related("organisation", "created_by")
    received.sort(key=lambda one: one.created_at, reverse=True)
    table, help_table = work_tables.imports(received), work_tables.column_help()
    page = {"countries": countries, "table": table, "help": help_table}
    return respond_with_download(request, table, help_table) or render(request, "evaluations/imports.html", page)


@allowed("evaluations.import_results", _country)
@require_http_methods(["GET", "HEAD", "POST"])
def send_in(request: HttpRequest, country_key: str) -> HttpResponse:
    """Take a file of a country's results and start its check."""
    country: Organisation = request.subject  # type: ignore[attr-defined]
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than allowed is enough to be refused, whatever the size of what was sent.
            content = file.read(LARGEST_FILE + 1)
            _received, job = receiving.receive(
                organisation=country,
                file_name=file.name,
                content=content,
                person=request.user,  # type: ignore[arg-type]
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("records:job", job.uid)
    help_table = work_tables.column_help()
    page = {"country": country, "form": form, "help": help_table}
    return respond_with_download(request, help_table) or render(request, "evaluations/import.html", page)


@allowed("evaluations.import_results", _country_of_import)
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file would do, or did, row by row."""
    return _show_report(request, _import(request.subject, pk))  # type: ignore[attr-defined]


def _show_report(request: HttpRequest, received: ResultImport, form: ConfirmForm | None = None) -> HttpResponse:
    told = received.report
    tables = {
        "troubles": work_tables.troubles(told),
        "rows": work_tables.rows(told),
        "changes": work_tables.changes_of_rows(told),
    }
    page = {
        "received": received,
        "counts": told.get("counts", {}),
        "tables": tables,
        "asks": bool(told.get("questions")),
        "confirm": form or _confirm_form(received),
        "withdraw": WithdrawForm(initial={"version": received.version}, prefix="withdraw"),
        "can_be_withdrawn": received.state in (ResultImport.State.CHECKING, ResultImport.State.READY),
    }
    return respond_with_download(request, *tables.values()) or render(request, "evaluations/report.html", page)


def _confirm_form(received: ResultImport, request: HttpRequest | None = None) -> ConfirmForm:
    asks = bool(received.report.get("questions"))
    return ConfirmForm(request.POST if request else None, version=received.version, asks=asks)


@allowed("evaluations.import_results", _country_of_import)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a checked file be stored."""
    received = _import(request.subject, pk)  # type: ignore[attr-defined]
    form = _confirm_form(received, request)
    if not form.is_valid():
        return _show_report(request, received, form)
    received.version = form.cleaned_data["version"]
    try:
        job = receiving.confirm(
            received=received,
            person=request.user,  # type: ignore[arg-type]
            why=form.cleaned_data["why"],
            answered=form.cleaned_data.get("answered", False),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _show_report(request, _import(request.subject, pk), form)  # type: ignore[attr-defined]
    return redirect("records:job", job.uid)


@allowed("evaluations.import_results", _country_of_import)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file aside without storing it."""
    received = _import(request.subject, pk)  # type: ignore[attr-defined]
    form = WithdrawForm(request.POST, prefix="withdraw")
    if form.is_valid():
        received.version = form.cleaned_data["version"]
        try:
            receiving.withdraw(received=received, person=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            messages.error(request, str(error))
    return redirect("evaluations:report", pk)


@allowed("evaluations.import_results", _first_country)
@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """Send a file with every column and one made-up row."""
    content = write_csv([SheetColumn(column) for column in EXAMPLE], [list(EXAMPLE.values())], current_language())
    headers = {"Content-Disposition": 'attachment; filename="kompassros-example.csv"'}
    return HttpResponse(content, content_type=TYPES["csv"], headers=headers)
