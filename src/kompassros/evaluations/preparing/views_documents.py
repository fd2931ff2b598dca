"""The pages of documents that the team asks for and the coordinator answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.access import course_of, course_page, find_course, person_of
from kompassros.evaluations.courses.changing import change, done, missed_table, sent, told_errors
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.evidence.queries import of_requests
from kompassros.evaluations.evidence.services import WEB_SCHEMES
from kompassros.evaluations.preparing import queries, services
from kompassros.evaluations.preparing.forms import MISSING, AskForm, DocumentForm, SendForm
from kompassros.evaluations.preparing.models import DocumentRequest
from kompassros.evaluations.preparing.questions import placed_questions
from kompassros.evaluations.preparing.tables import documents_table, state_cell
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Person
from kompassros.organisations.saving import RequestForm
from kompassros.records.comments import Subject
from kompassros.records.history_table import history_table
from kompassros.records.views_comments import comment_part, comment_view
from kompassros.web.fields import opened
from kompassros.web.tables import Table, respond_with_download

form_methods = require_http_methods(["GET", "HEAD", "POST"])
_COMMENTING = ("ask_documents", "send_documents")


def _find_request(course: Course, pk: int) -> DocumentRequest:
    rows = DocumentRequest._base_manager.filter(course=course, pk=pk)
    found: DocumentRequest | None = rows.select_related("course__organisation", "asked_by", "answered_by").first()
    if found is None:
        raise Http404(_("The evaluation asks for no such document."))
    return found


@course_page("see_documents")
@require_safe
def list_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is asked for, open ones first."""
    course, person = course_of(request), person_of(request)
    rows = queries.requests_of(course)
    table = documents_table(course, rows, of_requests(course, [row.pk for row in rows]))
    page = {
        "title": _("Documents"),
        "table": table,
        "progress": queries.progress_of(rows),
        "may_ask": is_in(person, course, "ask_documents"),
        "may_send": is_in(person, course, "send_documents"),
    }
    return respond_with_download(request, table) or render_course(request, "evaluations/preparing/documents.html", page)


@course_page("ask_documents")
@form_methods
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for documents, many at once."""
    course = course_of(request)
    asked = [row.title for row in queries.requests_of(course)]
    form = AskForm(sent(request), course=course, asked=asked, initial=opened(course, due=course.answers_due))

    def act(values: dict[str, Any]) -> object:
        return services.ask_for(course=course, wishes=form.wishes(), due=values["due"], person=person_of(request))

    page = {
        "title": _("Ask for documents"),
        "lead": _("Tick what you need of the usual documents, and write what else you want to see."),
        "submit": _("Ask for the documents"),
    }
    return change(request, form, act, page=page, said=_("The coordinator has been told."), to="courses:documents")


@course_page("ask_documents")
@form_methods
def change_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what is asked for."""
    course = course_of(request)
    row = _find_request(course, pk)
    start = opened(row, title=row.title, why=row.why, due=row.due, questions=row.questions)
    form = DocumentForm(sent(request), course=course, initial=start)

    def act(values: dict[str, Any]) -> object:
        return services.change_request(
            course=course, request=row, wish=form.wish(), due=values["due"], person=person_of(request)
        )

    page = {
        "title": _("Change the request"),
        "lead": _("The municipality sees the change on the page of documents."),
        "submit": _("Save"),
    }
    about = (services.KIND, str(row.pk))
    said = _("The request is changed.")
    return change(request, form, act, page=page, said=said, to="courses:documents", row=row, about=about)


@course_page("ask_documents")
@require_POST
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask no more for a document."""
    course = course_of(request)
    row, form = _find_request(course, pk), RequestForm(request.POST)

    def act(_values: dict[str, Any]) -> object:
        return services.take_back(course=course, request=row, person=person_of(request))

    if done(request, form, act, row=row):
        messages.success(request, _("The document is asked for no more."))
        return redirect("courses:documents", slug)
    told_errors(request, form)
    return redirect("courses:document", slug, pk)


@course_page("see_documents")
@require_safe
def show_document(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a request: what it is for, what came, the comments; with the answer's form for the coordinator."""
    course = course_of(request)
    row = _find_request(course, pk)
    history = _history(row)
    return respond_with_download(request, history) or _render(request, row, _send_form(request, row))


def _history(row: DocumentRequest) -> Table:
    entries = trail.entries_about(row.course, services.KIND, str(row.pk))
    return history_table(entries, caption=_("History"), with_subject=False)


def _sent_pieces(row: DocumentRequest) -> list[Evidence]:
    return of_requests(row.course, [row.pk]).get(row.pk, [])


def _send_form(request: HttpRequest, row: DocumentRequest) -> SendForm:
    start = opened(row, how=Evidence.Kind.FILE.value)
    return SendForm(sent(request), request.FILES or None, sent=_sent_pieces(row), initial=start)


def _render(request: HttpRequest, row: DocumentRequest, form: SendForm) -> HttpResponse:
    course, person = course_of(request), person_of(request)
    placed = placed_questions(edition_outline(course.edition))
    may_ask, may_send = (is_in(person, course, action) for action in _COMMENTING)
    action = reverse("courses:document_comments", args=[course.slug, row.pk]) if may_ask or may_send else ""
    page = {
        "title": row.title,
        "document": row,
        "state": state_cell(row),
        "questions": [placed[key].label() for key in placed if key in row.questions],
        "sent": [(piece, piece.address.startswith(WEB_SCHEMES)) for piece in _sent_pieces(row)],
        "form": form if may_send else None,
        "missed": missed_table(course, (services.KIND, str(row.pk)), form.missed) if form.missed else None,
        "comments": comment_part(request, _subject(row), action=action),
        "history": _history(row),
        "may_ask": may_ask,
        "sees_evidence": is_in(person, course, "see_evidence"),
        "version_form": RequestForm(initial=opened(row), auto_id=False),
    }
    status = 422 if form.errors else 200
    return render_course(request, "evaluations/preparing/document.html", page, status=status)


@course_page("send_documents")
@form_methods
def send(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer a request with a file, an address, or that there is no such document."""
    course, person = course_of(request), person_of(request)
    row = _find_request(course, pk)
    pieces = {str(piece.pk): piece for piece in _sent_pieces(row)}
    form = _send_form(request, row)

    def act(values: dict[str, Any]) -> object:
        return _send(course, row, values, pieces, person)

    if done(request, form, act, row=row):
        messages.success(request, _("Your answer is stored."))
        return redirect("courses:documents", slug)
    return _render(request, row, form)


def _send(
    course: Course, row: DocumentRequest, values: dict[str, Any], pieces: dict[str, Evidence], person: Person
) -> object:
    how, remark = values["how"], values["remark"]
    if how == MISSING:
        return services.say_missing(course=course, request=row, remark=remark, person=person)
    if how == Evidence.Kind.FILE:
        renews = pieces.get(values.get("renews", ""))
        return services.send_file(
            course=course, request=row, upload=values["upload"], remark=remark, renews=renews, person=person
        )
    return services.send_page(
        course=course, request=row, kind=how, address=values["address"], remark=remark, person=person
    )


def _find_to_comment(request: HttpRequest, slug: str, pk: int) -> Course:
    """Return the evaluation, with the request that is commented on as ``commented``; an auditor only reads."""
    course = find_course(request, slug)
    if not any(is_in(request.user, course, action) for action in _COMMENTING):
        raise PermissionDenied
    course.commented = _find_request(course, pk)  # type: ignore[attr-defined]
    return course


def _subject(row: DocumentRequest) -> Subject:
    address = reverse("courses:document", args=[row.course.slug, row.pk])
    return Subject(services.KIND, f"{row.course.slug}/{row.pk}", row.title, row.organisation_id, address)


comments = comment_view(
    policy="evaluations.see_documents", find=_find_to_comment, subject=lambda course: _subject(course.commented)
)
