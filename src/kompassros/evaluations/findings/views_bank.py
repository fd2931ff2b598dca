"""The bank of good examples: searching it, one example, its pictures and documents, the owner's leave."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kompassros.evaluations.courses.access import person_of
from kompassros.evaluations.findings import bank, bank_leave, bank_queries
from kompassros.evaluations.findings.bank_books import books, places
from kompassros.evaluations.findings.bank_forms import SearchForm
from kompassros.evaluations.findings.bank_measures import measures_in_words
from kompassros.evaluations.findings.bank_policies import ADD_EXAMPLE, CHANGE_EXAMPLE, DECIDE_LEAVE, owns, sees_all
from kompassros.evaluations.findings.bank_queries import Shown
from kompassros.evaluations.findings.bank_tables import TONES, examples_table
from kompassros.evaluations.findings.models import GoodExample
from kompassros.organisations.saving import ChangeForm
from kompassros.records.errors import DomainError
from kompassros.records.files import respond_with_file
from kompassros.records.history import of_subject
from kompassros.records.history_table import history_table
from kompassros.web.access import allowed, signed_in
from kompassros.web.keeper import version_of
from kompassros.web.tables import respond_with_download

ON_A_PAGE = 24
_TO_ASK = (GoodExample.Leave.NOT_ASKED, GoodExample.Leave.REFUSED)


def find_example(_request: HttpRequest, slug: str, **others: Any) -> GoodExample:
    """Return the example that an address names; Http404 for one that is not there."""
    rows = GoodExample._base_manager.select_related("organisation", "added_by")
    found: GoodExample | None = rows.filter(slug=slug).first()
    if found is None:
        raise Http404(_("There is no good example with this address."))
    return found


def example_of(request: HttpRequest) -> GoodExample:
    """Return the example that the page is about."""
    return cast("GoodExample", request.subject)  # type: ignore[attr-defined]


@signed_in
@require_safe
def list_examples(request: HttpRequest) -> HttpResponse:
    """Search the bank: the examples that the person may see, as cards and as a table."""
    person, everything = person_of(request), sees_all(request.user)
    choices = bank_queries.choices_for(person)
    form = SearchForm(request.GET or None, choices=choices, with_leave=everything)
    found = bank_queries.find_examples(person, form.wanted())
    table = examples_table(found, places(books()), with_leave=everything)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    page = {
        "form": form,
        "table": table,
        "count": len(found),
        "in_bank": bool(choices.municipalities),
        "shown": shown,
        "cards": bank_queries.cards_of(list(shown)),
        "query": _query(request),
        "with_leave": everything,
        "may_add": ADD_EXAMPLE.subjects(person).exists(),
    }
    return respond_with_download(request, table) or render(request, "evaluations/examples/list.html", page)


def _query(request: HttpRequest) -> str:
    """Return what is looked for as part of an address, without the page."""
    values = request.GET.copy()
    values.pop("page", None)
    return values.urlencode()


@allowed("evaluations.see_example", find_example)
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one example: its text, pictures and documents, where it belongs, which evaluations point to it."""
    example, person = example_of(request), person_of(request)
    may_change = CHANGE_EXAMPLE.allows(person, example)
    history = _history(example) if may_change else None
    pictures, documents = bank_queries.files_of(example)
    page = {
        "example": example,
        "organisation": example.organisation,
        "pictures": pictures,
        "documents": documents,
        "questions": bank_queries.questions_in_words(example),
        "measures": measures_in_words(example),
        "pointed": bank_queries.pointed_to(example, person),
        "tone": TONES[example.leave],
        "may_change": may_change,
        "may_decide": DECIDE_LEAVE.allows(person, example),
        "may_ask": may_change and example.leave in _TO_ASK and not owns(person, example),
        "history": history,
    }
    download = respond_with_download(request, history) if history else None
    return download or render(request, "evaluations/examples/show.html", page)


def _history(example: GoodExample) -> Any:
    return history_table(of_subject(bank.KIND, example.slug), caption=_("History"), with_subject=False)


def render_form(
    request: HttpRequest, example: GoodExample, form: ChangeForm, template: str, page: dict[str, Any]
) -> HttpResponse:
    """Show a form about an example; to a second editor also what was changed since it was opened."""
    missed = None
    if form.missed:
        entries = of_subject(bank.KIND, example.slug)[: form.missed]
        caption = _("Changed since you opened this form")
        missed = history_table(entries, caption=caption, name="missed", with_subject=False)
    context = {"example": example, "organisation": example.organisation, "form": form, "missed": missed, **page}
    return render(request, template, context, status=422 if form.errors else 200)


@allowed("evaluations.change_example", find_example)
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the municipality's coordinators whether the example may be shown."""
    return press(
        request,
        lambda example: bank_leave.ask_leave(example=example, person=person_of(request)),
        gettext_lazy("The municipality's coordinators have been asked."),
    )


def press(request: HttpRequest, act: Any, said: Any) -> HttpResponse:
    """Do what a button beside an example says, on the version that was seen, and go back to the example."""
    example = example_of(request)
    example.version = version_of(request) or example.version
    try:
        act(example)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(said))
    return redirect("examples:show", example.slug)


def find_piece(example: GoodExample, pk: int) -> Shown:
    """Return a picture or document of this example; Http404 for another's."""
    found = bank_queries.file_of(example, pk)
    if found is None:
        raise Http404(_("The example has no such file."))
    return found


@allowed("evaluations.see_example", find_example)
@require_safe
def download(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Give out a picture or document as an attachment."""
    return respond_with_file(find_piece(example_of(request), pk).revision)


@allowed("evaluations.see_example", find_example)
@require_safe
def picture(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Give out a picture to be shown on a page: only what is a PNG or JPEG by its content, never guessed, sandboxed."""
    found = find_piece(example_of(request), pk)
    if not found.is_picture:
        raise Http404(_("This file is no picture."))
    response = respond_with_file(found.revision)
    response["Content-Disposition"] = "inline"
    return response


@allowed("evaluations.change_example", find_example)
@require_POST
def remove_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a picture or document away."""
    piece = find_piece(example_of(request), pk).piece
    return press(
        request,
        lambda example: bank.remove_file(example=example, piece=piece, person=person_of(request)),
        gettext_lazy("The file is taken away."),
    )
