"""The officer's pages of editions: drafts and editions, one draft, its check, publication and history."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.instruments import draft_queries, draft_tables, drafts, queries
from kompassros.instruments.forms import PublishForm, StartForm
from kompassros.instruments.in_words import areas_in_words
from kompassros.instruments.models import EditionDraft
from kompassros.instruments.outline import in_language
from kompassros.instruments.policies import EDIT_EDITIONS
from kompassros.instruments.saving import answer_form, save
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import in_order
from kompassros.organisations.saving import ChangeForm
from kompassros.organisations.views import person_of
from kompassros.records.history import of_subject
from kompassros.records.history_table import history_table
from kompassros.web.access import allowed
from kompassros.web.formats import current_language
from kompassros.web.tables import respond_with_download


def owners(request: HttpRequest) -> list[Organisation]:
    """Return the countries and networks whose editions the person works on."""
    return list(in_order(EDIT_EDITIONS.subjects(request.user), current_language()))


def first_owner(request: HttpRequest, **_names: Any) -> Organisation | None:
    """Return one of these, None for a person who works on no editions."""
    return next(iter(owners(request)), None)


def owner_of_draft(request: HttpRequest, pk: int, **_names: Any) -> Organisation | None:
    """Return the owner of a draft; None for a person who works on no editions, Http404 for others' drafts."""
    found = owners(request)
    owner = draft_queries.owner_of(found, pk)
    if found and owner is None:
        raise Http404(_("There is no draft with this number."))
    return owner


def draft_of(request: HttpRequest, pk: int) -> EditionDraft:
    """Return the draft of the owner that the access has found."""
    return draft_queries.draft_of(request.subject, pk)  # type: ignore[attr-defined]


@allowed("instruments.edit_editions", first_owner)
@require_safe
def list_drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts that the person works on, and the editions that are stored."""
    tables = draft_tables.drafts(draft_queries.drafts_of(owners(request))), draft_tables.editions(queries.editions())
    page = {"drafts": tables[0], "editions": tables[1]}
    return respond_with_download(request, *tables) or render(request, "instruments/list.html", page)


@allowed("instruments.edit_editions", first_owner)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from a stored edition or from nothing."""
    nodes = owners(request)
    editions = [(str(entry.pk), _edition_name(entry)) for entry in queries.editions()]
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, owners=[(node.key, node.name) for node in nodes], editions=editions)
    if form.is_valid():
        cleaned = form.cleaned_data
        draft = drafts.start_draft(
            organisation=next(node for node in nodes if node.key == cleaned["owner"]),
            key=cleaned["key"],
            version=cleaned["edition_version"],
            names=form.names(),
            based_on=draft_queries.edition_of(int(cleaned["based_on"])) if cleaned["based_on"] else None,
            person=person_of(request),
        )
        return redirect("instruments:draft", draft.pk)
    return render(request, "instruments/start.html", {"form": form})


def _edition_name(entry: queries.StoredEdition) -> str:
    return f"{in_language(entry.content.name, current_language())} ({entry.content.instrument.id} {entry.version})"


@allowed("instruments.edit_editions", owner_of_draft)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft in outline: areas, questions and criteria, and what its check would say."""
    draft = draft_of(request, pk)
    checked = drafts.check_draft(draft)
    areas = areas_in_words(draft.content, current_language())
    page = {
        **named(draft),
        "areas": areas,
        "faults": len(checked.faults),
        "remarks": len(checked.remarks),
        "criteria": sum(len(question.criteria) for area in areas for question in area.questions),
    }
    return render(request, "instruments/draft.html", page)


def named(draft: EditionDraft) -> dict[str, Any]:
    """Return what every page of a draft shows of it."""
    title = in_language(draft.content["name"], current_language()) or str(draft)
    return {"draft": draft, "title": title, "tone": draft_tables.TONES[draft.state]}


@allowed("instruments.edit_editions", owner_of_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what keeps a draft from being published; mark it as checked where nothing does."""
    draft = draft_of(request, pk)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial={"version": draft.version})
    if form.is_valid() and save(form, draft, lambda: drafts.confirm_check(draft=draft, person=person_of(request))):
        messages.success(request, _("The draft is checked and can be published."))
        return redirect("instruments:draft", pk)
    checked = drafts.check_draft(draft)
    faults = draft_tables.findings("faults", _("What must be mended"), draft, checked.faults)
    remarks = draft_tables.findings("remarks", _("What to look at once more"), draft, checked.remarks)
    page = {**named(draft), "form": form, "faults": faults, "remarks": remarks}
    return respond_with_download(request, faults, remarks) or render(request, "instruments/check.html", page)


@allowed("instruments.edit_editions", owner_of_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a checked draft as an edition, with the reason."""
    draft = draft_of(request, pk)
    form = PublishForm(request.POST if request.method == "POST" else None, initial={"version": draft.version})

    def act() -> object:
        return drafts.publish_draft(draft=draft, person=person_of(request), why=form.cleaned_data["why"])

    if form.is_valid() and save(form, draft, act):
        messages.success(request, _("The edition is published. It never changes; a new draft can begin from it."))
        return redirect("instruments:draft", pk)
    return answer_form(request, "instruments/publish.html", form, draft, named(draft))


@allowed("instruments.edit_editions", owner_of_draft)
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every change of a draft: who, when, before and after."""
    draft = draft_of(request, pk)
    entries = of_subject(drafts.KIND, str(pk)).select_related("person")
    table = history_table(entries, caption=_("Changes of the draft"), with_subject=False)
    page = {**named(draft), "table": table}
    return respond_with_download(request, table) or render(request, "instruments/history.html", page)
