"""The steps of an evaluation: onward, back, withdrawal, out of a joint one. Publication has pages of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kompassros.evaluations.courses import joint as joints
from kompassros.evaluations.courses import services
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, done, sent, told_errors
from kompassros.evaluations.courses.forms import MoveForm
from kompassros.evaluations.courses.workflow import State, previous_state
from kompassros.organisations.saving import WhyForm
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@course_page("move_course")
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the evaluation to its next state, or say on its overview what stops it."""
    course, form = course_of(request), MoveForm(request.POST)

    def act(values: dict[str, Any]) -> object:
        return services.move(course=course, to=State(values["to"]), person=person_of(request))

    if done(request, form, act, row=course):
        said = _("The evaluation is now in the state “%(state)s”. Those who are next have been told.")
        messages.success(request, said % {"state": course.get_state_display()})
    else:
        told_errors(request, form)
    return redirect("courses:show", slug)


@course_page("move_course")
@_form_methods
def step_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the evaluation one state back, with a reason."""
    course = course_of(request)
    back = previous_state(course.stands)
    if back is None:
        messages.error(request, _("From here there is no way back. A published result is corrected instead."))
        return redirect("courses:show", slug)

    def act(values: dict[str, Any]) -> object:
        return services.move(course=course, to=back, person=person_of(request), why=values["why"])

    page = {
        "title": _("Go back a step"),
        "lead": _("The evaluation goes back to “%(state)s”. Nothing that was written is lost.") % {"state": back.label},
        "submit": _("Go back"),
    }
    return change(request, _why(request), act, page=page, said=_("The evaluation went back a step."), to="courses:show")


@course_page("manage_course")
@_form_methods
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """End an evaluation before it is published, after asking."""
    course = course_of(request)

    def act(values: dict[str, Any]) -> object:
        return services.withdraw(course=course, person=person_of(request), why=values["why"])

    page = {
        "title": _("Withdraw the evaluation"),
        "lead": _(
            "The evaluation ends for good and leads to no result. What was written stays, for its people to read."
        ),
        "submit": _("Withdraw it for good"),
        "tone": "danger",
    }
    return change(request, _why(request), act, page=page, said=_("The evaluation is withdrawn."), to="courses:show")


@course_page("manage_course")
@_form_methods
def part(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the evaluation out of its joint one, with a reason."""
    course = course_of(request)
    joint = course.joint
    if joint is None or not joints.may_leave(course):
        messages.error(request, _("The evaluation is in no joint evaluation that it could leave."))
        return redirect("courses:show", slug)

    def act(values: dict[str, Any]) -> object:
        return joints.leave_joint(course=course, why=values["why"], person=person_of(request))

    page = {
        "title": _("Leave the joint evaluation"),
        "lead": _("The evaluation goes on alone. %(joint)s goes on with the others; its shared summary stays.")
        % {"joint": joint.name},
        "submit": _("Leave it"),
        "tone": "danger",
    }
    said = _("The evaluation goes on alone.")
    return change(request, _why(request), act, page=page, said=said, to="courses:show")


def _why(request: HttpRequest) -> WhyForm:
    return WhyForm(sent(request), initial=opened(course_of(request)))
