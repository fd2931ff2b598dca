"""The team's notes: all of them, one, and the screen on which they are typed during a talk."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import done, sent, told_errors
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.interviews import disposing, noting, plan, queries
from kompassros.evaluations.interviews.forms_notes import MoveForm, NoteFilter
from kompassros.evaluations.interviews.guide import guide_of
from kompassros.evaluations.interviews.models import Group, Note
from kompassros.evaluations.interviews.placing import place_of, places_of
from kompassros.evaluations.interviews.queries import ShownNote
from kompassros.evaluations.interviews.views_plan import find_talk, form_methods
from kompassros.organisations.saving import RequestForm
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.web.fields import opened
from kompassros.web.pages import pages_of

PAGE_SIZE = 50


def find_note(course: Course, uid: UUID) -> Note:
    """Return a note of this evaluation; Http404 for another's, or one that is gone."""
    rows = Note.objects.filter(course=course, uid=uid)
    found: Note | None = rows.select_related(
        "course__organisation", "course__edition", "interview__course__organisation", "author"
    ).first()
    if found is None:
        raise Http404(_("The evaluation has no such note."))
    return found


@course_page("see_notes")
@require_safe
def list_notes(request: HttpRequest, slug: str) -> HttpResponse:
    """List the notes of the team, searched and in order. There is no file of them: they stay here."""
    course, person = course_of(request), person_of(request)
    form = NoteFilter(request.GET)
    form.is_valid()
    wanted = {name: form.cleaned_data.get(name, "") for name in ("show", "by", "q")}
    everything = queries.shown_notes(course, queries.notes_of(course), person)
    found = queries.matching(_chosen(everything, wanted["show"]), wanted["q"])
    ordered = [one for group in queries.grouped(course, found, wanted["by"]) for one in group.notes]
    pages = pages_of(len(ordered), PAGE_SIZE, request.GET.get("page", ""), _page_address(request))
    now = plan.talks_of(course)
    page = {
        "title": _("Notes"),
        "form": form,
        "count": len(everything),
        "found": len(found),
        "filtered": bool(wanted["q"]) or wanted["show"] in {"mine", "untied"},
        "untied": sum(not one.place.question for one in everything),
        "groups": queries.grouped(course, ordered[pages.start : pages.stop], wanted["by"]),
        "pages": pages,
        "talk": queries.talk_at(now, clock.now()),
        "decisions": disposing.decisions_of(course),
        "may_note": is_in(person, course, "take_notes"),
        "may_collect": is_in(person, course, "collect_evidence"),
        "may_dispose": bool(everything) and is_in(person, course, "dispose_notes"),
    }
    return render_course(request, "evaluations/interviews/notes.html", page)


def _chosen(notes: list[ShownNote], show: str) -> list[ShownNote]:
    if show == "mine":
        return [one for one in notes if one.own]
    return [one for one in notes if not one.place.question] if show == "untied" else notes


def _page_address(request: HttpRequest) -> Any:
    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return address


@course_page("take_notes")
@require_safe
def note_taking(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the screen for typing notes in a talk: one big field, the guide at its side, what is written below."""
    course, person = course_of(request), person_of(request)
    talk = find_talk(course, pk)
    page = {
        "title": _("Take notes"),
        "talk": talk,
        "talk_name": queries.name_of(talk),
        "guide": guide_of(course, Group(talk.group)),
        "places": list(places_of(course.edition).values()),
        "notes": queries.shown_notes(course, queries.notes_of(course).filter(interview=talk), person),
        "uid": uuid4(),
    }
    return render_course(request, "evaluations/interviews/note_taking.html", page)


@course_page("see_notes")
@form_methods
def show_note(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Show a note, move it to a question or a criterion, and say what its talk supports."""
    course, person = course_of(request), person_of(request)
    note = find_note(course, uid)
    place = place_of(course.edition, note.question, note.criterion)
    form = MoveForm(sent(request), course=course, initial=opened(note, tie=place.number))

    def act(_values: dict[str, Any]) -> object:
        to = form.place
        return noting.move_note(course=course, note=note, question=to.question, criterion=to.criterion, person=person)

    if done(request, form, act, row=note):
        messages.success(request, _("The note is moved."))
        return redirect("courses:note", slug, uid)
    [shown] = queries.shown_notes(course, [note], person)
    page = {
        "title": _("Note"),
        "one": shown,
        "form": form,
        "version_form": RequestForm(initial=opened(note), auto_id=False),
        "criteria": queries.criteria_in(course, note.question) if note.interview_id else [],
        "may_note": is_in(person, course, "take_notes"),
        "may_collect": is_in(person, course, "collect_evidence"),
    }
    status = 422 if form.errors else 200
    return render_course(request, "evaluations/interviews/note.html", page, status=status)


@course_page("take_notes")
@require_POST
def withdraw_note(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Withdraw one's own note."""
    course = course_of(request)
    note, form = find_note(course, uid), RequestForm(request.POST)

    def act(_values: dict[str, Any]) -> object:
        return noting.withdraw_note(course=course, note=note, person=person_of(request))

    if not done(request, form, act, row=note):
        told_errors(request, form)
        return redirect("courses:note", slug, uid)
    messages.success(request, _("The note is withdrawn. Nothing of it is kept."))
    return redirect("courses:notes", slug)


@course_page("collect_evidence")
@require_POST
def support(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Say in one click that the talk of a note supports a criterion."""
    course = course_of(request)
    note = find_note(course, uid)
    try:
        noting.support_from_note(
            course=course, note=note, criterion=request.POST.get("criterion", ""), person=person_of(request)
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The talk supports the criterion now. Outside the team only its group is shown."))
    return redirect("courses:note", slug, uid)
