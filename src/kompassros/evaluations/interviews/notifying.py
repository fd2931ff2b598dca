"""Those who plan the visit together, coordinator and lead, are told when somebody else makes or changes the plan."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.queries import people_as
from kompassros.evaluations.courses.workflow import Part
from kompassros.evaluations.interviews.models import Interview
from kompassros.organisations.models import Person
from kompassros.records.notices import notify, register_kind

PLANNED, CHANGED = "visit_planned", "visit_changed"


def tell_planned(course: Course, person: Person | None) -> int:
    """Tell that the plan is made, or that it has one talk more; return how many were told."""
    first = Interview._base_manager.filter(course=course).count() == 1
    return _tell(course, person, PLANNED if first else CHANGED)


def tell_changed(course: Course, person: Person | None) -> int:
    """Tell that the plan is another one now; return how many were told."""
    return _tell(course, person, CHANGED)


def tell_made(course: Course, person: Person | None) -> int:
    """Tell that the whole plan is made; return how many were told."""
    return _tell(course, person, PLANNED)


def _tell(course: Course, person: Person | None, kind: str) -> int:
    """Tell the others; what the system itself does (the demo, the command line) is told to nobody."""
    if person is None:
        return 0
    people = [one for one in people_as(course, (Part.COORDINATOR, Part.LEAD)) if one.pk != person.pk]
    return notify(
        people=people,
        kind=kind,
        values={"evaluation": str(course)},
        address=reverse("courses:visit", args=[course.slug]),
        organisation_id=course.organisation_id,
    )


register_kind(PLANNED, _("%(evaluation)s: the visit plan is made."))
register_kind(CHANGED, _("%(evaluation)s: the visit plan is changed."))
