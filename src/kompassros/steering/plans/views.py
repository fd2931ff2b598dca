"""The municipalities whose steering a person follows, their plans, and the page of a plan with its tree."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.organisations.queries import in_order
from kompassros.records import clock, history
from kompassros.records.history_table import history_table
from kompassros.records.matter_finding import case_number_of
from kompassros.records.slots import fill
from kompassros.steering import trail
from kompassros.steering.access import (
    municipality_of,
    municipality_page,
    person_of,
    plan_of,
    plan_page,
)
from kompassros.steering.pages import change, sent
from kompassros.steering.plans import services
from kompassros.steering.plans.forms import AdoptForm, PlanForm, VisionForm
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.queries import plans_of, tree_of
from kompassros.steering.plans.sentences import plan_sentence
from kompassros.steering.plans.structures import read_structure
from kompassros.steering.plans.tables import plans_table, tree_table
from kompassros.steering.policies import FOLLOW, LEAD, LEAD_PLAN
from kompassros.web.access import signed_in
from kompassros.web.fields import opened
from kompassros.web.formats import current_language
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def list_municipalities(request: HttpRequest) -> HttpResponse:
    """List the municipalities to which a person belongs; a single one opens at once on its own page."""
    found = list(in_order(FOLLOW.subjects(request.user), current_language()))
    return render(request, "steering/list.html", {"municipalities": found})


@municipality_page("follow")
@require_safe
def show_municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show the plans of a municipality."""
    organisation, person = municipality_of(request), person_of(request)
    table = plans_table(plans_of(organisation, person).select_related("organisation"))
    page = {"one": organisation, "table": table, "may_lead": LEAD.allows(person, organisation)}
    return respond_with_download(request, table) or render(request, "steering/municipality.html", page)


@municipality_page("lead")
@_form_methods
def new(request: HttpRequest, municipality: str) -> HttpResponse:
    """Begin the plan of a year."""
    organisation, person = municipality_of(request), person_of(request)
    initial = opened(organisation, year=clock.today().year + 1, structure="gausdal")
    form = PlanForm(sent(request), initial=initial)

    def act(values: dict[str, Any]) -> object:
        names = ("year", "structure", "vision")
        return services.make_plan(organisation=organisation, person=person, **{name: values[name] for name in names})

    back = reverse("steering:municipality", args=[organisation.key])
    if request.method == "POST" and form.is_valid():
        back = reverse("steering:plan", args=[organisation.key, form.cleaned_data["year"]])
    page = {
        "heading": _("Begin a plan"),
        "lead": _("It begins with the municipality's own card. Cards of planning areas and units are added to it."),
        "submit": _("Begin the plan"),
        "one": organisation,
    }
    said = _("The plan is begun. Set its goals, then add cards.")
    return change(request, form, act, row=organisation, page=page, said=said, back=back)


@plan_page("see_plan")
@require_safe
def show_plan(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show a plan: what became of its goals, and the cards from the council to the units."""
    plan, person = plan_of(request), person_of(request)
    branches = tree_of(plan, person)
    tree = tree_table(plan, branches)
    may_lead = LEAD_PLAN.allows(person, plan)
    past = history_table(history.of_subject(trail.PLAN, str(plan.pk)), caption=_("History of the plan"))
    page = {
        "plan": plan,
        "structure": read_structure(plan.structure),
        "sentence": plan_sentence(plan, branches),
        "tree": tree,
        "may_lead": may_lead and plan.state != SteeringPlan.State.CLOSED,
        "pieces": list(fill("steering.plan", request=request, plan=plan)),
        "history": past,
    }
    return respond_with_download(request, tree, past) or render(request, "steering/plan.html", page)


@plan_page("lead_plan")
@_form_methods
def vision(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Change the vision."""
    plan, person = plan_of(request), person_of(request)
    form = VisionForm(sent(request), initial=opened(plan, vision=plan.vision))

    def act(values: dict[str, Any]) -> object:
        return services.change_vision(plan=plan, vision=values["vision"], person=person)

    page = {"heading": _("Vision"), "submit": _("Store the vision"), "plan": plan}
    return _change(request, form, act, plan, page, _("The vision is stored."))


@plan_page("lead_plan")
@_form_methods
def adopt(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Enter the council's decision; from then on targets change by decisions only."""
    plan, person = plan_of(request), person_of(request)
    proposed = case_number_of(trail.PLAN, str(plan.pk))
    form = AdoptForm(sent(request), initial=opened(plan, on=clock.today(), decision=proposed))

    def act(values: dict[str, Any]) -> object:
        return services.adopt_plan(plan=plan, decision=values["decision"], on=values["on"], person=person)

    page = {
        "heading": _("Enter the council's decision"),
        "lead": _("After this a target of the plan changes only by a decision that is named, and everybody reads it."),
        "submit": _("The plan is adopted"),
        "plan": plan,
    }
    return _change(request, form, act, plan, page, _("The plan is adopted."))


def _change(
    request: HttpRequest, form: Any, act: Any, plan: SteeringPlan, page: dict[str, Any], said: str
) -> HttpResponse:
    back = reverse("steering:plan", args=[plan.organisation.key, plan.year])
    return change(request, form, act, row=plan, page=page, said=said, back=back, about=(trail.PLAN, str(plan.pk)))
