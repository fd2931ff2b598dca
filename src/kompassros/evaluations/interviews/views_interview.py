"""One talk as the team keeps it: interviewers, people, how many came, notes, and what it is evidence of."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kompassros.evaluations.courses import queries as course_queries
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import done
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.courses.workflow import NOTES, VISIT_PLAN
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.interviews import queries, services
from kompassros.evaluations.interviews.forms import PersonForm, TeamForm
from kompassros.evaluations.interviews.models import Interview, Interviewed
from kompassros.evaluations.interviews.views_plan import find_talk
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError
from kompassros.web.fields import opened


@course_page("see_notes")
@require_safe
def show_interview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a talk to the team."""
    return _render(request, find_talk(course_of(request), pk))


def _render(
    request: HttpRequest, talk: Interview, team_form: TeamForm | None = None, person_form: PersonForm | None = None
) -> HttpResponse:
    course, person = course_of(request), person_of(request)
    notes = queries.shown_notes(course, queries.notes_of(course).filter(interview=talk), person)
    keeps = course.stands in NOTES | VISIT_PLAN
    page = {
        "title": queries.name_of(talk),
        "talk": talk,
        "interviewers": sorted(map(str, talk.interviewers.all())),
        "people": list(Interviewed.objects.filter(interview=talk).order_by("pk")),
        "notes": notes,
        "evidence": Evidence.objects.filter(interview=talk, withdrawn_at=None).first(),
        "team_form": (team_form or _team_form(course, talk)) if keeps else None,
        "person_form": (person_form or PersonForm(initial=opened(talk), auto_id="person-%s")) if keeps else None,
        "may_plan": is_in(person, course, "plan_visit"),
        "may_note": is_in(person, course, "take_notes"),
        "may_ask": is_in(person, course, "see_judgements"),
        "may_collect": is_in(person, course, "collect_evidence"),
    }
    wrong = (team_form is not None and team_form.errors) or (person_form is not None and person_form.errors)
    return render_course(request, "evaluations/interviews/interview.html", page, status=422 if wrong else 200)


def _people(course: Course, talk: Interview) -> list[Person]:
    """Return who may be chosen: the team, and whoever interviewed and has left it since."""
    found = {member.person_id: member.person for member in course_queries.team_of(course)}
    return list((found | {person.pk: person for person in talk.interviewers.all()}).values())


def _team_form(course: Course, talk: Interview, data: Any = None) -> TeamForm:
    chosen = [person.pk for person in talk.interviewers.all()]
    start = opened(talk, title=talk.title, present=talk.present, interviewers=chosen)
    return TeamForm(data, people=_people(course, talk), initial=start, auto_id="team-%s")


@course_page("see_notes")
@require_POST
def keep(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Store what the team alone keeps of a talk."""
    course = course_of(request)
    talk = find_talk(course, pk)
    form = _team_form(course, talk, request.POST)

    def act(_values: dict[str, Any]) -> object:
        return services.set_for_team(course=course, interview=talk, person=person_of(request), **form.values())

    if not done(request, form, act, row=talk):
        return _render(request, talk, team_form=form)
    messages.success(request, _("It is stored."))
    return redirect("courses:interview", slug, pk)


@course_page("see_notes")
@require_POST
def add_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write down somebody who is interviewed."""
    course = course_of(request)
    talk, form = find_talk(course, pk), PersonForm(request.POST, auto_id="person-%s")

    def act(values: dict[str, Any]) -> object:
        return services.add_interviewed(
            course=course,
            interview=talk,
            name=values["name"],
            function=values["function"],
            person=person_of(request),
        )

    if not done(request, form, act, row=talk):
        return _render(request, talk, person_form=form)
    messages.success(request, _("The name is written down, for the team alone."))
    return redirect("courses:interview", slug, pk)


@course_page("see_notes")
@require_POST
def remove_person(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Take a name away."""
    course = course_of(request)
    rows = Interviewed.objects.filter(course=course, interview=pk, pk=number).select_related("interview__course")
    interviewed = rows.first()
    if interviewed is None:
        raise Http404(_("The talk has no such person."))
    try:
        services.remove_interviewed(course=course, interviewed=interviewed, person=person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The name is taken away."))
    return redirect("courses:interview", slug, pk)
