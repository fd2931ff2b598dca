"""The meetings of an evaluation, on the page and in people's calendars."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses import meetings, queries
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, done, sent, told_errors
from kompassros.evaluations.courses.forms_plan import MeetingForm
from kompassros.evaluations.courses.meetings import Plan
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.courses.workflow import State
from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.records import clock
from kompassros.records.calendar_files import respond_with_calendar
from kompassros.web.fields import opened
from kompassros.web.formats import format_datetime

_form_methods = require_http_methods(["GET", "HEAD", "POST"])
_USUAL = {
    State.QUEUED: Meeting.Kind.START,
    State.PREPARING: Meeting.Kind.START,
    State.READING: Meeting.Kind.FIRST_FEEDBACK,
    State.VISITING: Meeting.Kind.FIRST_FEEDBACK,
}


def _meeting(course: Course, pk: int) -> Meeting:
    found: Meeting | None = Meeting._base_manager.filter(course=course, pk=pk).first()
    if found is None:
        raise Http404(_("The evaluation has no such meeting."))
    return found


@course_page("see_course")
@require_safe
def list_meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """List the meetings."""
    course, now = course_of(request), clock.now()
    may_plan = is_in(person_of(request), course, "plan_meetings")
    listed = [
        (meeting, RequestForm(initial=opened(meeting), auto_id=False) if _can_be_held(meeting, now, may_plan) else None)
        for meeting in queries.meetings_of(course)
    ]
    coming = sum(meeting.starts_at > now and not meeting.cancelled_why for meeting, _held in listed)
    page = {"title": _("Meetings"), "meetings": listed, "coming": coming, "may_plan": may_plan}
    return render_course(request, "evaluations/courses/meetings.html", page)


def _can_be_held(meeting: Meeting, now: Any, may_plan: bool) -> bool:
    return may_plan and not meeting.held and not meeting.cancelled_why and meeting.starts_at <= now


@course_page("plan_meetings")
@_form_methods
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a meeting."""
    course = course_of(request)
    usual = _USUAL.get(course.stands, Meeting.Kind.FEEDBACK)
    form = MeetingForm(sent(request), initial=opened(course, kind=usual.value))

    def act(_values: dict[str, Any]) -> object:
        return meetings.plan_meeting(course=course, plan=form.plan(), person=person_of(request))

    page = {
        "title": _("Plan a meeting"),
        "lead": _("Everybody who has a part in the evaluation sees it and can take it into their own calendar."),
        "submit": _("Store the meeting"),
    }
    return change(request, form, act, page=page, said=_("The meeting is planned."), to="courses:meetings")


@course_page("plan_meetings")
@_form_methods
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a meeting."""
    course = course_of(request)
    meeting = _meeting(course, pk)
    started = {name: getattr(meeting, name) for name in Plan.__dataclass_fields__}
    form = MeetingForm(sent(request), initial=opened(meeting, **started))

    def act(_values: dict[str, Any]) -> object:
        return meetings.change_meeting(course=course, meeting=meeting, plan=form.plan(), person=person_of(request))

    page = {
        "title": _("Change the meeting"),
        "lead": _("Whoever has taken it into a calendar fetches the file again to see the change."),
        "submit": _("Store the meeting"),
    }
    said, about = _("The meeting is changed."), ("meeting", str(meeting.pk))
    return change(request, form, act, page=page, said=said, to="courses:meetings", row=meeting, about=about)


@course_page("plan_meetings")
@require_POST
def hold(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a meeting was held."""
    course = course_of(request)
    meeting, form = _meeting(course, pk), RequestForm(request.POST)

    def act(_values: dict[str, Any]) -> object:
        return meetings.hold_meeting(course=course, meeting=meeting, person=person_of(request))

    if done(request, form, act, row=meeting):
        messages.success(request, _("The meeting is marked as held."))
    else:
        told_errors(request, form)
    return redirect("courses:meetings", slug)


@course_page("plan_meetings")
@_form_methods
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Call a meeting off, with a reason."""
    course = course_of(request)
    meeting = _meeting(course, pk)
    form = WhyForm(sent(request), initial=opened(meeting))

    def act(values: dict[str, Any]) -> object:
        return meetings.cancel_meeting(course=course, meeting=meeting, why=values["why"], person=person_of(request))

    page = {
        "title": _("Cancel the meeting"),
        "lead": _("%(meeting)s, %(time)s. It stays in the list and in calendar files, as cancelled; all are told why.")
        % {"meeting": meeting.get_kind_display(), "time": format_datetime(timezone.localtime(meeting.starts_at))},
        "submit": _("Cancel the meeting"),
        "tone": "danger",
    }
    said, about = _("The meeting is cancelled."), ("meeting", str(meeting.pk))
    return change(request, form, act, page=page, said=said, to="courses:meetings", row=meeting, about=about)


@course_page("see_course")
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send all meetings as a calendar file."""
    course = course_of(request)
    events = [meetings.event_of(course, meeting) for meeting in queries.meetings_of(course)]
    return respond_with_calendar(events, f"{course.slug}-meetings")


@course_page("see_course")
@require_safe
def one_calendar(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send one meeting as a calendar file."""
    course = course_of(request)
    meeting = _meeting(course, pk)
    return respond_with_calendar([meetings.event_of(course, meeting)], f"{course.slug}-meeting-{meeting.pk}")
