"""The visit plan as tables, one a day; and as entries of a calendar, without anybody's name."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.interviews.models import Interview
from kompassros.evaluations.interviews.plan import Day, Warned
from kompassros.records.calendar_files import Event
from kompassros.records.mail import absolute
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import current_language, format_date, format_time
from kompassros.web.tables import Table


def day_table(course: Course, day: Day, *, for_team: bool, may_plan: bool) -> Table:
    """Return the talks and meetings of a day by the hour. for_team: with interviewers and how many came."""
    team = (Column("interviewers", _("Interviewers")), Column("present", _("Present"), "number")) if for_team else ()
    columns = (
        Column("time", _("Time"), sort=False),
        Column("group", _("Group"), sort=False),
        Column("place", _("Place"), sort=False),
        Column("expected", _("Expected"), "number", sort=False),
        *team,
    )
    rows = [_talk_row(course, warned, for_team=for_team, may_plan=may_plan) for warned in day.talks]
    rows += [_meeting_row(meeting) for meeting in day.meetings]
    ordered = sorted(rows, key=lambda row: str(row.cells["time"].sort))
    return Table(f"day-{day.day:%Y-%m-%d}", format_date(day.day), columns, ordered, filtered=False)


def _talk_row(course: Course, warned: Warned, *, for_team: bool, may_plan: bool) -> Row:
    talk = warned.talk
    hours = f"{format_time(talk.starts_at)}–{format_time(talk.ends_at)}"
    cells = {
        "time": Cell(hours, sort=talk.starts_at.isoformat()),
        "group": Cell(_name(talk, for_team=for_team), note=" ".join(warned.warnings) or None),
        "place": Cell(talk.place) if talk.place else Cell(None, _("not decided")),
        "expected": _number(talk.expected),
        "interviewers": _interviewers(talk) if for_team else Cell(""),
        "present": _number(talk.present),
    }
    page = "interview" if for_team else "interview_change"
    leads = for_team or may_plan
    return Row(cells, reverse(f"courses:{page}", args=[course.slug, talk.pk]) if leads else None)


def _name(talk: Interview, *, for_team: bool) -> str:
    group = str(talk.get_group_display())
    return f"{group}: {talk.title}" if for_team and talk.title else group


def _number(value: int | None) -> Cell:
    return Cell(None, _("not stated")) if value is None else Cell(value)


def _interviewers(talk: Interview) -> Cell:
    names = sorted(str(person) for person in talk.interviewers.all())
    return Cell(", ".join(names)) if names else Cell(None, _("nobody yet"))


def _meeting_row(meeting: Meeting) -> Row:
    cells = {
        "time": Cell(format_time(meeting.starts_at), sort=meeting.starts_at.isoformat()),
        "group": Cell(str(meeting.get_kind_display()), note=meeting.audience or None),
        "place": Cell(meeting.place) if meeting.place else Cell(None, _("not decided")),
        "expected": Cell(None, _("not stated")),
        "interviewers": Cell(None, _("the team")),
        "present": Cell(None, _("not stated")),
    }
    return Row(cells, reverse("courses:meetings", args=[meeting.course.slug]))


def event_of(course: Course, talk: Interview) -> Event:
    """Return a talk as an entry of a calendar: group, time and place, nobody's name."""
    page = reverse("courses:visit", args=[course.slug])
    return Event(
        uid=f"interview-{talk.pk}",
        title=f"{course}: {talk.get_group_display()}",
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        place=talk.place,
        address=absolute(page, current_language()),
        sequence=talk.version,
    )
