"""What the pages of matters do; records/matter_pages.py gives them their addresses."""

from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kompassros.documents.blocks import Document
from kompassros.documents.docx import write_docx
from kompassros.documents.odt import write_odt
from kompassros.documents.pdf import write_pdf
from kompassros.methods.ordering import search_key
from kompassros.records import history, matters
from kompassros.records.documents import agenda_paper
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history_table import history_table
from kompassros.records.matter_desk import Visit
from kompassros.records.matter_forms import OpenForm, PaperForm
from kompassros.records.matter_models import AgendaPaper
from kompassros.records.matter_tables import papers_table
from kompassros.web import keeper
from kompassros.web.tables import Table, respond_with_download

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"


def list_matters(visit: Visit) -> HttpResponseBase:
    """List the papers of the matters about a thing."""
    found = matters.matters_of(visit.subject.kind, visit.subject.key)
    table = papers_table(found, lambda paper: visit.address("paper", paper=paper.pk), visit.reads)
    page = _page(visit) | {"table": table, "count": len(table.rows)}
    return respond_with_download(visit.request, table) or render(visit.request, "records/matters.html", page)


def open_with_paper(visit: Visit) -> HttpResponseBase:
    """Open a matter, start its first paper with what is suggested, and go on to write it."""
    form = OpenForm(_sent(visit.request), initial={"language": visit.subject.language})
    if form.is_bound and form.is_valid():
        try:
            paper = _open(visit, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(visit.address("paper_edit", paper=paper.pk))
    return render(visit.request, "records/matter_open.html", _page(visit) | {"form": form})


@transaction.atomic
def _open(visit: Visit, values: dict[str, Any]) -> AgendaPaper:
    subject, person = visit.subject, visit.request.user
    suggestion = _suggestion(visit, values["language"], values["title"])
    matter = matters.open_matter(
        subject=(subject.kind, subject.key),
        organisation_id=subject.organisation_id,
        title=suggestion.title,
        case_number=values["case_number"],
        person=person,
    )
    return matters.start_paper(matter=matter, language=values["language"], suggestion=suggestion, person=person)


def _suggestion(visit: Visit, language: str, title: str) -> matters.Suggestion:
    """Return what the app suggests, under the title that the person typed, if any."""
    suggested = visit.desk.suggest(visit.thing, language)
    wanted = title or suggested.title[: matters.LONGEST_TITLE]
    return matters.Suggestion(wanted, suggested.background, suggested.assessment, suggested.proposal, suggested.sources)


def show_paper(visit: Visit) -> HttpResponseBase:
    """Show a paper as it is printed, with its files and its history."""
    paper = visit.the_paper()
    table = _history(paper, caption=_("History"))
    page = _page(visit) | {"document": _document(visit, paper), "table": table}
    return respond_with_download(visit.request, table) or render(visit.request, "records/paper.html", page)


def edit_paper(visit: Visit) -> HttpResponseBase:
    """Write a draft, by Save or by the draft keeper; a final paper is shown instead."""
    paper, request = visit.the_paper(), visit.request
    if paper.is_final and request.method != "POST":
        return redirect(visit.address("paper", paper=paper.pk))
    form = PaperForm(_sent(request), initial=asdict(matters.text_of(paper)))
    if not form.is_bound:
        return _show_form(visit, paper, form)
    if not form.is_valid():
        return keeper.invalid(form.errors) if keeper.is_keeper(request) else _show_form(visit, paper, form)
    return _save(visit, paper, form)


def _save(visit: Visit, paper: AgendaPaper, form: PaperForm) -> HttpResponseBase:
    request = visit.request
    seen = keeper.version_of(request) or 0
    request_id: UUID = keeper.request_id_of(request) or uuid4()
    try:
        version = matters.save_paper(
            paper=paper, text=form.text(), version=seen, request_id=request_id, person=request.user
        )
    except DomainError as error:
        return _refused(visit, paper, form, error, seen)
    if keeper.is_keeper(request):
        return keeper.saved(version, {"#preview": _preview(visit, _stored(visit, paper))})
    messages.success(request, _("The paper is stored."))
    return redirect(visit.address("paper", paper=paper.pk))


def _refused(visit: Visit, paper: AgendaPaper, form: PaperForm, error: DomainError, seen: int) -> HttpResponseBase:
    """Say why nothing was stored; what was typed stays in the form, which then carries the version that there is."""
    latest = _stored(visit, paper)
    is_conflict = isinstance(error, Conflict)
    if keeper.is_keeper(visit.request):
        if is_conflict:
            return keeper.conflict(str(error), latest.version, {"#preview": _preview(visit, latest)})
        return keeper.invalid({"__all__": [str(error)]})
    form.add_error(None, str(error))
    missed = _history(latest, caption=_("Changed since you opened this form"), latest=max(1, latest.version - seen))
    return _show_form(visit, latest, form, missed=missed if is_conflict else None)


def _show_form(visit: Visit, paper: AgendaPaper, form: PaperForm, *, missed: Table | None = None) -> HttpResponse:
    page = _page(visit) | {"form": form, "paper": paper, "document": _document(visit, paper), "missed": missed}
    return render(visit.request, "records/paper_edit.html", page)


def make_final(visit: Visit) -> HttpResponseBase:
    """Ask, and then make a draft final."""
    paper, request = visit.the_paper(), visit.request
    if request.method == "POST":
        version = keeper.version_of(request) or 0
        try:
            matters.finish_paper(paper=paper, version=version, letterhead=visit.subject.letterhead, person=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(visit.address("paper_edit", paper=paper.pk))
        messages.success(request, _("The paper is final. Hand the PDF to your registry."))
    if request.method == "POST" or paper.is_final:
        return redirect(visit.address("paper", paper=paper.pk))
    return render(request, "records/paper_finish.html", _page(visit) | {"document": _document(visit, paper)})


def start_next(visit: Visit) -> HttpResponseBase:
    """Start the next paper of the same matter with what is suggested now, in the same language."""
    paper = visit.the_paper()
    started = matters.start_paper(
        matter=paper.matter,
        language=paper.language,
        suggestion=_suggestion(visit, paper.language, paper.title),
        person=visit.request.user,
    )
    return redirect(visit.address("paper_edit", paper=started.pk))


def download_pdf(visit: Visit) -> HttpResponseBase:
    """Send a paper as PDF."""
    return _attached(visit, write_pdf(_document(visit, visit.the_paper())), "pdf", "application/pdf")


def download_docx(visit: Visit) -> HttpResponseBase:
    """Send a paper as DOCX."""
    return _attached(visit, write_docx(_document(visit, visit.the_paper())), "docx", _DOCX)


def download_odt(visit: Visit) -> HttpResponseBase:
    """Send a paper as ODT."""
    return _attached(visit, write_odt(_document(visit, visit.the_paper())), "odt", _ODT)


def _attached(visit: Visit, content: bytes, ending: str, content_type: str) -> HttpResponse:
    paper = visit.the_paper()
    copy = matters.copy_of(paper, visit.subject.letterhead)
    name = slugify(search_key(f"{copy.case_number} {copy.title}"))[:80].strip("-") or "agenda-paper"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}")
    response["Cache-Control"] = "private, no-cache"
    return response


def _document(visit: Visit, paper: AgendaPaper) -> Document:
    return agenda_paper(matters.copy_of(paper, visit.subject.letterhead))


def _preview(visit: Visit, paper: AgendaPaper) -> str:
    return render_to_string("records/paper_preview.html", {"document": _document(visit, paper)})


def _stored(visit: Visit, paper: AgendaPaper) -> AgendaPaper:
    return matters.papers_of(visit.subject.kind, visit.subject.key).get(pk=paper.pk)


def _history(paper: AgendaPaper, *, caption: str, latest: int | None = None) -> Table:
    kind, key, _label = matters.subject_of(paper)
    return history_table(history.of_subject(kind, key)[:latest], caption=caption, with_subject=False)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(visit: Visit) -> dict[str, Any]:
    """Return what every page here needs: the subject, the paper, the addresses of the others, who may write."""
    addresses = {"matters": visit.address("matters"), "open": visit.address("matter_open")}
    if visit.paper is not None:
        names = ("paper", "paper_edit", "paper_finish", "paper_next", "paper_pdf", "paper_docx", "paper_odt")
        addresses |= {name: visit.address(name, paper=visit.paper.pk) for name in names}
    return {"subject": visit.subject, "paper": visit.paper, "to": addresses, "may_write": visit.may_write()}
