"""The form to take home, sent in again after a look at what it changes; random draws from lists that are not kept."""

import base64
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.documents.workbooks import LARGEST_FILE as LARGEST_FORM
from kompassros.indicators.rounds import data_file_reading, data_file_writing, drawing, tables_data
from kompassros.indicators.rounds.access import participant_of, participant_page, person_of
from kompassros.indicators.rounds.data_pages import is_open, may_hand_in, overview_of, show_page
from kompassros.indicators.rounds.forms_data import DrawForm, FilledForm, ListForm, TakeInForm
from kompassros.indicators.rounds.models import Participant, SampleDraw
from kompassros.indicators.rounds.pages import done, sent, told_errors
from kompassros.records.errors import DomainError
from kompassros.records.filled_forms import FileRefused
from kompassros.statistics.receiving.limits import LARGEST_FILE as LARGEST_LIST
from kompassros.web.fields import opened
from kompassros.web.tables import TYPES, respond_with_download


@participant_page("see_handed_in")
@require_safe
def form_file(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Send the form to take home, filled with what is handed in."""
    content = data_file_writing.write_form(participant_of(request))
    name = f"{slugify(f'{key}-{municipality}')}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES["xlsx"], headers=headers)


@participant_page("hand_in")
@require_http_methods(["GET", "HEAD", "POST"])
def file_in(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Take a filled form: tell what is wrong in it, or show what it changes; nothing is stored yet."""
    participant = participant_of(request)
    form = FilledForm(sent(request), request.FILES or None if request.method == "POST" else None)
    page: dict[str, Any] = {"form": form, "is_open": is_open(participant)}
    if form.is_bound and form.is_valid():
        try:
            page |= _look_over(participant, form.cleaned_data["file"])
        except FileRefused as error:
            form.add_error(None, str(error))
            page["troubles"] = error.troubles
        except DomainError as error:
            form.add_error("file", str(error))
    return show_page(request, "file", participant, page)


def _look_over(participant: Participant, file: UploadedFile[bytes]) -> dict[str, Any]:
    # One byte more than allowed is enough to be refused, whatever the size of what was sent.
    entries = data_file_reading.read_form(file.read(LARGEST_FORM + 1), participant)
    changes = data_file_reading.changes_of(participant, entries)
    signed_off = participant.signed_off_at is not None
    content = data_file_reading.sealed(participant, changes)
    return {
        "changes": tables_data.changes_table(tables_data.lines_of(participant), changes),
        "take": TakeInForm(initial=opened(participant, content=content), signed_off=signed_off) if changes else None,
        "looked_over": True,
    }


@participant_page("hand_in")
@require_POST
def take_in(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Hand in everything that was looked over, or nothing."""
    participant, person = participant_of(request), person_of(request)
    form = TakeInForm(request.POST, signed_off=participant.signed_off_at is not None)

    def act(values: dict[str, Any]) -> None:
        why = values.get("why", "")
        data_file_reading.take_in(participant=participant, content=values["content"], person=person, why=why)

    if done(request, form, act, row=participant):
        messages.success(request, _("The form is handed in."))
        return redirect(overview_of(participant))
    told_errors(request, form)
    return redirect("rounds:data_file_in", key, municipality)


def _lines(values: dict[str, Any]) -> list[str]:
    """Return the cases of a list that was given, without its heading."""
    file: UploadedFile[bytes] | None = values.get("file")
    if file is not None:
        lines = drawing.read_list(file.read(LARGEST_LIST + 1), file.name or "")
    else:
        lines = drawing.lines_of(values["pasted"])
    return lines[1:] if values["headed"] else lines


@sensitive_post_parameters("pasted")
@never_cache
@participant_page("see_handed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Draw from a list; the lines that were drawn stand in the answer once and are kept nowhere."""
    participant = participant_of(request)
    may = may_hand_in(request, participant)
    is_sent = request.method == "POST" and may
    form = DrawForm(request.POST if is_sent else None, request.FILES if is_sent else None, participant=participant)
    drawn = _drawn(request, participant, form) if form.is_bound and form.is_valid() else None
    if drawn is not None:
        form = DrawForm(participant=participant)  # so that the answer does not carry the whole list again
    table = tables_data.draws_table(participant, drawing.draws_of(participant))
    page = {"form": form if may else None, "drawn": drawn, "file": _as_link(drawn), "table": table}
    return respond_with_download(request, table) or show_page(request, "draw", participant, page)


def _drawn(request: HttpRequest, participant: Participant, form: DrawForm) -> drawing.Drawn | None:
    values = form.cleaned_data
    try:
        return drawing.draw(
            participant=participant,
            lines=_lines(values),
            asked=values["asked"],
            seed=values["seed"],
            person=person_of(request),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def _as_link(drawn: drawing.Drawn | None) -> str:
    """Return the drawn lines as a file within a link, so that no second request has to carry them."""
    if drawn is None:
        return ""
    text = "\ufeff" + "\r\n".join(drawn.lines) + "\r\n"
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    return f"data:text/plain;charset=utf-8;base64,{encoded}"


@sensitive_post_parameters("pasted")
@never_cache
@participant_page("see_handed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_check(request: HttpRequest, key: str, municipality: str, pk: int) -> HttpResponse:
    """Show what is kept of a draw; say of a list whether it is the one, and whether its draw comes out the same."""
    participant = participant_of(request)
    kept = _draw_of(participant, pk)
    form = ListForm(sent(request), request.FILES or None if request.method == "POST" else None)
    verdict = None
    if form.is_bound and form.is_valid():
        try:
            verdict = drawing.is_same_draw(kept, _lines(form.cleaned_data))
            form = ListForm()
        except DomainError as error:
            form.add_error(None, str(error))
    page = {"kept": kept, "form": form, "verdict": verdict, "rows": ", ".join(map(str, kept.rows))}
    return show_page(request, "draw_check", participant, page)


def _draw_of(participant: Participant, pk: int) -> SampleDraw:
    found = next((one for one in drawing.draws_of(participant) if one.pk == pk), None)
    if found is None:
        raise Http404(_("There is no such draw."))
    return found
