"""The administrator's pages of published results: the list, a correction, the history of a sheet."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.evaluations import imports, services, work_tables
from kompassros.evaluations.course_sheet import COURSE_SCHEMA
from kompassros.evaluations.forms import SheetForm
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.policies import CORRECT_RESULT, IMPORT_RESULTS
from kompassros.evaluations.services import Publisher
from kompassros.evaluations.sheet import SCHEMA, Sheet
from kompassros.evaluations.writing import differing_cells
from kompassros.organisations.models import Organisation
from kompassros.organisations.policies import ADMINISTER
from kompassros.records.errors import Conflict, DomainError
from kompassros.web.access import allowed
from kompassros.web.tables import Table, respond_with_download


@dataclass(frozen=True)
class HistoryEntry:
    """A published number of a sheet: who published it, and what it changed; the first one changed nothing."""

    row: ScoreSheet
    who: str
    table: Table | None


def _first_administered(request: HttpRequest) -> Organisation | None:
    """Return a node that the person administers: whoever administers none has no list."""
    return ADMINISTER.subjects(request.user).order_by("pk").first()


def _latest(request: HttpRequest, slug: str) -> ScoreSheet:
    rows = ScoreSheet.objects.filter(slug=slug).select_related("organisation", "reference", "published_by")
    found: ScoreSheet | None = rows.order_by("-number").first()
    if found is None:
        raise Http404(_("There is no published result with this address."))
    return found


@allowed("organisations.administer", _first_administered)
@require_safe
def list_sheets(request: HttpRequest) -> HttpResponse:
    """List the printed sheets that the person may correct, the latest of each; those made here have their leads."""
    rows = CORRECT_RESULT.subjects(request.user).filter(replaced_by=None, schema=SCHEMA).select_related("organisation")
    table = work_tables.published_sheets(rows.order_by("pk"))
    page = {
        "table": table,
        "count": len(table.rows),
        "may_import": IMPORT_RESULTS.subjects(request.user).exists(),
    }
    return respond_with_download(request, table) or render(request, "evaluations/list.html", page)


@allowed("evaluations.correct_result", _latest)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every figure of a sheet to correct; store the corrected sheet, which names the old one."""
    latest: ScoreSheet = request.subject  # type: ignore[attr-defined]
    if latest.schema == COURSE_SCHEMA:
        messages.warning(request, services.TYPED_OVER)
        return redirect("evaluations:history", slug)
    form = _form(latest, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, latest, form)
    corrected = _read(latest, form)
    try:
        services.correct(old=_opened(latest, form), sheet=corrected, publisher=_publisher(request, form))
    except Conflict:
        return _tell_second_editor(request, _latest(request, slug), form, corrected)
    except DomainError as error:
        form.add_error(None, str(error))
        return _show_form(request, latest, form)
    for note in form.notes():
        messages.warning(request, note)
    messages.success(request, _("The correction is published. Below is what it changed."))
    return redirect("evaluations:history", slug)


def _form(latest: ScoreSheet, data: Any) -> SheetForm:
    return SheetForm(data, sheet=latest.read(), number=latest.number, editions=imports.editions())


def _read(latest: ScoreSheet, form: SheetForm) -> Sheet:
    if form.draft is None:
        raise ValueError("The form was not checked.")
    return imports.to_sheet(form.draft, latest.organisation, made_up=latest.read().made_up)


def _publisher(request: HttpRequest, form: SheetForm) -> Publisher:
    return Publisher(request.user, form.cleaned_data["why"])  # type: ignore[arg-type]


def _opened(latest: ScoreSheet, form: SheetForm) -> ScoreSheet:
    """Return the sheet that the person saw when the form was opened."""
    number = form.cleaned_data["number"]
    if number == latest.number:
        return latest
    found: ScoreSheet | None = ScoreSheet.objects.filter(slug=latest.slug, number=number).first()
    if found is None:
        raise Http404(_("There is no published result with this address."))
    return found


def _tell_second_editor(request: HttpRequest, latest: ScoreSheet, form: SheetForm, corrected: Sheet) -> HttpResponse:
    """Show the form again with all that was typed, and what the first editor changed; a mere retry is recognised."""
    if latest.published_by == request.user and latest.content == corrected.to_content():
        return redirect("evaluations:history", latest.slug)
    opened = _opened(latest, form)
    data = request.POST.copy()
    data["number"] = str(latest.number)
    again = _form(latest, data)
    again.add_error(None, _("Somebody else was first. Look at what changed, then save again or leave it."))
    between = differing_cells(opened.read(), latest.read())
    caption = _("What %(person)s changed since you opened the page") % {"person": _who(latest)}
    return _show_form(request, latest, again, between=work_tables.changes("between", caption, between))


def _show_form(request: HttpRequest, latest: ScoreSheet, form: SheetForm, **more: Any) -> HttpResponse:
    return render(request, "evaluations/correct.html", {"form": form, **_named(latest), **more})


def _named(latest: ScoreSheet) -> dict[str, Any]:
    sheet: Sheet = latest.read()
    return {"row": latest, "sheet": sheet, "title": work_tables.title_of(sheet)}


def _who(row: ScoreSheet) -> str:
    return str(row.published_by) if row.published_by else "Kompassros"


@allowed("evaluations.correct_result", _latest)
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every published number of a sheet: who, when, why, and what it changed."""
    latest: ScoreSheet = request.subject  # type: ignore[attr-defined]
    rows = list(ScoreSheet.objects.filter(slug=slug).select_related("published_by").order_by("-number"))
    entries = [_entry(row, before) for row, before in zip(rows, [*rows[1:], None], strict=True)]
    tables = [entry.table for entry in entries if entry.table]
    page = {"entries": entries, **_named(latest)}
    return respond_with_download(request, *tables) or render(request, "evaluations/history.html", page)


def _entry(row: ScoreSheet, before: ScoreSheet | None) -> HistoryEntry:
    if before is None or row.schema == COURSE_SCHEMA:
        return HistoryEntry(row, _who(row), None)
    caption = _("What sheet %(number)s changed") % {"number": row.number}
    found = differing_cells(before.read(), row.read())
    return HistoryEntry(row, _who(row), work_tables.changes(f"sheet-{row.number}", caption, found))
