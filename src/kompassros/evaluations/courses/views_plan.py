"""Planning an evaluation: its days, its team, who judges which area."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.evaluations.courses import queries, services, sharing, team, wording
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, done, sent
from kompassros.evaluations.courses.forms_plan import AreasForm, DatesForm, JoinForm
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.courses.services import Dates
from kompassros.evaluations.courses.workflow import Part
from kompassros.organisations.saving import WhyForm
from kompassros.web.fields import opened
from kompassros.web.formats import current_language

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@course_page("plan_course")
@_form_methods
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the days of an evaluation."""
    course = course_of(request)
    names = Dates.__dataclass_fields__
    form = DatesForm(sent(request), initial=opened(course, **{name: getattr(course, name) for name in names}))

    def act(_values: dict[str, Any]) -> object:
        return services.plan_dates(course=course, dates=form.dates(), person=person_of(request))

    wished = wording.days_in_words(course.wished_from, course.wished_to)
    page = {
        "title": _("Plan the days"),
        "lead": _("The municipality wished: %(period)s.") % {"period": wished}
        if wished
        else _("The municipality named no period. A day that is not decided yet may stay empty."),
        "submit": _("Store the days"),
    }
    return change(request, form, act, page=page, said=_("The days are stored."), to="courses:show")


@course_page("see_course")
@require_safe
def show_team(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is in the team and who judges which area."""
    course, person = course_of(request), person_of(request)
    members = queries.team_of(course)
    duties = [(_area(course, duty.area), duty) for duty in queries.duties_of(course)]
    page = {
        "title": _("Team"),
        "team": members,
        "duties": duties,
        "may_plan": is_in(person, course, "plan_course"),
    }
    return render_course(request, "evaluations/courses/team.html", page)


def _area(course: Course, area: str) -> str:
    return team.area_name(course, area, current_language())


@course_page("plan_course")
@_form_methods
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Put somebody into the team."""
    course = course_of(request)
    people, homes = queries.candidates(course), queries.homes_for_peers(course, current_language())
    form = JoinForm(sent(request), people=people, homes=homes, initial=opened(course, part=Part.EVALUATOR.value))

    def act(values: dict[str, Any]) -> object:
        member, home = form.chosen()
        return team.join_team(
            course=course, member=member, part=Part(values["part"]), home=home, person=person_of(request)
        )

    page = {
        "title": _("Put somebody into the team"),
        "lead": _("There is one lead evaluator. Nobody evaluates a municipality to which they belong."),
        "submit": _("Put into the team"),
        "nobody": not people,
    }
    said = _("The team has one more, who has been told.")
    template = "evaluations/courses/join.html"
    return change(request, form, act, page=page, said=said, to="courses:team", template=template)


@course_page("plan_course")
@_form_methods
def leave(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody leave the team, with a reason."""
    course = course_of(request)
    rows = TeamMember._base_manager.filter(course=course, left_at=None).select_related("person")
    member = rows.filter(pk=pk).first()
    if member is None:
        raise Http404(_("Nobody in the team has this address; perhaps the person has left."))
    form = WhyForm(sent(request), initial=opened(member))

    def act(values: dict[str, Any]) -> object:
        return team.leave_team(course=course, member=member, person=person_of(request), why=values["why"])

    page = {
        "title": _("%(name)s leaves the team") % {"name": member.person},
        "lead": _("What was judged stays. The areas that were theirs need somebody else."),
        "submit": _("Take out of the team"),
        "tone": "danger",
    }
    said = _("%(name)s has left the team.") % {"name": member.person}
    about = ("team", str(member.person_id))
    return change(request, form, act, page=page, said=said, to="courses:team", row=member, about=about)


@course_page("plan_course")
@_form_methods
def areas(request: HttpRequest, slug: str) -> HttpResponse:
    """Say for all areas at once who judges and who reads a second time."""
    course = course_of(request)
    duties = queries.duties_of(course)
    members = [member.person for member in queries.team_of(course)]
    form = AreasForm(sent(request), course=course, duties=duties, members=members)

    def act(_values: dict[str, Any]) -> object:
        return sharing.share_areas(course=course, shares=form.shares(), person=person_of(request))

    if done(request, form, act, row=course):
        messages.success(request, _("The areas are shared out."))
        return redirect("courses:team", slug)
    stored = queries.duties_of(course) if form.is_bound else duties
    changed = form.catch_up_areas(stored) if form.is_bound else []
    page = {
        "title": _("Share out the areas"),
        "form": form,
        "rest": form.fields_of(),
        "areas": [(_area(course, duty.area), form.fields_of(duty.area)) for duty in duties],
        "changed": [(_area(course, duty.area), duty) for duty in changed],
        "alone": len(members) < 2,
    }
    return render_course(request, "evaluations/courses/areas.html", page)
