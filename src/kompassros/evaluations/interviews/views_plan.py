"""The visit plan: shown by day, planned by team and coordinator, taken into people's calendars."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses import meetings, queries
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, done, sent, told_errors
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.interviews import plan, services, standard
from kompassros.evaluations.interviews.forms import TalkForm, start_of
from kompassros.evaluations.interviews.groups import groups_in_plan
from kompassros.evaluations.interviews.models import Interview
from kompassros.evaluations.interviews.tables import day_table, event_of
from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.records.calendar_files import respond_with_calendar
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def find_talk(course: Course, pk: int) -> Interview:
    """Return a talk of this evaluation; Http404 for another's."""
    rows = Interview.objects.filter(course=course, pk=pk)
    found: Interview | None = rows.select_related("course__organisation", "course__edition").first()
    if found is None:
        raise Http404(_("The evaluation has no such talk."))
    return found


def _first_feedback(course: Course) -> list[Meeting]:
    return [one for one in queries.meetings_of(course) if one.kind == Meeting.Kind.FIRST_FEEDBACK]


@course_page("see_visit")
@require_safe
def show_visit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the visit plan by day; to the coordinator without interviewers and how many came."""
    course, person = course_of(request), person_of(request)
    for_team, may_plan = is_in(person, course, "see_notes"), is_in(person, course, "plan_visit")
    talks = plan.talks_of(course)
    standing = [meeting for meeting in _first_feedback(course) if not meeting.cancelled_why]
    days = plan.days_of(course, talks, standing, for_team=for_team)
    tables = [day_table(course, day, for_team=for_team, may_plan=may_plan) for day in days]
    standard_form = RequestForm(initial=opened(course), auto_id=False)
    page = {
        "title": _("Visit plan"),
        "tables": tables,
        "talks": talks,
        "days": len({day.day for day in days if day.talks}),
        "groups": groups_in_plan(Counter(talk.group for talk in talks)),
        "for_team": for_team,
        "may_plan": may_plan,
        "may_ask": is_in(person, course, "see_judgements"),
        "standard": standard_form if may_plan and not talks and course.visit_from else None,
    }
    return respond_with_download(request, *tables) or render_course(request, "evaluations/interviews/visit.html", page)


@course_page("see_visit")
@require_safe
def visit_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the whole visit as a calendar file: talks and the first feedback, nobody's name."""
    course = course_of(request)
    events = [event_of(course, talk) for talk in plan.talks_of(course)]
    events += [meetings.event_of(course, meeting) for meeting in _first_feedback(course)]
    return respond_with_calendar(sorted(events, key=lambda event: event.starts_at), f"{course.slug}-visit")


@course_page("see_visit")
@require_safe
def interview_calendar(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send one talk as a calendar file."""
    course = course_of(request)
    talk = find_talk(course, pk)
    return respond_with_calendar([event_of(course, talk)], f"{course.slug}-talk-{talk.pk}")


@course_page("plan_visit")
@form_methods
def add_interview(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a talk."""
    course = course_of(request)
    form = TalkForm(sent(request), initial=opened(course, day=course.visit_from))

    def act(_values: dict[str, Any]) -> object:
        return services.plan_interview(course=course, talk=form.talk(), person=person_of(request))

    page = {"title": _("Plan a talk"), "lead": _lead(), "submit": _("Store the talk")}
    return change(request, form, act, page=page, said=_("The talk is planned."), to="courses:visit")


def _lead() -> str:
    return _("Team and coordinator plan this together. Names do not belong here.")


@course_page("plan_visit")
@form_methods
def change_interview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what is planned of a talk."""
    course = course_of(request)
    talk = find_talk(course, pk)
    form = TalkForm(sent(request), initial=start_of(talk))

    def act(_values: dict[str, Any]) -> object:
        return services.change_interview(course=course, interview=talk, talk=form.talk(), person=person_of(request))

    page = {"title": _("Change the talk"), "lead": _lead(), "submit": _("Store the talk"), "talk": talk}
    return change(
        request,
        form,
        act,
        page=page,
        said=_("The talk is changed."),
        to="courses:visit",
        row=talk,
        about=(services.KIND, str(talk.pk)),
        template="evaluations/interviews/change.html",
    )


@course_page("plan_visit")
@form_methods
def cancel_interview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a talk out of the plan, with the reason."""
    course = course_of(request)
    talk = find_talk(course, pk)
    form = WhyForm(sent(request), initial=opened(talk))

    def act(values: dict[str, Any]) -> object:
        return services.cancel_interview(course=course, interview=talk, why=values["why"], person=person_of(request))

    page = {
        "title": _("Cancel the talk"),
        "lead": services.what_of(talk)[2],
        "submit": _("Cancel the talk"),
        "tone": "danger",
    }
    return change(request, form, act, page=page, said=_("The talk is cancelled."), to="courses:visit", row=talk)


@course_page("plan_visit")
@require_POST
def plan_standard(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the standard plan of two days in one click."""
    course, form = course_of(request), RequestForm(request.POST)

    def act(_values: dict[str, Any]) -> object:
        return standard.plan_standard_visit(course=course, person=person_of(request))

    if done(request, form, act, row=course):
        messages.success(request, _("The visit plan is made. Every time can be changed."))
    else:
        told_errors(request, form)
    return redirect("courses:visit", slug)
