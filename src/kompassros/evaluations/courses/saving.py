"""Saving in an evaluation: the checks that every service makes."""

from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course, OfCourse
from kompassros.evaluations.courses.policies import is_in
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError


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
