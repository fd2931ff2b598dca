"""The address to which every note is sent: by the draft keeper as it is typed, or by Save."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.interviews import noting
from kompassros.evaluations.interviews.forms_notes import NoteForm
from kompassros.evaluations.interviews.models import Group, Note
from kompassros.evaluations.interviews.placing import place_of
from kompassros.records.answering import Saving, Values, answer


@course_page("take_notes")
@require_POST
def write_note(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a note: a new one or a new text of one's own."""
    course, person = course_of(request), person_of(request)
    form = NoteForm(request.POST, course=course, auto_id="again-%s")

    def act(values: Values) -> int:
        note = noting.write_note(
            course=course,
            uid=values["uid"],
            interview=values["interview"],
            question=form.place.question,
            criterion=form.place.criterion,
            text=values["text"],
            person=person,
            version=values["version"],
        )
        return note.version

    saving = Saving(
        form=form,
        act=act,
        parts=lambda: _parts(course, form.cleaned_data["uid"]),
        now=lambda: _now(course, form.cleaned_data["uid"]),
        page=lambda form: _show_again(request, form),
        after=_after(course, form),
    )
    return answer(request, saving)


def _stored(course: Course, uid: UUID) -> Note | None:
    found: Note | None = Note._base_manager.filter(course=course, uid=uid).first()
    return found


def _parts(course: Course, uid: UUID) -> dict[str, str]:
    """Return what changes on the page when a note was taken: its text in the list, and what it is tied to."""
    note = _stored(course, uid)
    if note is None:
        return {}
    place = place_of(course.edition, note.question, note.criterion)
    return {
        f'[data-note-of="{uid}"]': render_to_string("evaluations/interviews/note_text.html", {"text": note.text}),
        f'[data-tie-of="{uid}"]': escape(place.label),
        f'[data-theirs-of="{uid}"]': "",
    }


def _now(course: Course, uid: UUID) -> tuple[int, str, Mapping[str, str]]:
    """Return version and text that are stored, for a writer who was not first."""
    note = _stored(course, uid)
    theirs = render_to_string("evaluations/interviews/theirs.html", {"note": note}) if note else ""
    return (note.version if note else 0, "", {f'[data-theirs-of="{uid}"]': theirs})


def _after(course: Course, form: NoteForm) -> str:
    """Return where Save leads without scripts: back to the guide, to the typing screen, or to all notes."""
    if not form.is_valid():
        return ""
    talk, group = form.cleaned_data["interview"], form.cleaned_data["group"]
    if group in Group.values:
        chosen = f"?talk={talk.pk}" if talk else ""
        place = f"#{form.place.criterion}" if form.place.criterion else ""
        return f"{reverse('courses:guide', args=[course.slug, group])}{chosen}{place}"
    if talk is None:
        return reverse("courses:notes", args=[course.slug])
    return reverse("courses:note_taking", args=[course.slug, talk.pk])


def _show_again(request: HttpRequest, form: forms.Form) -> HttpResponse:
    """Show a note that was not taken, with what was typed, on the version that is stored now."""
    uid = form.cleaned_data.get("uid")
    note = _stored(course_of(request), uid) if uid else None
    form.data = _caught_up(form.data, note)
    page = {"title": _("Note"), "form": form, "note": note}
    return render_course(request, "evaluations/interviews/note_again.html", page, status=422)


def _caught_up(data: Any, note: Note | None) -> Any:
    typed = data.copy()
    if note is not None:
        typed["version"] = str(note.version)
    return typed
