"""The questions of test contacts as a file, and questions read from one after a look at what that changes."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.documents.workbooks import LARGEST_FILE
from kompassros.indicators.rounds import contact_files, contact_queries, contact_scripts, contact_tables
from kompassros.indicators.rounds.access import person_of, round_of, round_page
from kompassros.indicators.rounds.contact_forms import QuestionsFileForm
from kompassros.indicators.rounds.forms_data import TakeInForm
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.pages import done, told_errors
from kompassros.indicators.rounds.saving import OPEN
from kompassros.organisations.tables import troubles_table
from kompassros.records.errors import DomainError
from kompassros.web.fields import opened
from kompassros.web.tables import TABLE_KINDS, TYPES


@round_page("manage_round")
@require_safe
def send(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Send the questions as CSV or XLSX."""
    if ending not in TABLE_KINDS:
        raise Http404(_("Questions come as CSV and as XLSX."))
    content = contact_files.write_questions(round_of(request), ending)
    name = content_disposition_header(True, f"{slugify(key)}-questions.{ending}") or ""
    return HttpResponse(content, content_type=TYPES[ending], headers={"Content-Disposition": name})


def _may_change(one: CollectionRound) -> bool:
    return one.state in OPEN and not contact_queries.is_locked(one)


@round_page("manage_round")
@require_http_methods(["GET", "HEAD", "POST"])
def file_in(request: HttpRequest, key: str) -> HttpResponse:
    """Take a file with questions: tell what is wrong in it, or show what it changes; nothing is stored yet."""
    one = round_of(request)
    form = QuestionsFileForm(request.POST, request.FILES) if request.method == "POST" else QuestionsFileForm()
    page: dict[str, Any] = {"one": one, "form": form, "is_open": _may_change(one), "columns": contact_files.COLUMNS}
    if form.is_bound and form.is_valid():
        try:
            page |= _look_over(one, form.cleaned_data["file"])
        except DomainError as error:
            form.add_error("file", str(error))
    return render(request, "indicators/rounds/contacts/file.html", page)


def _look_over(one: CollectionRound, file: UploadedFile[bytes]) -> dict[str, Any]:
    # One byte more than allowed is enough to be refused, whatever the size of what was sent.
    read = contact_files.read_questions(file.name or "", file.read(LARGEST_FILE + 1), one)
    if read.troubles:
        return {"troubles": troubles_table(read.troubles), "count": len(read.troubles)}
    content = contact_files.sealed(one, read.changes)
    return {
        "changes": contact_tables.changes_table(read.changes),
        "unchanged": read.unchanged,
        "take": TakeInForm(initial=opened(one, content=content), signed_off=False) if read.changes else None,
    }


@round_page("manage_round")
@require_POST
def take_in(request: HttpRequest, key: str) -> HttpResponse:
    """Store every question that was looked over, or none."""
    one, person = round_of(request), person_of(request)
    form = TakeInForm(request.POST, signed_off=False)

    def act(values: dict[str, Any]) -> None:
        changes = contact_files.unsealed(one, values["content"])
        contact_scripts.store_scripts(one=one, changes=changes, person=person)

    if done(request, form, act, row=one):
        messages.success(request, _("The questions of the file are stored."))
        return redirect("rounds:contacts", key)
    told_errors(request, form)
    return redirect("rounds:contact_file_in", key)
