"""Saving in an evaluation: versions for two editors, request ids for a retry, the checks that every service makes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import F, Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.courses.access import person_of
from kompassros.evaluations.courses.models import Course, OfCourse
from kompassros.evaluations.courses.policies import is_in
from kompassros.organisations.models import Person
from kompassros.organisations.saving import ChangeForm
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.requests import once


def require(person: Person | None, course: Course, name: str) -> None:
    """Refuse what a person may not do in the evaluation as it stands; None is the system (demo, command line).

    The state is read anew under the write lock, so that nothing is saved into a state that has just been left.
    """
    locked = Course._base_manager.select_for_update().order_by()
    course.state, course.correcting = locked.values_list("state", "correcting").get(pk=course.pk)
    if person is not None and not is_in(person, course, name):
        message = _(
            "This cannot be changed now: the evaluation is in the state “%(state)s”, or the right is not yours."
        )
        raise DomainError(message % {"state": course.get_state_display()})


def refuse_foreign(course: Course, row: OfCourse) -> None:
    """Refuse a row of another evaluation: a right in one says nothing of another."""
    if row.course_id != course.pk:
        raise DomainError(_("This belongs to another evaluation."))


def claim(row: Model, **values: Any) -> None:
    """Write values to a row with a ``version`` if nobody else has since it was read; raises Conflict otherwise."""
    manager = type(row)._base_manager
    version = row.version  # type: ignore[attr-defined]
    changed = manager.filter(pk=row.pk, version=version).update(version=F("version") + 1, **values)
    if not changed:
        raise Conflict(_("Somebody else has changed this in the meantime. Look at what changed, then save again."))
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]


class CourseForm(ChangeForm):
    """A form of an evaluation: the version of what it changes, and the id by which a retry is recognised."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)


class WhyForm(CourseForm):
    """A form that asks for nothing but a reason."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence. It is kept in the history beside your name."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def submit(
    request: HttpRequest, form: ChangeForm, row: Any, act: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> bool:
    """Do ``act`` once with the values of a valid form, on the version of ``row`` that the person saw.

    What the service refuses becomes an error of the form, and the answer is False; a retry that was done already is
    answered as the first time.
    """
    row.version = form.cleaned_data["version"]
    request_id = form.cleaned_data.get("request_id")
    try:
        if request_id is None:
            act(form.cleaned_data)
        else:
            once(request_id=request_id, person=person_of(request), act=lambda: act(form.cleaned_data) or {})
    except DomainError as error:
        row.refresh_from_db()
        form.catch_up(row.version)
        form.add_error(None, str(error))
        return False
    return True
