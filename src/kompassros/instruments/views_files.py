"""Editions as files: download any edition or draft, send in a file that replaces the content of a draft."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.documents.workbooks import LARGEST_FILE
from kompassros.instruments import draft_queries, draft_tables, drafts, exchange_writing, workbook_writing
from kompassros.instruments.exchange import ExchangeError
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.files import read_file
from kompassros.instruments.forms import UploadForm
from kompassros.instruments.history_words import changes_in_words
from kompassros.instruments.models import EditionDraft
from kompassros.instruments.saving import answer_form, save
from kompassros.instruments.trouble import Trouble
from kompassros.instruments.views import draft_of, first_owner, named, owner_of_draft
from kompassros.organisations.saving import ChangeForm
from kompassros.organisations.views import person_of
from kompassros.web.access import allowed
from kompassros.web.tables import TYPES, respond_with_download

_YAML = "application/yaml; charset=utf-8"


@allowed("instruments.edit_editions", first_owner)
@require_safe
def edition_file(request: HttpRequest, edition: int) -> HttpResponse:
    """Send a stored edition as YAML, or as XLSX where the address says ``as=xlsx``."""
    found = draft_queries.edition_of(edition)
    if found is None:
        raise Http404(_("There is no such edition."))
    return _attachment(request, found.content, f"{found.instrument.key}-{found.version}")


@allowed("instruments.edit_editions", owner_of_draft)
@require_safe
def draft_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft as YAML or XLSX, also while it breaks rules."""
    draft = draft_of(request, pk)
    return _attachment(request, draft.content, f"{draft.instrument_key}-{draft.edition_version}-draft")


def _attachment(request: HttpRequest, content: dict[str, Any], name: str) -> HttpResponse:
    is_workbook = request.GET.get("as") == "xlsx"
    writing = workbook_writing if is_workbook else exchange_writing
    kind, content_type = ("xlsx", TYPES["xlsx"]) if is_workbook else ("yaml", _YAML)
    headers = {"Content-Disposition": f'attachment; filename="{slugify(name.replace(".", "-"))}.{kind}"'}
    return HttpResponse(writing.write_content(content), content_type=content_type, headers=headers)


@allowed("instruments.edit_editions", owner_of_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file with a whole edition: tell what is wrong in it, or keep it until somebody has looked at it."""
    draft = draft_of(request, pk)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    form.initial = {"version": draft.version}
    troubles: tuple[Trouble, ...] = ()
    if form.is_valid():
        try:
            edition = _read(form.cleaned_data["file"])
        except ExchangeError as error:
            troubles = error.troubles
        else:
            if save(form, draft, lambda: _hold(request, draft, edition, form.cleaned_data["file"].name)):
                return redirect("instruments:waiting", pk)
    page = {**named(draft), "troubles": draft_tables.troubles(troubles) if troubles else None}
    return answer_form(request, "instruments/replace.html", form, draft, page)


def _read(file: UploadedFile[bytes]) -> EditionFile:
    # One byte more than allowed is enough to be refused, whatever the size of what was sent.
    return read_file(file.read(LARGEST_FILE + 1), file=file.name or "")


def _hold(request: HttpRequest, draft: EditionDraft, edition: EditionFile, name: str) -> EditionDraft:
    return drafts.hold_content(draft=draft, edition=edition, file_name=name, person=person_of(request))


@allowed("instruments.edit_editions", owner_of_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file would change in a draft; let it replace the content, or put it aside."""
    draft = draft_of(request, pk)
    if draft.waiting is None:
        return redirect("instruments:draft", pk)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial={"version": draft.version})

    def act() -> object:
        decide = drafts.take_content if "take" in request.POST else drafts.drop_content
        return decide(draft=draft, person=person_of(request))

    if form.is_valid() and save(form, draft, act):
        messages.success(
            request, _("The content is replaced.") if "take" in request.POST else _("The file is put aside.")
        )
        return redirect("instruments:draft", pk)
    table = draft_tables.changes(changes_in_words(draft.content, draft.waiting))
    page = {**named(draft), "table": table, "form": form}
    return respond_with_download(request, table) or render(request, "instruments/waiting.html", page)
