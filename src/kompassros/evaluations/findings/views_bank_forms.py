"""The forms of the bank of good examples: adding and changing one, files, the owner's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.evaluations.courses.access import person_of
from kompassros.evaluations.courses.changing import sent
from kompassros.evaluations.findings import bank, bank_leave
from kompassros.evaluations.findings.bank_books import Book, book_for, books
from kompassros.evaluations.findings.bank_forms import ExampleFileForm, ExampleForm, LeaveForm, MunicipalityForm
from kompassros.evaluations.findings.bank_measures import measures_in_words
from kompassros.evaluations.findings.bank_policies import ADD_EXAMPLE, owns
from kompassros.evaluations.findings.models import GoodExample
from kompassros.evaluations.findings.views_bank import example_of, find_example, render_form
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import in_order
from kompassros.organisations.saving import submit
from kompassros.records import clock
from kompassros.web.access import allowed
from kompassros.web.fields import opened
from kompassros.web.formats import current_language

_form_methods = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = ("title", "text", "language", "year", "link", "contact", "gold_star", "questions")


def find_addable(request: HttpRequest) -> Organisation | None:
    """Return a municipality whose examples the person may add: whoever has none adds nothing."""
    return ADD_EXAMPLE.subjects(request.user).order_by("pk").first()


@allowed("evaluations.add_example", find_addable)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Choose the municipality whose example is to be added; a person with one goes straight on."""
    found = list(in_order(ADD_EXAMPLE.subjects(request.user).filter(valid_to=None), current_language()))
    form = MunicipalityForm(request.GET if "municipality" in request.GET else None, organisations=found)
    if form.is_bound and form.is_valid():
        return redirect("examples:add", form.cleaned_data["municipality"])
    if len(found) == 1:
        return redirect("examples:add", found[0].key)
    return render(request, "evaluations/examples/start.html", {"form": form})


def find_municipality(_request: HttpRequest, key: str) -> Organisation:
    """Return the organisation that an address names, or raise Http404."""
    return get_object_or_404(Organisation, key=key)


@allowed("evaluations.add_example", find_municipality)
@_form_methods
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Add an example of a municipality."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    known = books()
    book = _book(request, known, None)
    language = {"NO": "nb"}.get(organisation.country, "sv")
    start = opened(organisation, language=language, year=clock.today().year)
    form = ExampleForm(sent(request), initial=start, organisation=organisation, book=book)
    made: dict[str, Any] = {}

    def act(_values: dict[str, Any]) -> dict[str, Any]:
        added = bank.add_example(organisation=organisation, wording=form.wording(), person=person_of(request))
        made["slug"] = added.slug
        return made

    if form.is_bound and form.is_valid() and submit(request, form, organisation, act):
        messages.success(request, _("The example is stored. Others see it when its owner has given leave."))
        return redirect("examples:show", made["slug"]) if made else redirect("examples:list")
    page = {"form": form, "organisation": organisation, **_questions(form, known, book)}
    return render(request, "evaluations/examples/edit.html", page, status=422 if form.errors else 200)


def _book(request: HttpRequest, known: list[Book], example: GoodExample | None) -> Book | None:
    """Return the edition whose questions are offered: the one in the address, else the one that fits the example."""
    wanted = request.GET.get("edition", "")
    chosen = next((book for book in known if str(book.edition) == wanted), None)
    if chosen is None and example is not None:
        chosen = book_for(known, example.instrument, example.questions)
    return chosen or next(iter(known), None)


def _questions(form: ExampleForm, known: list[Book], book: Book | None) -> dict[str, Any]:
    """Return the questions grouped by area with how many of each are ticked, and the editions to choose from."""
    chosen = form.chosen()
    areas = [
        (area, [(*one, one[0] in chosen) for one in area.questions], sum(one[0] in chosen for one in area.questions))
        for area in (book.areas if book else ())
    ]
    return {"areas": areas, "book": book, "books": known}


@allowed("evaluations.change_example", find_example)
@_form_methods
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what an example says."""
    example, person, known = example_of(request), person_of(request), books()
    book = _book(request, known, example)
    named = "\n".join(f"{one.code} {one.title}" for one in measures_in_words(example))
    start = opened(example, measures=named, **{name: getattr(example, name) for name in _FIELDS})
    form = ExampleForm(sent(request), initial=start, organisation=example.organisation, book=book)

    def act(_values: dict[str, Any]) -> None:
        bank.change_example(example=example, wording=form.wording(), person=person)

    if form.is_bound and form.is_valid() and submit(request, form, example, act):
        messages.success(request, _("The example is changed."))
        return redirect("examples:show", slug)
    page = {"loses_leave": _loses_leave(request, example), **_questions(form, known, book)}
    return render_form(request, example, form, "evaluations/examples/edit.html", page)


def _loses_leave(request: HttpRequest, example: GoodExample) -> bool:
    return example.leave == GoodExample.Leave.GIVEN and not owns(request.user, example)


@allowed("evaluations.change_example", find_example)
@_form_methods
def add_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a picture or document to an example."""
    example, person = example_of(request), person_of(request)
    form = ExampleFileForm(sent(request), request.FILES or None, initial=opened(example))

    def act(values: dict[str, Any]) -> None:
        given = {name: values[name] for name in ("upload", "title", "alternative", "rights")}
        bank.add_file(example=example, person=person, **given)

    if form.is_bound and form.is_valid() and submit(request, form, example, act):
        messages.success(request, _("The file is stored."))
        return redirect("examples:show", slug)
    page = {"loses_leave": _loses_leave(request, example)}
    return render_form(request, example, form, "evaluations/examples/file.html", page)


@allowed("evaluations.decide_leave", find_example)
@_form_methods
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Give, refuse or withdraw leave to show an example."""
    example, person = example_of(request), person_of(request)
    as_owner = owns(person, example)
    form = LeaveForm(sent(request), initial=opened(example, on=clock.today()), as_owner=as_owner)

    def act(_values: dict[str, Any]) -> None:
        bank_leave.answer_leave(example=example, answer=form.answer(), person=person)

    if form.is_bound and form.is_valid() and submit(request, form, example, act):
        messages.success(request, _("The answer is stored."))
        return redirect("examples:show", slug)
    return render_form(request, example, form, "evaluations/examples/leave.html", {"as_owner": as_owner})
