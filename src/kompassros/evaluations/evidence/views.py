"""The pages of evidence: all of it, one piece, adding, withdrawing, downloading."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import done, sent
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.evidence import queries, services
from kompassros.evaluations.evidence.forms import FileForm, NewerForm, PageForm, TieForm
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.evidence.tables import evidence_table, supports_of, whence
from kompassros.evaluations.interviews.models import Interview
from kompassros.evaluations.preparing.models import SelfAnswer
from kompassros.evaluations.preparing.queries import is_readable
from kompassros.organisations.models import Person
from kompassros.organisations.saving import ChangeForm, RequestForm, WhyForm
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.files import respond_with_file
from kompassros.records.history_table import history_table
from kompassros.records.models import FileRevision
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def find_piece(course: Course, pk: int) -> Evidence:
    """Return a piece of evidence of this evaluation; Http404 for another's."""
    rows = Evidence.objects.filter(course=course, pk=pk)
    found: Evidence | None = rows.select_related(
        "course", "course__organisation", "revision__file", "added_by", "interview", "answer", "request"
    ).first()
    if found is None:
        raise Http404(_("The evaluation has no such evidence."))
    return found


@course_page("see_evidence")
@require_safe
def list_evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """List all evidence, what is tied to nothing yet first."""
    course = course_of(request)
    pieces = list(queries.all_evidence(course))
    table = evidence_table(course, pieces, queries.criteria_by_evidence(course))
    page = {
        "title": _("Evidence"),
        "table": table,
        "count": sum(piece.withdrawn_at is None for piece in pieces),
        "untied": sum(piece.withdrawn_at is None and not piece.tied for piece in pieces),  # type: ignore[attr-defined]
        "may_collect": is_in(person_of(request), course, "collect_evidence"),
    }
    return respond_with_download(request, table) or render_course(request, "evaluations/evidence/list.html", page)


@course_page("see_evidence")
@require_safe
def show_piece(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show one piece: what it is, what it supports, its versions, its history."""
    course = course_of(request)
    piece = find_piece(course, pk)
    form = TieForm(course=course, initial=opened(course))
    history = _history(course, piece)
    return respond_with_download(request, history) or _render_piece(request, piece, form)


def _history(course: Course, piece: Evidence) -> Any:
    entries = trail.entries_about(course, services.KIND, str(piece.pk))
    return history_table(entries, caption=_("History"), with_subject=False)


def _render_piece(request: HttpRequest, piece: Evidence, form: TieForm) -> HttpResponse:
    course = course_of(request)
    revisions = list(piece.revision.file.revisions.order_by("-number")) if piece.revision else []
    page = {
        "title": piece.title,
        "piece": piece,
        "whence": whence(piece),
        "link": piece.address if piece.address.startswith(services.WEB_SCHEMES) else "",
        "answer": piece.answer.text if piece.answer and is_readable(piece.answer, course, insider=False) else "",
        "supports": supports_of(course, piece.supports.select_related("added_by")),
        "revisions": revisions,
        "latest": revisions[0] if revisions else None,
        "form": form,
        "history": _history(course, piece),
        "may_collect": is_in(person_of(request), course, "collect_evidence"),
        "version_form": RequestForm(initial=opened(piece), auto_id=False),
    }
    status = 422 if form.errors else 200
    return render_course(request, "evaluations/evidence/piece.html", page, status=status)


def _to_piece(course: Course, pk: int) -> HttpResponse:
    return redirect("courses:evidence_piece", course.slug, pk)


@course_page("collect_evidence")
@form_methods
def add_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a page of the web or the intranet."""
    course = course_of(request)
    start = opened(course, seen_on=clock.today(), kind=Evidence.Kind.WEB.value)
    form = PageForm(sent(request), course=course, initial=start)

    def make(values: dict[str, Any], person: Person) -> Evidence:
        given = {name: values[name] for name in ("kind", "title", "address", "seen_on", "remark")}
        return services.add_page(course=course, person=person, **given)

    return _add(request, form, make, _("Add a page as evidence"))


@course_page("collect_evidence")
@form_methods
def add_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a document."""
    course = course_of(request)
    form = FileForm(sent(request), request.FILES or None, course=course, initial=opened(course))

    def make(values: dict[str, Any], person: Person) -> Evidence:
        given = {name: values[name] for name in ("upload", "title", "remark")}
        return services.add_file(course=course, person=person, **given)

    return _add(request, form, make, _("Add a document as evidence"))


def _add(request: HttpRequest, form: ChangeForm, make: Any, title: str) -> HttpResponse:
    course, person = course_of(request), person_of(request)

    def act(values: dict[str, Any]) -> None:
        piece = make(values, person)
        if values["criterion"]:
            services.tie(
                course=course, evidence=piece, criterion=values["criterion"], place=values["place"], person=person
            )

    if done(request, form, act, row=course):
        messages.success(request, _("The evidence is stored."))
        return redirect("courses:evidence", course.slug)
    page = {"title": title, "form": form}
    return render_course(request, "evaluations/evidence/add.html", page, status=422 if form.errors else 200)


@course_page("collect_evidence")
@require_POST
def tie(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tie a piece to a criterion."""
    course, person = course_of(request), person_of(request)
    piece = find_piece(course, pk)
    form = TieForm(request.POST, course=course)

    def act(values: dict[str, Any]) -> None:
        services.tie(course=course, evidence=piece, criterion=values["criterion"], place=values["place"], person=person)

    if done(request, form, act, row=course):
        messages.success(request, _("The evidence is tied to the criterion."))
        return _to_piece(course, pk)
    return _render_piece(request, piece, form)


@course_page("collect_evidence")
@require_POST
def untie(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a tie away."""
    course = course_of(request)
    support = Support.objects.filter(course=course, pk=pk).select_related("evidence__course").first()
    if support is None:
        raise Http404(_("The evaluation has no such tie."))
    return _at_once(
        request,
        support.evidence_id,
        lambda person: services.untie(course=course, support=support, person=person),
        _("The tie is taken away."),
    )


def _at_once(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    """Do what a single button does, and go to the piece's page with what came of it."""
    try:
        act(person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return _to_piece(course_of(request), pk)


@course_page("collect_evidence")
@form_methods
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Withdraw a piece, with the reason."""
    course, person = course_of(request), person_of(request)
    piece = find_piece(course, pk)
    form = WhyForm(sent(request), initial=opened(piece))

    def act(values: dict[str, Any]) -> None:
        services.withdraw(course=course, evidence=piece, why=values["why"], person=person)

    if done(request, form, act, row=piece):
        messages.success(request, _("The evidence is withdrawn. It supports nothing any more."))
        return _to_piece(course, pk)
    page = {"title": _("Withdraw the evidence"), "piece": piece, "form": form}
    return render_course(request, "evaluations/evidence/withdraw.html", page, status=422 if form.errors else 200)


@course_page("collect_evidence")
@require_POST
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a withdrawn piece count again."""
    course = course_of(request)
    piece = find_piece(course, pk)
    return _at_once(
        request,
        pk,
        lambda person: services.restore(course=course, evidence=piece, person=person),
        _("The evidence counts again."),
    )


@course_page("collect_evidence")
@form_methods
def renew(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take in a newer version of a document of the team's own."""
    course, person = course_of(request), person_of(request)
    piece = find_piece(course, pk)
    if piece.revision is None or piece.from_municipality:
        raise Http404(_("Only a document of the team's own gets a newer version here."))
    form = NewerForm(sent(request), request.FILES or None, initial=opened(piece))

    def act(values: dict[str, Any]) -> None:
        services.renew_file(course=course, evidence=piece, upload=values["upload"], person=person)

    if done(request, form, act, row=piece):
        messages.success(request, _("The newer version is stored."))
        return _to_piece(course, pk)
    page = {"title": _("Send a newer version"), "piece": piece, "form": form}
    return render_course(request, "evaluations/evidence/renew.html", page, status=422 if form.errors else 200)


@course_page("see_documents")
@require_safe
def download(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponseBase:
    """Send a version of a document: to the team, or to the municipality what is its own."""
    course = course_of(request)
    piece = find_piece(course, pk)
    if not (piece.from_municipality or is_in(person_of(request), course, "see_evidence")):
        raise Http404(_("The evaluation has no such evidence."))
    revisions = FileRevision.objects.filter(file=piece.revision.file_id) if piece.revision else None
    found = revisions.filter(number=number).first() if revisions is not None else None
    if found is None:
        raise Http404(_("There is no such version of the document."))
    return respond_with_file(found)


@course_page("collect_evidence")
@require_POST
def from_interview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make an interview a piece of evidence."""
    return _ensured(request, Interview, pk, services.ensure_interview_evidence)


@course_page("collect_evidence")
@require_POST
def from_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make an answer of the self-description a piece of evidence."""
    return _ensured(request, SelfAnswer, pk, services.ensure_answer_evidence)


def _ensured(request: HttpRequest, model: Any, pk: int, ensure: Any) -> HttpResponse:
    course = course_of(request)
    row = model.objects.filter(course=course, pk=pk).select_related("course__organisation").first()
    if row is None:
        raise Http404(_("This belongs to another evaluation."))
    try:
        piece = ensure(row, person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("courses:evidence", course.slug)
    messages.success(request, _("It is evidence now. Tie it to the criteria that it supports."))
    return _to_piece(course, piece.pk)
