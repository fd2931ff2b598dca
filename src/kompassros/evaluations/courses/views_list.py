"""The list of evaluations, with the association's queue, and the order of a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.evaluations.courses import queries, services, tables
from kompassros.evaluations.courses.access import person_of
from kompassros.evaluations.courses.forms import MunicipalityForm, OrderForm, StateFilter
from kompassros.evaluations.courses.joint_policies import SEE_JOINT
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import ORDER_EVALUATION
from kompassros.methods.comparability import EvaluatorKind, Level
from kompassros.organisations.grants import covers
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.policies import ADMINISTER
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import submit
from kompassros.records import clock
from kompassros.web.access import allowed, signed_in
from kompassros.web.fields import opened
from kompassros.web.formats import current_language
from kompassros.web.tables import respond_with_download


@signed_in
@require_safe
def list_courses(request: HttpRequest) -> HttpResponse:
    """List the evaluations in which the person has a part; for administrators the queue too."""
    person = person_of(request)
    form = StateFilter(request.GET if "state" in request.GET else None)
    courses = queries.courses_of(person)
    table = tables.courses_table(_in_state(courses, form), person)
    queue = tables.queue_tables(queries.queue_of(person))
    page = {
        "table": table,
        "queue": queue,
        "filter": form,
        "count": len(courses),
        "waiting": sum(queries.waits_for(person, course) for course in courses),
        "joint": SEE_JOINT.subjects(person).order_by("name"),
        "may_join": ADMINISTER.subjects(person).exists(),
        "may_order": ORDER_EVALUATION.subjects(person).exists(),
    }
    return respond_with_download(request, table, *queue) or render(request, "evaluations/courses/list.html", page)


def _in_state(courses: list[Course], form: StateFilter) -> list[Course]:
    wanted = form.cleaned_data["state"] if form.is_bound and form.is_valid() else ""
    return [course for course in courses if not wanted or course.state == wanted]


@signed_in
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the municipality for which to order; where there is but one, go on at once."""
    found = queries.municipalities_to_order(person_of(request), current_language())
    form = MunicipalityForm(request.GET if "municipality" in request.GET else None, municipalities=found)
    if form.is_bound and form.is_valid():
        return redirect("courses:order", form.cleaned_data["municipality"])
    if len(found) == 1:
        return redirect("courses:order", found[0].key)
    return render(request, "evaluations/courses/order_choose.html", {"form": form, "count": len(found)})


def find_municipality(_request: HttpRequest, key: str) -> Organisation:
    """Return the organisation that an address names, or raise Http404."""
    return get_object_or_404(Organisation, key=key)


@allowed("evaluations.order", find_municipality)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, key: str) -> HttpResponse:
    """Order an evaluation of a municipality, or start a self-evaluation."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    person, editions = person_of(request), queries.editions_with_criteria()
    sent = request.POST if request.method == "POST" else None
    kinds = _kinds(person, organisation)
    form = OrderForm(sent, initial=_started(organisation, kinds), editions=editions, kinds=kinds)
    made: dict[str, Any] = {}

    def act(values: dict[str, Any]) -> dict[str, Any]:
        ordered = services.order_evaluation(
            organisation=organisation, edition=values["edition"], order=form.order(), person=person
        )
        made["slug"] = ordered.slug
        return made

    if form.is_bound and form.is_valid() and submit(request, form, organisation, act):
        messages.success(request, _("The order is stored."))
        return redirect("courses:show", made["slug"]) if made else redirect("courses:list")
    page = {"organisation": organisation, "form": form, "has_editions": bool(editions)}
    return render(request, "evaluations/courses/order.html", page)


def _kinds(person: Person, organisation: Organisation) -> list[EvaluatorKind]:
    """Return the evaluators that a person may order: peers through the association, the municipality for itself."""
    kinds = [EvaluatorKind.ASSOCIATION]
    if covers(person, (Role.ADMINISTRATOR,), organisation):
        kinds.append(EvaluatorKind.PEERS)
    if covers(person, (Role.COORDINATOR,), organisation):
        kinds.append(EvaluatorKind.SELF)
    return kinds


def _started(organisation: Organisation, kinds: list[EvaluatorKind]) -> dict[str, Any]:
    today = clock.today()
    language = {"NO": "nb"}.get(organisation.country, "sv")
    return opened(
        organisation,
        evaluator_kind=kinds[0].value,
        year=today.year,
        ordered_on=today,
        ordered_by=organisation.name,
        scope_level=Level.UNITS.value,
        language=language,
    )
