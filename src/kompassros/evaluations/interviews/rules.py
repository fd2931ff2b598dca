"""What the visit of an evaluation still lacks. Nothing of it stops the course: whoever plans knows better."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses import hooks
from kompassros.evaluations.courses.hooks import Missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.interviews.models import Group, Interview
from kompassros.records import clock
from kompassros.web.formats import format_list


def missing_plan(course: Course) -> Iterator[Missing]:
    """Tell that there is no visit plan, where a visit belongs to the course, or which groups it leaves out."""
    if not course.has_visit:
        return
    planned = set(Interview.objects.filter(course=course).values_list("group", flat=True))
    if not planned:
        yield Missing(_("There is no visit plan."), Part.LEAD, _address(course))
    elif left_out := _labels(set(Group.values) - planned):
        yield Missing(_("Not in the visit plan yet: %(groups)s.") % {"groups": left_out}, Part.LEAD, _address(course))


def missing_talks(course: Course) -> Iterator[Missing]:
    """Tell which groups nobody has begun to interview."""
    if not course.has_visit:
        return
    begun = Interview.objects.filter(course=course, starts_at__lte=clock.now())
    waiting = _labels(set(Group.values) - set(begun.values_list("group", flat=True)))
    if waiting:
        text = _("Not interviewed yet: %(groups)s.") % {"groups": waiting}
        yield Missing(text, Part.EVALUATOR, _address(course))


def missing_numbers(course: Course) -> Iterator[Missing]:
    """Tell of how many talks nobody has said how many people were present."""
    count = Interview.objects.filter(course=course, ends_at__lte=clock.now(), present=None).count()
    if count:
        text = ngettext(
            "The number of people present is not stated for %(count)s talk. Without it the talk is not shown as "
            "evidence outside the team.",
            "The number of people present is not stated for %(count)s talks. Without it a talk is not shown as "
            "evidence outside the team.",
            count,
        )
        yield Missing(text % {"count": count}, Part.EVALUATOR, _address(course))


def _labels(groups: set[str]) -> str:
    return format_list(str(group.label) for group in Group if group.value in groups)


def _address(course: Course) -> str:
    return reverse("courses:visit", args=[course.slug])


hooks.tell_missing(State.READING, missing_plan)
hooks.tell_missing(State.VISITING, missing_talks)
for _state in (State.VISITING, State.FIRST_FEEDBACK, State.AGREEING, State.DRAFTING):
    hooks.tell_missing(_state, missing_numbers)
