"""What changes the action plan: the municipality's coordinator makes actions and tells what becomes of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.reminding import mark_told
from kompassros.evaluations.courses.saving import refuse_foreign, require
from kompassros.evaluations.courses.services import plain
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.people import must_wait, owners_of
from kompassros.evaluations.followup.queries import OVER, owner_of
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.notices import notify, register_kind

ACTION = "action"
GIVEN = "action_given"
LONGEST_TITLE = 300
register_kind(GIVEN, gettext_lazy("You answer for an action in the plan of %(evaluation)s: %(action)s"))


@dataclass(frozen=True)
class Plan:
    """An action as it is planned. Who answers for it is a person of the municipality, or a name; both may be empty."""

    title: str
    owner: Person | None = None
    owner_name: str = ""
    due: date | None = None
    finding: Finding | None = None


@dataclass(frozen=True)
class Outcome:
    """Where an action stands; what is done or dropped says what became of it."""

    state: str = Action.State.PLANNED.value
    outcome: str = ""
    done_on: date | None = None


@transaction.atomic
def add_action(*, course: Course, plan: Plan, person: Person | None) -> Action:
    """Put an action into the plan. DomainError for an owner without a role there, or a finding of another course."""
    require(person, course, "plan_actions")
    _refuse_plan(course, plan)
    action: Action = Action._base_manager.create(
        course=course, organisation=course.organisation, added_at=clock.now(), **_values(plan)
    )
    _tell(course, action, "planned", None, person)
    _tell_owner(course, action, person)
    return action


@transaction.atomic
def act_on(*, course: Course, finding: Finding, person: Person | None) -> Action:
    """Make an action of an area for improvement, with its words; asked again, return the action that there is."""
    require(person, course, "plan_actions")
    refuse_foreign(course, finding)
    there: Action | None = Action._base_manager.filter(course=course, finding=finding).order_by("pk").first()
    if there is not None:
        return there
    title = finding.text if len(finding.text) <= LONGEST_TITLE else f"{finding.text[: LONGEST_TITLE - 1]}…"
    return add_action(course=course, plan=Plan(title=title, finding=finding), person=person)


@transaction.atomic
def change_action(*, course: Course, action: Action, plan: Plan, outcome: Outcome, person: Person | None) -> Action:
    """Change an action or tell what became of it.

    Raises DomainError as ``add_action``, and where something is done or dropped and nobody says what became of it;
    Conflict as ``claim``.
    """
    require(person, course, "plan_actions")
    refuse_foreign(course, action)
    _refuse_plan(course, plan)
    _refuse_silence(outcome)
    before, owner = told(action), action.owner_id
    claim(action, **_values(plan), **_ended(outcome))
    _tell(course, action, "changed", before, person)
    if action.owner_id != owner:
        _tell_owner(course, action, person)
    return action


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "owner": plan.owner,
        "owner_name": "" if plan.owner else plan.owner_name,
        "due": plan.due,
        "finding": plan.finding,
    }


def _ended(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome; what is over without a day was over today, what is not over has no day."""
    done_on = (outcome.done_on or clock.today()) if outcome.state in OVER else None
    return {"state": outcome.state, "outcome": outcome.outcome, "done_on": done_on}


def _refuse_plan(course: Course, plan: Plan) -> None:
    if plan.owner is not None and plan.owner not in owners_of(course):
        text = _("%(name)s has no role in %(municipality)s. Choose somebody who has, or write a name.")
        raise DomainError(text % {"name": plan.owner, "municipality": course.organisation})
    if plan.finding is not None and plan.finding.course_id != course.pk:
        raise DomainError(_("This finding belongs to another evaluation."))


def _refuse_silence(outcome: Outcome) -> None:
    if outcome.state in OVER and not outcome.outcome.strip():
        raise DomainError(_("Say what became of it before it is marked as done or dropped."))
    if outcome.done_on is not None and outcome.done_on > clock.today():
        raise DomainError(_("The day on which it was done cannot lie in the future."))


def told(action: Action) -> dict[str, Any]:
    """Return an action as the history tells it."""
    return plain(
        {
            "title": action.title,
            "owner": owner_of(action),
            "due": action.due,
            "state": str(action.state),
            "outcome": action.outcome,
            "done_on": action.done_on,
        }
    )


def _tell(course: Course, action: Action, verb: str, before: dict[str, Any] | None, person: Person | None) -> None:
    what = (ACTION, str(action.pk), action.title)
    trail.write(course=course, person=person, verb=verb, what=what, before=before, after=told(action))


def _tell_owner(course: Course, action: Action, person: Person | None) -> None:
    """Tell whoever has got an action, unless they gave it to themselves, the system did, or they must wait."""
    if person is None or action.owner is None or action.owner == person or must_wait(action.owner, course):
        return
    notify(
        people=[action.owner],
        kind=GIVEN,
        values={"evaluation": str(course), "action": action.title},
        address=reverse("courses:action", args=[course.slug, action.pk]),
        organisation_id=course.organisation_id,
    )
    mark_told([action])
