"""The pages of matters about a thing of an upper app, which says who may see and write them, and what is suggested.

An upper app puts ``path("<slug:key>/", include(matter_urls(desk)))`` among its addresses. The pages then are::

    matters                  .../matters/                          the matters with their papers
    matter_open              .../matters/new/                      opens one with its first paper
    paper                    .../matters/<paper>/                  reads and prints a paper
    paper_edit, paper_finish .../matters/<paper>/edit/, finish/    writes it, makes it final
    paper_next               .../matters/<paper>/next/             starts the next paper of the same matter (POST)
    paper_pdf, _docx, _odt   .../matters/<paper>/agenda-paper.pdf, .docx, .odt
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.records import matter_views as views
from kompassros.records.matter_desk import OWN_PARAMETERS, Desk, Subject, Visit
from kompassros.records.matter_models import AgendaPaper
from kompassros.records.matters import papers_of
from kompassros.web.access import View, allowed

_form = require_http_methods(["GET", "HEAD", "POST"])


Page = Callable[[Visit], HttpResponseBase]


def matter_urls(desk: Desk) -> list[URLPattern]:
    """Return the addresses of a desk, to be included behind the address of a thing."""

    def see(page: Page) -> View:
        return _view(desk, desk.read, require_safe, page)

    def write(page: Page) -> View:
        return _view(desk, desk.write, _form, page)

    paper = "matters/<int:paper>/"
    return [
        path("matters/", see(views.list_matters), name="matters"),
        path("matters/new/", write(views.open_with_paper), name="matter_open"),
        path(paper, see(views.show_paper), name="paper"),
        path(f"{paper}edit/", write(views.edit_paper), name="paper_edit"),
        path(f"{paper}finish/", write(views.make_final), name="paper_finish"),
        path(f"{paper}next/", _view(desk, desk.write, require_POST, views.start_next), name="paper_next"),
        path(f"{paper}agenda-paper.pdf", see(views.download_pdf), name="paper_pdf"),
        path(f"{paper}agenda-paper.docx", see(views.download_docx), name="paper_docx"),
        path(f"{paper}agenda-paper.odt", see(views.download_odt), name="paper_odt"),
    ]


def _view(desk: Desk, policy: str, methods: Callable[[View], View], page: Page) -> View:
    """Return a page as a view that asks the policy about the thing before it looks for the paper."""

    def find(request: HttpRequest, **parameters: Any) -> Any:
        return desk.find(request, **{key: value for key, value in parameters.items() if key not in OWN_PARAMETERS})

    def view(request: HttpRequest, **parameters: Any) -> HttpResponseBase:
        thing = request.subject  # type: ignore[attr-defined]
        subject = desk.describe(thing)
        paper = _find_paper(subject, parameters["paper"]) if "paper" in parameters else None
        return page(Visit(request, desk, thing, subject, paper))

    return allowed(policy, find)(methods(view))


def _find_paper(subject: Subject, number: int) -> AgendaPaper:
    """Return a paper about this thing and of its organisation, or raise Http404."""
    found = papers_of(subject.kind, subject.key).filter(matter__organisation_id=subject.organisation_id, pk=number)
    paper = found.first()
    if paper is None:
        raise Http404
    return paper
