"""Goals and indicators of a plan or card changed together: by a workbook, or chosen on the page; looked over first."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.records.errors import DomainError
from kompassros.records.filled_forms import CellTrouble
from kompassros.statistics.receiving.limits import LARGEST_FILE
from kompassros.steering.access import card_of, card_page, person_of, plan_of, plan_page
from kompassros.steering.bulk.editing import Edit, edit_together, seal, store
from kompassros.steering.bulk.forms import ChosenForm, FileForm
from kompassros.steering.bulk.scope import Scope
from kompassros.steering.bulk.tables import changes_table
from kompassros.steering.bulk.workbook import read_file, write_file
from kompassros.steering.file_forms import TakeInForm
from kompassros.steering.pages import done, told_errors
from kompassros.web.document_files import MEDIA_TYPES
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _of_plan(request: HttpRequest) -> Scope:
    return Scope(plan_of(request))


def _of_card(request: HttpRequest) -> Scope:
    card = card_of(request)
    return Scope(card.plan, card)


@plan_page("lead_plan")
@_form_methods
def plan(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show both ways for a plan; take a workbook and show what it changes."""
    return _page(request, _of_plan(request))


@card_page("write_card")
@_form_methods
def card(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Show both ways for a card; take a workbook and show what it changes."""
    return _page(request, _of_card(request))


def _page(request: HttpRequest, scope: Scope) -> HttpResponse:
    form, page = FileForm(), dict[str, Any]()
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            page = _sent_in(request, scope, form)
    return _show(request, scope, page | {"file": form})


def _sent_in(request: HttpRequest, scope: Scope, form: FileForm) -> dict[str, Any]:
    file, decision = form.cleaned_data["file"], form.cleaned_data["decision"]
    try:
        # One byte more than allowed is enough to be refused, whatever the size of what was sent.
        read = read_file(file.name or "", file.read(LARGEST_FILE + 1), scope)
        return _looked_over(request, scope, read.edits, read.troubles, decision)
    except DomainError as error:
        form.add_error("file", str(error))
        return {}


def _looked_over(
    request: HttpRequest, scope: Scope, edits: Iterable[Edit], troubles: list[CellTrouble], decision: str
) -> dict[str, Any]:
    """Return what would be changed, and the button that does it where nothing is wrong."""
    wanted = list(edits)
    edited = edit_together(scope=scope, edits=wanted, decision=decision, person=person_of(request), dry_run=True)
    wrong = [*troubles, *edited.troubles]
    content = seal(scope, wanted, decision) if edited.changes and not wrong else ""
    return {
        "changes": changes_table(scope.plan, edited.changes),
        "troubles": wrong,
        "take": TakeInForm(initial=opened(scope.row, content=content), auto_id="take_%s") if content else None,
    }


def _show(request: HttpRequest, scope: Scope, page: dict[str, Any]) -> HttpResponse:
    chosen = page.get("chosen") or ChosenForm(scope=scope, auto_id="chosen_%s")
    page |= {
        "plan": scope.plan,
        "card": scope.card,
        "scope": scope,
        "heading": _("Change several at once"),
        "chosen": chosen,
        "links": {name: scope.address(name) for name in ("bulk", "bulk_chosen", "bulk_store", "bulk_file")},
        "back": scope.back(),
    }
    return render(request, "steering/bulk/page.html", page)


@plan_page("lead_plan")
@_form_methods
def plan_chosen(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show what is changed of what was chosen in a plan."""
    return _chosen(request, _of_plan(request))


@card_page("write_card")
@_form_methods
def card_chosen(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Show what is changed of what was chosen on a card."""
    return _chosen(request, _of_card(request))


def _chosen(request: HttpRequest, scope: Scope) -> HttpResponse:
    if request.method != "POST":
        return redirect(scope.address())
    form, page = ChosenForm(request.POST, scope=scope, auto_id="chosen_%s"), dict[str, Any]()
    if form.is_valid():
        page = _looked_over(request, scope, form.edits(), [], form.cleaned_data["decision"])
        refused = [one.sentence for one in page.pop("troubles")]
        for sentence in dict.fromkeys(refused):
            form.add_error(None, sentence)
    return _show(request, scope, page | {"chosen": form, "file": FileForm()})


@plan_page("lead_plan")
@require_POST
def plan_store(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Store what was looked over of a plan, or nothing."""
    return _store(request, _of_plan(request))


@card_page("write_card")
@require_POST
def card_store(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Store what was looked over of a card, or nothing."""
    return _store(request, _of_card(request))


def _store(request: HttpRequest, scope: Scope) -> HttpResponse:
    form, person = TakeInForm(request.POST), person_of(request)

    def act(values: dict[str, Any]) -> object:
        return store(scope=scope, content=values["content"], person=person)

    if done(request, form, act, row=scope.row):
        messages.success(request, _("Everything that you looked over is stored."))
        return redirect(scope.back())
    told_errors(request, form)
    return redirect(scope.address())


@plan_page("lead_plan")
@require_safe
def plan_file(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Send the workbook of a plan."""
    return _file(request, _of_plan(request))


@card_page("write_card")
@require_safe
def card_file(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Send the workbook of a card."""
    return _file(request, _of_card(request))


def _file(request: HttpRequest, scope: Scope) -> HttpResponse:
    try:
        content = write_file(scope)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(scope.address())
    name = f"{slugify(str(scope))}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(content, content_type=MEDIA_TYPES["xlsx"], headers=headers)
