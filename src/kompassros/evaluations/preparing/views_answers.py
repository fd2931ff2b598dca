"""The pages of the self-description: the list, sharing out, a respondent's own questions, one question, reading."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, sent
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.preparing import answering, queries
from kompassros.evaluations.preparing.forms import AnswerForm, ShareForm
from kompassros.evaluations.preparing.models import SelfAnswer
from kompassros.evaluations.preparing.people import respondents_of
from kompassros.evaluations.preparing.questions import PlacedQuestion, area_label, placed_questions
from kompassros.evaluations.preparing.tables import answers_table, state_cell
from kompassros.instruments.criteria import criteria_of
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.requests import once
from kompassros.web import keeper
from kompassros.web.fields import opened
from kompassros.web.formats import current_language
from kompassros.web.tables import respond_with_download

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@course_page("see_answers")
@require_safe
def list_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """List the questions with where they stand; the coordinator goes on to write, others to read."""
    course, person = course_of(request), person_of(request)
    answers = queries.answers_of(course)
    writes = is_in(person, course, "share_out")
    address = "courses:answer_edit" if writes else "courses:answers_read"
    table = answers_table(course, answers, address)
    page = {
        "title": _("Self-description"),
        "table": table,
        "progress": queries.progress_of(answers),
        "alone": sum(answer.respondent_id is None for answer in answers),
        "may_share": writes,
    }
    return respond_with_download(request, table) or render_course(request, "evaluations/preparing/answers.html", page)


@course_page("see_answers")
@require_safe
def read_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole self-description on one page, to read and to print."""
    course, person = course_of(request), person_of(request)
    insider = not is_in(person, course, "see_evidence")
    answers = queries.answers_of(course)
    may_collect = is_in(person, course, "collect_evidence")
    pieces = _pieces(course) if not insider else {}
    page = {
        "title": _("The self-description, all of it"),
        "areas": _by_area(course, answers, insider=insider, pieces=pieces),
        "progress": queries.progress_of(answers),
        "may_collect": may_collect,
    }
    return render_course(request, "evaluations/preparing/answers_read.html", page)


def _pieces(course: Course) -> dict[int, int]:
    """Return answer's key -> key of the evidence made of it."""
    rows = Evidence.objects.filter(course=course, withdrawn_at=None).exclude(answer=None)
    return dict(rows.values_list("answer_id", "pk"))


def _by_area(
    course: Course, answers: list[SelfAnswer], *, insider: bool, pieces: dict[int, int]
) -> list[tuple[str, list[dict[str, Any]]]]:
    placed = placed_questions(edition_outline(course.edition))
    found: dict[str, list[dict[str, Any]]] = {}
    for answer in answers:
        question = placed.get(answer.question)
        if question is not None:
            entry = {
                "answer": answer,
                "label": question.label(),
                "readable": queries.is_readable(answer, course, insider=insider),
                "state": state_cell(answer),
                "piece": pieces.get(answer.pk),
            }
            found.setdefault(area_label(question.area), []).append(entry)
    return list(found.items())


@course_page("share_out")
@form_methods
def share_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Give questions to a respondent, many at once."""
    course = course_of(request)
    form = ShareForm(
        sent(request),
        course=course,
        answers=queries.answers_of(course),
        people=respondents_of(course),
        initial=opened(course),
    )

    def act(values: dict[str, Any]) -> object:
        return answering.share_out(
            course=course,
            answers=form.chosen(),
            respondent=form.person(),
            due=values["due"],
            person=person_of(request),
        )

    page = {
        "title": _("Share out the questions"),
        "lead": _("Tick the questions that one person is to answer, and choose the person. The person is told."),
        "submit": _("Share out"),
    }
    return change(request, form, act, page=page, said=_("The questions are shared out."), to="courses:answers")


@course_page("describe")
@require_safe
def my_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """List the questions that are the person's own to answer."""
    course = course_of(request)
    answers = queries.answers_of(course, respondent=person_of(request))
    table = answers_table(course, answers, "courses:answer_edit", name="my-answers")
    page = {
        "title": _("My questions"),
        "table": table,
        "progress": queries.progress_of(answers),
        "may_share": is_in(person_of(request), course, "share_out"),
    }
    return respond_with_download(request, table) or render_course(
        request, "evaluations/preparing/my_answers.html", page
    )


def _find_own(request: HttpRequest, pk: int) -> SelfAnswer:
    """Return an answer that is the person's to write; 404 for another evaluation's, 403 for another's question."""
    course = course_of(request)
    rows = SelfAnswer.objects.filter(course=course, pk=pk)
    found: SelfAnswer | None = rows.select_related(
        "course__organisation", "course__edition", "respondent", "written_by"
    ).first()
    if found is None:
        raise Http404(_("The evaluation has no such question."))
    if not answering.may_write(person_of(request), found):
        raise PermissionDenied
    return found


@course_page("describe")
@form_methods
def edit_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Answer one question, saved as it is typed."""
    answer = _find_own(request, pk)
    start = opened(answer, text=answer.text, ready=answer.state == SelfAnswer.State.DONE)
    form = AnswerForm(sent(request), initial=start)
    if not form.is_bound:
        return _render(request, answer, form)
    if not form.is_valid():
        return keeper.invalid(form.errors) if keeper.is_keeper(request) else _render(request, answer, form, status=422)
    return _save(request, answer, form)


def _save(request: HttpRequest, answer: SelfAnswer, form: AnswerForm) -> HttpResponseBase:
    values, person = form.cleaned_data, person_of(request)
    answer.version = values["version"]

    def act() -> dict[str, Any]:
        answering.write_answer(answer=answer, text=values["text"], ready=values["ready"], person=person)
        return {"version": answer.version}

    try:
        outcome, _again = once(request_id=values["request_id"] or uuid4(), person=person, act=act)
    except DomainError as error:
        return _refused(request, answer, form, error)
    if keeper.is_keeper(request):
        return keeper.saved(outcome["version"])
    messages.success(request, _("Your answer is stored."))
    return _onward(request, answer)


def _onward(request: HttpRequest, answer: SelfAnswer) -> HttpResponse:
    """Go to the list that the person came from."""
    to = "courses:my_answers" if _is_own(request, answer) else "courses:answers"
    return redirect(to, course_of(request).slug)


def _is_own(request: HttpRequest, answer: SelfAnswer) -> bool:
    return answer.respondent_id == person_of(request).pk


def _refused(request: HttpRequest, answer: SelfAnswer, form: AnswerForm, error: DomainError) -> HttpResponseBase:
    """Say why nothing was stored; what was typed stays in the form, which then carries the version that there is."""
    answer.refresh_from_db()
    is_conflict = isinstance(error, Conflict)
    if keeper.is_keeper(request):
        return keeper.conflict(str(error), answer.version) if is_conflict else keeper.invalid({"__all__": [str(error)]})
    form.catch_up(answer.version)
    form.add_error(None, str(error))
    return _render(request, answer, form, theirs=is_conflict, status=409 if is_conflict else 422)


def _render(
    request: HttpRequest, answer: SelfAnswer, form: AnswerForm, *, theirs: bool = False, status: int = 200
) -> HttpResponse:
    course = course_of(request)
    question = placed_questions(edition_outline(course.edition)).get(answer.question)
    if question is None:
        raise Http404(_("The evaluation has no such question."))
    earlier = queries.earlier_answers(course).get(answer.question)
    page = {
        "title": question.label(),
        "area": area_label(question.area),
        "answer": answer,
        "state": state_cell(answer),
        "form": form,
        "theirs": theirs,
        "criteria": _criteria(question),
        "earlier": earlier,
        "may_take_over": earlier is not None and not answer.text.strip(),
        "is_own": _is_own(request, answer),
    } | _neighbours(request, answer)
    return render_course(request, "evaluations/preparing/answer_edit.html", page, status=status)


def _criteria(question: PlacedQuestion) -> list[tuple[str, str]]:
    """Return what the evaluators will look for: each criterion and what shows it."""
    language = current_language()
    return [
        (in_language(one.text, language), in_language(one.ask_for, language)) for one in criteria_of(question.question)
    ]


def _neighbours(request: HttpRequest, answer: SelfAnswer) -> dict[str, SelfAnswer | None]:
    """Return the question before and the one after among those that the person goes through."""
    person, course = person_of(request), course_of(request)
    rows = queries.answers_of(course, respondent=person if answer.respondent_id == person.pk else None)
    keys = [row.pk for row in rows]
    here = keys.index(answer.pk) if answer.pk in keys else len(keys)
    return {
        "before": rows[here - 1] if 0 < here < len(keys) else None,
        "after": rows[here + 1] if here + 1 < len(keys) else None,
    }


@course_page("describe")
@require_POST
def take_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Begin an empty answer with the earlier one."""
    answer = _find_own(request, pk)
    try:
        answering.take_over(answer=answer, person=person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The earlier answer is taken over as a draft. Look whether it still holds."))
    return redirect("courses:answer_edit", slug, pk)
