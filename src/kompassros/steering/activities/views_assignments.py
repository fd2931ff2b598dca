"""What the council asks for between its plans: all of it, one with its answer, entering and answering."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.organisations.models import Organisation
from kompassros.records import clock, history
from kompassros.records.history_table import history_table
from kompassros.records.slots import fill
from kompassros.steering.access import municipality_of, municipality_page, person_of
from kompassros.steering.activities import assignments, said, trail
from kompassros.steering.activities.access import assignment_of, assignment_page
from kompassros.steering.activities.forms import AnswerForm, AssignmentForm
from kompassros.steering.activities.models import Assignment
from kompassros.steering.activities.policies import ANSWER_ASSIGNMENT, LEAD_ASSIGNMENT
from kompassros.steering.activities.queries import asked, asked_in
from kompassros.steering.activities.tables import assignment_address, assignments_table
from kompassros.steering.pages import change, sent
from kompassros.steering.policies import LEAD
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@municipality_page("follow")
@require_safe
def show_all(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show what the council has asked for, what is open and past its day first."""
    organisation, person = municipality_of(request), person_of(request)
    found = asked_in(organisation, person)
    table = assignments_table(organisation, found)
    page = {
        "one": organisation,
        "sentence": said.say_asked(len(found), sum(each.open for each in found)),
        "table": table,
        "may_lead": LEAD.allows(person, organisation),
    }
    return respond_with_download(request, table) or render(request, "steering/activities/assignments.html", page)


@assignment_page("see_assignment")
@require_safe
def show(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Show a request of the council with its answer."""
    assignment, person = assignment_of(request), person_of(request)
    past = history_table(history.of_subject(trail.ASSIGNMENT, str(pk)), caption=_("History of the request"))
    standing, tone = said.say_standing(asked(assignment))
    page = {
        "one": assignment.owner,
        "assignment": assignment,
        "standing": standing,
        "tone": tone,
        "history": past,
        "pieces": list(fill("steering.assignment", request=request, assignment=assignment)),
        "may_lead": LEAD_ASSIGNMENT.allows(person, assignment),
        "may_answer": ANSWER_ASSIGNMENT.allows(person, assignment),
    }
    return respond_with_download(request, past) or render(request, "steering/activities/assignment.html", page)


def _bodies(municipality: Organisation) -> list[Organisation]:
    """Return the municipality and the bodies in it that are there today."""
    rows = Organisation.objects.filter(path__startswith=municipality.path or "-", valid_to=None)
    return list(rows.order_by("path"))


@municipality_page("lead")
@_form_methods
def add(request: HttpRequest, municipality: str) -> HttpResponse:
    """Enter what the council asks for."""
    organisation, person = municipality_of(request), person_of(request)
    form = AssignmentForm(sent(request), initial=opened(organisation), bodies=_bodies(organisation))

    def act(_values: dict[str, Any]) -> object:
        return assignments.add_assignment(owner=organisation, content=form.content(), person=person)

    page = {
        "heading": _("Enter a request of the council"),
        "lead": _("Everybody in the municipality reads it; whoever manages the body finds it on their own page."),
        "submit": _("Enter the request"),
        "one": organisation,
    }
    back = reverse("steering:assignments", args=[organisation.key])
    return change(request, form, act, row=organisation, page=page, said=_("The request is entered."), back=back)


@assignment_page("lead_assignment")
@_form_methods
def edit(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Mend what was entered."""
    assignment, person = assignment_of(request), person_of(request)
    values = assignments.content_of(assignment).fields()
    initial = opened(assignment, **values, body=values["organisation"].key)
    form = AssignmentForm(sent(request), initial=initial, bodies=_bodies(assignment.owner))

    def act(_values: dict[str, Any]) -> object:
        return assignments.change_assignment(assignment=assignment, content=form.content(), person=person)

    page = {"heading": _("Change the council's request"), "submit": _("Store the request")}
    return _change(request, form, act, assignment, page, _("The council's request is changed."))


@assignment_page("answer_assignment")
@_form_methods
def answer(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Answer a request, or change the answer."""
    assignment, person = assignment_of(request), person_of(request)
    initial = opened(assignment, answer=assignment.answer, on=assignment.answered_on or clock.today())
    form = AnswerForm(sent(request), initial=initial)

    def act(values: dict[str, Any]) -> object:
        told = {name: values[name] for name in ("answer", "on")}
        return assignments.answer_assignment(assignment=assignment, person=person, **told)

    page = {"heading": _("Answer the council"), "submit": _("Store the answer"), "lead": assignment.text}
    return _change(request, form, act, assignment, page, _("The answer is stored."))


def _change(
    request: HttpRequest, form: Any, act: Any, assignment: Assignment, page: dict[str, Any], said_then: str
) -> HttpResponse:
    page |= {"one": assignment.owner, "assignment": assignment}
    about = (trail.ASSIGNMENT, str(assignment.pk))
    back = assignment_address(assignment)
    return change(request, form, act, row=assignment, page=page, said=said_then, back=back, about=about)
