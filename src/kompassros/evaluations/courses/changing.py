"""How the pages of this room change something: show a form, do it once, say so, tell a second editor what changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.access import course_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.organisations.saving import ChangeForm, submit
from kompassros.records.history_table import history_table
from kompassros.web.tables import Table

Act = Callable[[dict[str, Any]], object]


def sent(request: HttpRequest) -> Any:
    """Return what was sent with a form, None where it is only opened."""
    return request.POST if request.method == "POST" else None


def change(
    request: HttpRequest,
    form: ChangeForm,
    act: Act,
    *,
    page: dict[str, Any],
    said: str,
    to: str,
    row: Any = None,
    about: tuple[str, str] = (trail.COURSE, ""),
    template: str = "evaluations/courses/change.html",
) -> HttpResponse:
    """Show a form; once it is sent and in order, do ``act``, say so, and go to the page ``to``.

    row: what is changed, None for the evaluation itself. about: kind and key under which its history stands. page:
    title, lead, submit (the button's label) and what else the template needs.
    """
    course = course_of(request)
    if done(request, form, act, row=row or course):
        messages.success(request, said)
        return redirect(to, course.slug)
    missed = missed_table(course, about, form.missed) if form.missed else None
    return render_course(request, template, {"form": form, "missed": missed, **page})


def done(request: HttpRequest, form: ChangeForm, act: Act, *, row: Any) -> bool:
    """Do ``act`` once with a form that is sent and in order; False where it is shown again."""

    def acting(values: dict[str, Any]) -> None:
        act(values)

    return form.is_bound and form.is_valid() and submit(request, form, row, acting)


def missed_table(course: Course, about: tuple[str, str], count: int) -> Table:
    """Return the latest changes of what a form changes, leaving out what is the team's alone."""
    kind, key = about
    entries = trail.entries_about(course, kind, key) if key else trail.entries_of(course).filter(subject_kind=kind)
    caption = _("Changed since you opened this form")
    shown = entries.exclude(organisation_id=None)[:count]
    return history_table(shown, caption=caption, name="missed", with_subject=False)


def told_errors(request: HttpRequest, form: ChangeForm) -> None:
    """Say as messages what is wrong with a form that has no page of its own."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
