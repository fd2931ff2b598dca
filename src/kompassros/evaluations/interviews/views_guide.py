"""The interview guide of a group, renewed as the day goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.interviews import queries
from kompassros.evaluations.interviews.groups import ABOUT
from kompassros.evaluations.interviews.guide import Asked, Guide, guide_of
from kompassros.evaluations.interviews.models import Group, Interview, Note
from kompassros.evaluations.interviews.placing import place_of
from kompassros.evaluations.judging.framework import framework_of
from kompassros.organisations.models import Person
from kompassros.records import clock


@dataclass(frozen=True)
class Field:
    """The field for a note beside a criterion; version 0 and no text where nothing is written yet."""

    uid: UUID
    number: str
    label: str
    text: str = ""
    version: int = 0


@course_page("see_judgements")
@require_safe
def show_guide(request: HttpRequest, slug: str, group: str = "") -> HttpResponse:
    """Show what is left to ask a group, each criterion with a field for a note in the talk at hand."""
    course, person = course_of(request), person_of(request)
    chosen = _group(course, group)
    guide, talks = guide_of(course, chosen), queries.talks_with(course, chosen)
    talk = _talk(request, talks)
    fields = _fields(course, person, talk, chosen)
    asked = {one.id for question in guide.questions for one in question.criteria}
    page: dict[str, Any] = {
        "title": _("Interview guide"),
        "guide": guide,
        "about": ABOUT[chosen],
        "group": chosen.value,
        "groups": Group.choices,
        "questions": _with_fields(guide, fields),
        "answered": [field for key, field in fields.items() if key not in asked and field.text],
        "talks": [(one, queries.name_of(one)) for one in talks],
        "talk": talk,
        "talk_name": queries.name_of(talk) if talk else "",
        "may_note": is_in(person, course, "take_notes"),
    }
    return render_course(request, "evaluations/interviews/guide.html", page)


def _group(course: Course, group: str) -> Group:
    """Return the group asked for; without one, that of the talk at hand."""
    if group:
        if group not in Group.values:
            raise Http404(_("There is no such group."))
        return Group(group)
    talks = list(Interview.objects.filter(course=course).order_by("starts_at", "pk"))
    talk = queries.talk_at(talks, clock.now())
    return Group(talk.group) if talk else Group.DIRECTOR


def _talk(request: HttpRequest, talks: Sequence[Interview]) -> Interview | None:
    wanted = request.GET.get("talk", "")
    chosen = next((talk for talk in talks if str(talk.pk) == wanted), None)
    return chosen or queries.talk_at(talks, clock.now())


def _fields(course: Course, person: Person, talk: Interview | None, group: Group) -> dict[str, Field]:
    """Return the field of each criterion that names the group, with what the person has written in it; one query."""
    named = [key for key, one in framework_of(course.edition).placed.items() if group in one.criterion.ask]
    uids = {key: queries.guide_uid(course, person, talk, key) for key in named}
    written = {note.uid: note for note in Note.objects.filter(course=course, uid__in=uids.values())}
    return {key: _field(course, key, uid, written.get(uid)) for key, uid in uids.items()}


def _field(course: Course, criterion: str, uid: UUID, note: Note | None) -> Field:
    place = place_of(course.edition, "", criterion)
    if note is None:
        return Field(uid, place.number, place.label)
    moved = place_of(course.edition, note.question, note.criterion)
    return Field(uid, moved.number, place.label, note.text, note.version)


def _with_fields(guide: Guide, fields: dict[str, Field]) -> list[tuple[Any, list[tuple[Asked, Field]]]]:
    return [(question, [(one, fields[one.id]) for one in question.criteria]) for question in guide.questions]
