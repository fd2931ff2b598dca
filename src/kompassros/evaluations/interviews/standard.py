"""The standard visit plan of two days.

Groups, order and lengths as Vänersborg had them in 2018; the hours of the second day, and the first feedback at its
end, are our own choice. Every time can be changed afterwards.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.meetings import Plan, plan_meeting
from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.interviews import notifying
from kompassros.evaluations.interviews.models import Group, Interview
from kompassros.evaluations.interviews.services import Talk, added
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError

_TALKS = (
    (Group.DIRECTOR, 0, time(13), time(16, 30)),
    (Group.POLITICIANS, 0, time(17), time(18, 30)),
    (Group.DEPARTMENTS, 1, time(9), time(11, 30)),
    (Group.UNITS, 1, time(12, 30), time(14, 30)),
    (Group.UNIONS, 1, time(14, 45), time(15, 45)),
)
_FEEDBACK = time(16, 15)


@transaction.atomic
def plan_standard_visit(*, course: Course, person: Person | None) -> list[Interview]:
    """Make the talks of two days from the first day of the visit, and the meeting with the first feedback last.

    DomainError where no first day is decided, or where the plan has talks already. A first feedback that is planned
    already stays.
    """
    require(person, course, "plan_visit")
    first = course.visit_from
    if first is None:
        raise DomainError(_("The days of the visit are not decided."))
    if Interview._base_manager.filter(course=course).exists():
        raise DomainError(_("The visit plan has talks already. Change those, or add more."))
    talks = [
        added(
            course=course,
            talk=Talk(group.value, _moment(first, day, begins), _moment(first, day, ends)),
            person=person,
        )
        for group, day, begins, ends in _TALKS
    ]
    _plan_feedback(course, first, person)
    notifying.tell_made(course, person)
    return talks


def _moment(first: date, days: int, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(first + timedelta(days=days), hour))


def _plan_feedback(course: Course, first: date, person: Person | None) -> None:
    kind = Meeting.Kind.FIRST_FEEDBACK
    if Meeting._base_manager.filter(course=course, kind=kind, cancelled_why="").exists():
        return
    last = max(first + timedelta(days=1), course.visit_to or first)
    plan_meeting(course=course, plan=Plan(kind.value, _moment(last, 0, _FEEDBACK)), person=person)
