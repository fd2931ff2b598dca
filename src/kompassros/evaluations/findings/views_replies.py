"""Fact check: the municipality replies finding by finding, with its own evidence; the team answers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, sent
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.evidence import services as evidence
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.evidence.services import Origin
from kompassros.evaluations.findings import queries, replying
from kompassros.evaluations.findings.forms import AnswerForm, OwnEvidenceForm, ReplyForm
from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.findings.tables import reply_in_words
from kompassros.evaluations.findings.views_writing import find_finding
from kompassros.records import clock
from kompassros.records.answering import Saving, Values, answer
from kompassros.records.files import respond_with_file
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@course_page("see_findings")
@require_safe
def show_replies(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every finding with what the municipality says of it and what the team answers; one's own part to fill in."""
    course, person = course_of(request), person_of(request)
    page = {
        "title": _("Fact check"),
        "areas": queries.areas_with_findings(course),
        "open": queries.replies_open(course),
        "unanswered": queries.replies_unanswered(course),
        "may_reply": is_in(person, course, "reply"),
        "may_answer": is_in(person, course, "answer_replies"),
    }
    return render_course(request, "evaluations/findings/replies.html", page)


@course_page("reply")
@require_POST
def save_reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take what the municipality says of a finding, from the draft keeper or by Save."""
    course, person = course_of(request), person_of(request)
    finding = find_finding(course, pk)

    def act(values: Values) -> int:
        found = replying.reply(
            course=course,
            finding=finding,
            agrees=values["agrees"],
            text=values["text"],
            person=person,
            version=values["version"],
        )
        return found.version

    def now() -> tuple[int, str, dict[str, str]]:
        found = _reply_to(finding)
        theirs = format_html("<p>{} {}</p>", _("What is stored now:"), reply_in_words(found))
        return found.version, "", {f'[data-theirs-of="{pk}"]': theirs}

    saving = Saving(
        form=ReplyForm(request.POST),
        act=act,
        parts=lambda: {f'[data-theirs-of="{pk}"]': ""},
        now=now,
        page=lambda form: _reply_page(request, finding, form),
        after=f"{reverse('courses:replies', args=[slug])}#finding-{pk}",
    )
    return answer(request, saving)


def _reply_to(finding: Finding) -> Reply:
    found: Reply | None = Reply._base_manager.filter(finding=finding).select_related("finding", "course").first()
    if found is None:
        raise Http404(_("The municipality has not replied to this finding."))
    return found


def _reply_page(request: HttpRequest, finding: Finding, form: Any) -> HttpResponse:
    stored = Reply._base_manager.filter(finding=finding).first()
    page = {"title": _("Reply"), "finding": finding, "form": form, "stored": stored}
    return render_course(request, "evaluations/findings/reply.html", page, status=422)


@course_page("reply")
@_form_methods
def add_own_evidence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a document or a web page of the municipality beside its reply."""
    course, person = course_of(request), person_of(request)
    found = _reply_to(find_finding(course, pk))
    form = OwnEvidenceForm(sent(request), request.FILES or None, initial=opened(found))

    def act(values: Values) -> object:
        piece = _store_own(course, values, person)
        return replying.support_reply(course=course, found=found, evidence=piece, person=person)

    page = {"title": _("Own evidence"), "lead": found.finding.text, "submit": _("Add it")}
    said = _("It stands beside your reply now.")
    return change(request, form, act, page=page, said=said, to="courses:replies", row=found)


def _store_own(course: Course, values: Values, person: Any) -> Evidence:
    origin = Origin(from_municipality=True)
    if values["file"]:
        return evidence.add_file(
            course=course, upload=values["file"], title=values["title"], person=person, origin=origin
        )
    return evidence.add_page(
        course=course,
        kind=Evidence.Kind.WEB,
        title=values["title"],
        address=values["address"],
        seen_on=clock.today(),
        person=person,
        origin=origin,
    )


@course_page("answer_replies")
@_form_methods
def answer_reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer a reply: the finding stays for a reason, or it is changed; both voices stay."""
    course, person = course_of(request), person_of(request)
    found = _reply_to(find_finding(course, pk))
    started = opened(found, outcome=found.outcome, answer=found.answer, text=found.finding.text)
    form = AnswerForm(sent(request), initial=started)

    def act(values: Values) -> object:
        return replying.answer_reply(
            course=course,
            found=found,
            outcome=values["outcome"],
            answer=values["answer"],
            text=values["text"],
            person=person,
        )

    page = {
        "title": _("Answer the municipality"),
        "lead": f"{found.finding.text} – {reply_in_words(found)}",
        "submit": _("Answer"),
    }
    return change(request, form, act, page=page, said=_("Your answer is stored."), to="courses:replies", row=found)


@course_page("see_findings")
@require_safe
def reply_file(request: HttpRequest, slug: str, pk: int, piece: int) -> HttpResponseBase:
    """Give out a document that stands beside a reply."""
    found = _reply_to(find_finding(course_of(request), pk))
    row: Evidence | None = found.evidence.filter(pk=piece, withdrawn_at=None).select_related("revision__file").first()
    if row is None or row.revision is None:
        raise Http404(_("There is no such document."))
    return respond_with_file(row.revision)
