"""What the states still lack that this room can see: people, days, shared areas, meetings.

Only an evaluation without a lead is stopped: nobody could take the steps that follow. The rest is told, for whoever
plans knows better than the product why something is not there (own choice).
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses.hooks import Missing, tell_missing
from kompassros.evaluations.courses.models import AreaDuty, Course, Meeting, TeamMember
from kompassros.evaluations.courses.workflow import Part, State

_FEWEST_IN_TEAM = 2


def _page(name: str, course: Course) -> str:
    return reverse(f"courses:{name}", args=[course.slug])


def lacks_people(course: Course) -> Iterator[Missing]:
    """Tell that there is no lead, or nobody who could read a second time; a municipality may judge itself alone."""
    parts = list(TeamMember._base_manager.filter(course=course, left_at=None).values_list("part", flat=True))
    address = _page("team", course)
    if Part.LEAD not in parts:
        yield Missing(_("The team has no lead evaluator."), Part.ADMINISTRATOR, address, stops=True)
    elif len(parts) < _FEWEST_IN_TEAM and course.has_visit:
        yield Missing(_("Nobody is there to read a second time: the team is one person."), Part.ADMINISTRATOR, address)


def lacks_days(course: Course) -> Iterator[Missing]:
    """Tell which days that the municipality must plan for are not decided."""
    if course.answers_due is None:
        text = _("The day by which the municipality answers is not decided.")
        yield Missing(text, Part.LEAD, _page("dates", course))
    if course.has_visit and course.visit_from is None:
        yield Missing(_("The days of the visit are not decided."), Part.LEAD, _page("dates", course))


def lacks_judges(course: Course) -> Iterator[Missing]:
    """Tell how many areas nobody judges, or nobody reads a second time."""
    duties = list(AreaDuty._base_manager.filter(course=course).values_list("judge", "second_reader"))
    alone = sum(judge is None for judge, _second in duties)
    unread = sum(second is None for _judge, second in duties)
    if alone:
        text = ngettext("%(count)s area has no judge yet.", "%(count)s areas have no judge yet.", alone)
        yield Missing(text % {"count": alone}, Part.LEAD, _page("areas", course))
    elif unread and course.has_visit:
        text = ngettext("%(count)s area has no second reader.", "%(count)s areas have no second reader.", unread)
        yield Missing(text % {"count": unread}, Part.LEAD, _page("areas", course))


def lacks_first_feedback(course: Course) -> Iterator[Missing]:
    """Tell that the meeting of the last day is not planned."""
    if course.has_visit and not _meetings(course, Meeting.Kind.FIRST_FEEDBACK):
        text = _("The meeting with the first feedback is not planned.")
        yield Missing(text, Part.LEAD, _page("meeting_add", course))


def lacks_reply_day(course: Course) -> Iterator[Missing]:
    """Tell that the municipality does not know until when it may reply."""
    if course.reply_due is None:
        text = _("The day by which the municipality replies is not decided.")
        yield Missing(text, Part.LEAD, _page("dates", course))


def lacks_feedback_meeting(course: Course) -> Iterator[Missing]:
    """Tell that the result is not going to be presented, or that nobody has said that it was."""
    held = _meetings(course, Meeting.Kind.FEEDBACK)
    if not held:
        text = _("The feedback meeting, at which the result is presented, is not planned.")
        yield Missing(text, Part.LEAD, _page("meeting_add", course))
    elif not any(held):
        text = _("The feedback meeting is not marked as held.")
        yield Missing(text, Part.LEAD, _page("meetings", course))


def _meetings(course: Course, kind: Meeting.Kind) -> list[bool]:
    """Return of each meeting of a kind that stands whether it was held."""
    standing = Meeting._base_manager.filter(course=course, kind=kind, cancelled_why="")
    return list(standing.values_list("held", flat=True))


tell_missing(State.QUEUED, lacks_people)
tell_missing(State.QUEUED, lacks_days)
tell_missing(State.PREPARING, lacks_people)
tell_missing(State.PREPARING, lacks_days)
tell_missing(State.PREPARING, lacks_judges)
tell_missing(State.READING, lacks_judges)
tell_missing(State.VISITING, lacks_first_feedback)
tell_missing(State.DRAFTING, lacks_reply_day)
tell_missing(State.FACT_CHECK, lacks_reply_day)
tell_missing(State.PUBLISHED, lacks_feedback_meeting)
