"""The action plan: the table, one action with its history, planning and changing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, sent
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.followup import services
from kompassros.evaluations.followup.forms import ActionForm, OutcomeForm, filled
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.people import must_wait
from kompassros.evaluations.followup.queries import actions_of, improvements, owner_of, without_action
from kompassros.evaluations.followup.tables import plan_sentence, plan_table, state_cell
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.history_table import history_table
from kompassros.records.slots import Piece, fill
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])
_FORM = "evaluations/followup/form.html"


def _crumbs(request: HttpRequest, course: Course, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way here; a reader of the plan has no overview to go back to."""
    above = [(_("Evaluations"), reverse("courses:list"))]
    if is_in(person_of(request), course, "see_course"):
        above.append((str(course), reverse("courses:show", args=[course.slug])))
    return [*above, *below]


@course_page("see_actions")
@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the action plan, and for its coordinator the areas for improvement that nothing is done about yet."""
    course, person = course_of(request), person_of(request)
    page: dict[str, Any] = {
        "title": _("Action plan"),
        "crumbs": _crumbs(request, course, (_("Action plan"), "")),
        "waits": must_wait(person, course),
    }
    if page["waits"]:
        return render_course(request, "evaluations/followup/plan.html", page)
    actions, today = actions_of(course), clock.today()
    table = plan_table(course, actions, today)
    may_plan = is_in(person, course, "plan_actions")
    page |= {
        "table": table,
        "sentence": plan_sentence(actions, today),
        "may_plan": may_plan,
        "open": without_action(course) if may_plan else [],
        "pieces": _pieces(request, course),
    }
    return respond_with_download(request, table) or render_course(request, "evaluations/followup/plan.html", page)


def _pieces(request: HttpRequest, course: Course) -> list[Piece]:
    """Return what other apps say of the areas for improvement, for those of the municipality's people who see them."""
    findings = improvements(course)
    organisation = course.organisation
    return list(fill("actions.sections", request=request, organisation=organisation, findings=findings))


def _action_of(request: HttpRequest, pk: int) -> Action:
    """Return an action of this evaluation; Http404 for another's, and while a reader must wait."""
    rows = Action.objects.filter(course=course_of(request), pk=pk).select_related("finding", "owner")
    found: Action | None = rows.first()
    if found is None or must_wait(person_of(request), course_of(request)):
        raise Http404(_("There is no such action in this plan."))
    return found


@course_page("see_actions")
@require_safe
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show one action with what happened to it."""
    course, action = course_of(request), _action_of(request, pk)
    entries = trail.entries_about(course, services.ACTION, str(pk))
    history = history_table(entries, caption=_("History"), with_subject=False)
    way = [(_("Action plan"), reverse("courses:actions", args=[slug])), (action.title, "")]
    page = {
        "title": action.title,
        "action": action,
        "owner": owner_of(action),
        "state": state_cell(action, clock.today()),
        "history": history,
        "crumbs": _crumbs(request, course, *way),
        "may_plan": is_in(person_of(request), course, "plan_actions"),
    }
    return respond_with_download(request, history) or render_course(request, "evaluations/followup/action.html", page)


@course_page("plan_actions")
@_form_methods
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan an action."""
    course, person = course_of(request), person_of(request)
    form = ActionForm(sent(request), course=course, initial=opened(course))

    def act(values: dict[str, Any]) -> object:
        return services.add_action(course=course, plan=form.plan(), person=person)

    page = {"title": _("Plan an action"), "lead": _("What will be done, by whom, and until when."), "submit": _("Save")}
    said = _("The action is planned.")
    return change(request, form, act, page=page, said=said, to="courses:actions", template=_FORM)


@course_page("plan_actions")
@require_POST
def make(request: HttpRequest, slug: str, finding: int) -> HttpResponse:
    """Make an action of an area for improvement, with one click."""
    course = course_of(request)
    rows = Finding.objects.filter(course=course, pk=finding, kind=Finding.Kind.IMPROVEMENT, removed_at=None)
    found = rows.first()
    if found is None:
        raise Http404(_("There is no such area for improvement in this evaluation."))
    try:
        action = services.act_on(course=course, finding=found, person=person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("courses:actions", slug)
    messages.success(request, _("The action is planned. Say who answers for it, and until when."))
    return redirect("courses:action_change", slug, action.pk)


@course_page("plan_actions")
@_form_methods
def alter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change an action, or tell what became of it."""
    course, person, action = course_of(request), person_of(request), _action_of(request, pk)
    form = OutcomeForm(sent(request), course=course, initial=opened(action, **filled(action)))

    def act(values: dict[str, Any]) -> object:
        return services.change_action(
            course=course, action=action, plan=form.plan(), outcome=form.ended(), person=person
        )

    return change(
        request,
        form,
        act,
        page={"title": _("Change the action"), "lead": action.title, "submit": _("Save")},
        said=_("The action is saved."),
        to="courses:actions",
        row=action,
        about=(services.ACTION, str(pk)),
        template=_FORM,
    )
