"""The overview of an evaluation and its history."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations.courses import progress, queries, tables, trail, wording
from kompassros.evaluations.courses.access import action_of, course_of, course_page, person_of
from kompassros.evaluations.courses.forms import MoveForm
from kompassros.evaluations.courses.hooks import Missing
from kompassros.evaluations.courses.joint import may_leave
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in, parts_in
from kompassros.evaluations.courses.workflow import CORRECTING, TEAM, State, from_state, previous_state
from kompassros.organisations.models import Person
from kompassros.records.history_table import history_table
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download


@course_page("see_course")
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where an evaluation stands, what is missing, who is next, and what came before it."""
    course, person = course_of(request), person_of(request)
    missing = queries.missing_for(person, course)
    earlier = queries.earlier_course(course)
    actions = tables.actions_table(earlier) if earlier and earlier.actions else None
    page = {
        "title": _("Overview"),
        "line": progress.line_of(course),
        "next": wording.next_in_words(course),
        "own_turn": queries.waits_for(person, course),
        "missing": [(entry, _leads_on(entry, course, person)) for entry in missing],
        "stopping": progress.stopping(missing),
        "team": queries.team_of(course),
        "meetings": queries.meetings_of(course),
        "previous": queries.previous_result(course),
        "earlier": earlier,
        "actions": actions,
        **_told(course),
        **_steps(course, person),
    }
    tables_here = [actions] if actions else []
    return respond_with_download(request, *tables_here) or render_course(request, "evaluations/courses/show.html", page)


def _leads_on(entry: Missing, course: Course, person: Person) -> bool:
    """Return whether the person can do what is missing: as the one who is next, a colleague, or who may plan it."""
    parts = parts_in(person, course)
    if not entry.address or entry.part in parts:
        return bool(entry.address)
    action = action_of(entry.address)
    acts = not action.startswith("see_") or (entry.part in TEAM and not parts.isdisjoint(TEAM))
    return bool(action) and acts and is_in(person, course, action)


def _told(course: Course) -> dict[str, Any]:
    return {
        "edition": wording.edition_in_words(course.edition),
        "scope": wording.scope_in_words(course),
        "price": wording.price_in_words(course),
        "wished": wording.days_in_words(course.wished_from, course.wished_to),
        "visit": wording.days_in_words(course.visit_from, course.visit_to),
    }


def _steps(course: Course, person: Person) -> dict[str, Any]:
    """Return the steps that the person may take from here."""
    may_move = is_in(person, course, "move_course")
    may_manage = is_in(person, course, "manage_course")
    steps = progress.onward_steps(course, person)
    back = previous_state(course.stands)
    ended = course.stands is State.WITHDRAWN or course.stands in from_state(State.PUBLISHED)
    return {
        "onward": [(step, MoveForm(initial=opened(course, to=step.to.value), auto_id=False)) for step in steps],
        "may_step_back": may_move and back is not None,
        "may_withdraw": may_manage and not ended,
        "may_part": may_manage and may_leave(course),
        "may_publish": course.stands is State.FACT_CHECK and is_in(person, course, "publish"),
        "may_correct": course.stands in CORRECTING and not course.correcting and is_in(person, course, "correct"),
        "may_plan": is_in(person, course, "plan_course"),
        "may_meet": is_in(person, course, "plan_meetings"),
    }


@course_page("see_course_history")
@require_safe
def show_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show to the team everything that happened in an evaluation."""
    course = course_of(request)
    table = history_table(trail.entries_of(course), caption=_("What happened"), name="history")
    page = {"title": _("History"), "table": table, "count": len(table.rows)}
    return respond_with_download(request, table) or render_course(request, "evaluations/courses/history.html", page)
