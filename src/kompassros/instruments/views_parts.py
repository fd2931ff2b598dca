"""The officer's pages of the parts of a draft: the edition itself, areas, questions with their criteria."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.instruments import drafts, editing
from kompassros.instruments.editing import Content, Found
from kompassros.instruments.forms import AreaForm, HeadForm
from kompassros.instruments.models import EditionDraft
from kompassros.instruments.question_form import QuestionForm
from kompassros.instruments.saving import answer_form, save
from kompassros.instruments.views import draft_of, named, owner_of_draft
from kompassros.instruments.wording import part_in_words
from kompassros.organisations.saving import ChangeForm
from kompassros.organisations.views import person_of
from kompassros.web.access import allowed

_form_methods = require_http_methods(["GET", "HEAD", "POST"])
_editor = allowed("instruments.edit_editions", owner_of_draft)
Change = Callable[[Content], Content]


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _found(draft: EditionDraft, part: str, prefixes: str) -> Found:
    """Return a part of the draft that has one of the prefixes, or raise Http404."""
    try:
        found = editing.find(draft.content, part)
    except LookupError:
        raise Http404(_("There is no such part in the draft.")) from None
    if part[0] not in prefixes:
        raise Http404(_("There is no such part in the draft."))
    return found


def _answer(
    request: HttpRequest, draft: EditionDraft, form: ChangeForm, change: Change, page: dict[str, Any]
) -> HttpResponse:
    """Save what the form says of the draft and go back to it, or show the form (again)."""

    def act() -> object:
        verb = page.get("verb", "changed")
        return drafts.change_draft(draft=draft, change=change, verb=verb, person=person_of(request))

    if form.is_bound and form.is_valid() and save(form, draft, act):
        messages.success(request, _("Saved. A changed draft has to be checked before it is published."))
        return redirect("instruments:draft", draft.pk)
    template = page.get("template", "instruments/part.html")
    return answer_form(request, template, form, draft, {**named(draft), **page})


@_editor
@_form_methods
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit what the edition says of itself."""
    draft = draft_of(request, pk)
    form = HeadForm(_sent(request), content=draft.content, version=draft.version)
    page = {"heading": _("The edition as a whole"), "submit": _("Save")}
    return _answer(request, draft, form, lambda content: content | form.values(), page)


@_editor
@_form_methods
def area(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Edit the name, maximum and place of an area."""
    draft = draft_of(request, pk)
    found = _found(draft, part, "a")
    form = AreaForm(_sent(request), area=found.part, count=len(found.siblings), version=draft.version)

    def change(content: Content) -> Content:
        changed = editing.change(content, part, form.values())
        place = form.cleaned_data["place"]
        return changed if place == found.index + 1 else editing.move(changed, part, place)

    page = {"heading": part_in_words(str(found.index + 1)), "submit": _("Save"), "part": part}
    return _answer(request, draft, form, change, page)


@_editor
@_form_methods
def add_area(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an area."""
    draft = draft_of(request, pk)
    form = AreaForm(
        _sent(request), area=editing.new_area(), count=len(draft.content["areas"]) + 1, version=draft.version
    )

    def change(content: Content) -> Content:
        changed, identifier = editing.add_area(content, form.values())
        return editing.move(changed, identifier, form.cleaned_data["place"])

    page = {"heading": _("Add an area"), "submit": _("Add the area"), "verb": "added"}
    return _answer(request, draft, form, change, page)


@_editor
@_form_methods
def question(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Edit a question and its criteria; add a criterion."""
    draft = draft_of(request, pk)
    found = _found(draft, part, "q")
    form = QuestionForm(_sent(request), content=draft.content, identifier=part, version=draft.version)
    page = {
        "heading": part_in_words(editing.number_of(found, draft.content)),
        "submit": _("Save"),
        "part": part,
        "criteria": found.part["criteria"],
    }
    return _answer(request, draft, form, form.apply, page)


@_editor
@_form_methods
def add_question(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Add a question to an area, with its first criterion if one is typed."""
    draft = draft_of(request, pk)
    _found(draft, part, "a")
    content, identifier = editing.add_question(draft.content, part, {})
    form = QuestionForm(_sent(request), content=content, identifier=identifier, version=draft.version)
    page = {"heading": _("Add a question"), "submit": _("Add the question"), "verb": "added"}
    return _answer(request, draft, form, lambda _content: form.apply(content), page)


@_editor
@_form_methods
def remove(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Ask whether a part shall be taken away with all below it, and do it."""
    draft = draft_of(request, pk)
    found = _found(draft, part, "aqc")
    form = ChangeForm(_sent(request), initial={"version": draft.version})
    texts = found.part.get("name") or found.part["text"]
    page = {
        "heading": part_in_words(editing.number_of(found, draft.content)),
        "texts": texts,
        "verb": "removed",
        "template": "instruments/remove.html",
    }
    return _answer(request, draft, form, lambda content: editing.remove(content, part), page)
