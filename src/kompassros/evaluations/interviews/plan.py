"""The visit plan as it is shown: talks and meetings by day, and what in it should be looked at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.interviews.models import SMALLEST_GROUP, Interview


@dataclass(frozen=True)
class Warned:
    """A talk and the sentences that say what in it should be looked at."""

    talk: Interview
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """A day of the visit: its talks, and the meetings with the municipality on it."""

    day: date
    talks: tuple[Warned, ...]
    meetings: tuple[Meeting, ...]


def talks_of(course: Course) -> list[Interview]:
    """Return the talks of an evaluation in the order of time, with who interviews; two queries."""
    return list(Interview.objects.filter(course=course).prefetch_related("interviewers").order_by("starts_at", "pk"))


def days_of(
    course: Course, talks: Sequence[Interview], meetings: Iterable[Meeting], *, for_team: bool
) -> tuple[Day, ...]:
    """Return the days in order. for_team: with what concerns the team alone, such as two talks of one interviewer."""
    by_day: dict[date, list[Warned]] = defaultdict(list)
    for talk in talks:
        warnings = [*_of_plan(course, talk), *(_of_team(talk, talks) if for_team else ())]
        by_day[_day(talk)].append(Warned(talk, tuple(warnings)))
    met: dict[date, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        met[timezone.localtime(meeting.starts_at).date()].append(meeting)
    return tuple(Day(day, tuple(by_day[day]), tuple(met[day])) for day in sorted({*by_day, *met}))


def _day(talk: Interview) -> date:
    return timezone.localtime(talk.starts_at).date()


def _of_plan(course: Course, talk: Interview) -> Iterable[str]:
    first, last = course.visit_from, course.visit_to or course.visit_from
    if first is not None and last is not None and not first <= _day(talk) <= last:
        yield _("Outside the days of the visit.")
    if talk.expected is not None and talk.expected < SMALLEST_GROUP:
        yield _("Fewer than %(least)s: it will not be shown as evidence outside the team.") % {"least": SMALLEST_GROUP}


def _of_team(talk: Interview, talks: Iterable[Interview]) -> Iterable[str]:
    own = set(talk.interviewers.all())
    twice = {
        person
        for other in talks
        if other.pk != talk.pk and talk.starts_at < other.ends_at and other.starts_at < talk.ends_at
        for person in own & set(other.interviewers.all())
    }
    for person in sorted(twice, key=str):
        yield _("%(name)s has another talk at the same time.") % {"name": person}
    if talk.present is not None and talk.present < SMALLEST_GROUP:
        text = _("Fewer than %(least)s were present: it is not shown as evidence outside the team.")
        yield text % {"least": SMALLEST_GROUP}
