"""What the follow-up lacks; it never stops the course."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from kompassros.evaluations.courses.hooks import Missing, tell_missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.followup.queries import actions_of, is_over, is_overdue, without_action
from kompassros.records import clock


def tell_without_action(course: Course) -> Iterator[Missing]:
    """Say how many areas for improvement nobody does anything about yet."""
    count = len(without_action(course))
    if count:
        text = ngettext(
            "%(count)s area for improvement has no action yet.",
            "%(count)s areas for improvement have no action yet.",
            count,
        )
        yield Missing(text % {"count": count}, Part.COORDINATOR, _plan(course))


def tell_unfinished(course: Course) -> Iterator[Missing]:
    """Say how many actions lack a day or somebody who answers for them, and how many are overdue."""
    actions = [action for action in actions_of(course) if not is_over(action)]
    bare = sum(action.due is None or not (action.owner_id or action.owner_name) for action in actions)
    late = sum(is_overdue(action, clock.today()) for action in actions)
    if bare:
        text = ngettext(
            "%(count)s action lacks a day or somebody who answers for it.",
            "%(count)s actions lack a day or somebody who answers for them.",
            bare,
        )
        yield Missing(text % {"count": bare}, Part.COORDINATOR, _plan(course))
    if late:
        text = ngettext("%(count)s action is overdue.", "%(count)s actions are overdue.", late)
        yield Missing(text % {"count": late}, Part.COORDINATOR, _plan(course))


def _plan(course: Course) -> str:
    return reverse("courses:actions", args=[course.slug])


for _state in (State.PUBLISHED, State.FEEDBACK_MEETING, State.FOLLOW_UP):
    tell_missing(_state, tell_without_action)
tell_missing(State.FOLLOW_UP, tell_unfinished)
