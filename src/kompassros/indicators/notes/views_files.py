"""The workbook of a set and year to take home, sent in again after a look at what it changes."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.documents.workbooks import LARGEST_FILE
from kompassros.indicators.notes import file_tables, note_file_reading, note_file_writing
from kompassros.indicators.notes.access import ResultsOf, results_of
from kompassros.indicators.notes.forms import NoteFileForm, TakeInForm
from kompassros.indicators.rounds.access import municipality_page, person_of
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.records.filled_forms import FileRefused
from kompassros.records.requests import once
from kompassros.web.document_files import MEDIA_TYPES


def _of(request: HttpRequest, key: str, year: int) -> ResultsOf:
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    return results_of(organisation, key, year)


@municipality_page("read_notes")
@require_safe
def form_file(request: HttpRequest, municipality: str, key: str, year: int) -> HttpResponse:
    """Send the workbook with what is written so far."""
    of = _of(request, key, year)
    report = of.report(inside=True)
    if report is None:
        raise Http404(_("There is nothing to write about yet."))
    name = f"{slugify(f'{municipality}-{key}-{year}')}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(note_file_writing.write_file(of, report), content_type=MEDIA_TYPES["xlsx"], headers=headers)


@municipality_page("write_notes")
@require_http_methods(["GET", "HEAD", "POST"])
def file_in(request: HttpRequest, municipality: str, key: str, year: int) -> HttpResponse:
    """Take a filled workbook: tell what is wrong in it, or show what it changes; nothing is stored yet."""
    of = _of(request, key, year)
    form = NoteFileForm(request.POST, request.FILES) if request.method == "POST" else NoteFileForm()
    page: dict[str, Any] = {"of": of, "organisation": of.organisation, "form": form}
    if form.is_bound and form.is_valid():
        try:
            page |= _look_over(of, form.cleaned_data["file"])
        except FileRefused as error:
            form.add_error(None, str(error))
            page["troubles"] = error.troubles
        except DomainError as error:
            form.add_error("file", str(error))
    return render(request, "indicators/notes/file.html", page)


def _look_over(of: ResultsOf, file: UploadedFile[bytes]) -> dict[str, Any]:
    # One byte more than allowed is enough to be refused, whatever the size of what was sent.
    read = note_file_reading.read_file(file.read(LARGEST_FILE + 1), of)
    content = note_file_reading.sealed(of, read.changes)
    return {
        "changes": file_tables.changes_table(of, read.changes),
        "elsewhere": file_tables.elsewhere_table(of, read.elsewhere) if read.elsewhere else None,
        "unchanged": read.unchanged,
        "take": TakeInForm(initial={"content": content}) if read.changes else None,
    }


@municipality_page("write_notes")
@require_POST
def take_in(request: HttpRequest, municipality: str, key: str, year: int) -> HttpResponse:
    """Store every text that was looked over, or none."""
    of, form = _of(request, key, year), TakeInForm(request.POST)
    if form.is_valid() and _took_in(request, of, form):
        return redirect("notes:set", municipality, key, year)
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
    return redirect("notes:file_in", municipality, key, year)


def _took_in(request: HttpRequest, of: ResultsOf, form: TakeInForm) -> bool:
    person, content = person_of(request), form.cleaned_data["content"]

    def act() -> dict[str, Any]:
        return {"count": note_file_reading.take_in(of=of, content=content, person=person)}

    try:
        outcome, _again = once(request_id=form.cleaned_data["request_id"], person=person, act=act)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    count = int(outcome["count"])
    told = ngettext("%(count)s text is stored.", "%(count)s texts are stored.", count)
    messages.success(request, told % {"count": count})
    return True
