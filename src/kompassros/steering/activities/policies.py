"""Who sees and writes activities, and who sees, makes and answers what the council has asked for."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.records.policies import Policy, register
from kompassros.steering.activities.models import Activity, Assignment
from kompassros.steering.plans.models import Card
from kompassros.steering.policies import FOLLOW, LEAD, MANAGERS, SEE_CARD, WRITE_CARD


def card_of_activity(activity: Activity) -> Card | None:
    """Return the card of the body that does an activity, in the activity's plan."""
    rows = Card._base_manager.select_related("plan__organisation", "organisation__parent")
    found: Card | None = rows.filter(plan=activity.plan_id, organisation=activity.organisation_id).first()
    return found


def _with_card(policy: Policy, person: AnyPerson) -> QuerySet[Activity]:
    """Return the activities of the bodies on whose card, of the same plan, the policy allows a person something."""
    cards = policy.subjects(person).filter(plan=OuterRef("plan"), organisation=OuterRef("organisation"))
    return Activity._base_manager.filter(Exists(cards))


def _may_see(person: AnyPerson, activity: Any) -> bool:
    card = card_of_activity(activity)
    return card is not None and SEE_CARD.allows(person, card)


def _to_see(person: AnyPerson) -> QuerySet[Activity]:
    return _with_card(SEE_CARD, person)


def _may_write(person: AnyPerson, activity: Any) -> bool:
    card = card_of_activity(activity)
    return card is not None and WRITE_CARD.allows(person, card)


def _to_write(person: AnyPerson) -> QuerySet[Activity]:
    return _with_card(WRITE_CARD, person)


def _may_see_assignment(person: AnyPerson, assignment: Any) -> bool:
    return FOLLOW.allows(person, assignment.owner)


def _assignments_to_see(person: AnyPerson) -> QuerySet[Assignment]:
    return Assignment._base_manager.filter(owner__in=FOLLOW.subjects(person))


def _may_lead_assignment(person: AnyPerson, assignment: Any) -> bool:
    return LEAD.allows(person, assignment.owner)


def _assignments_to_lead(person: AnyPerson) -> QuerySet[Assignment]:
    return Assignment._base_manager.filter(owner__in=LEAD.subjects(person))


def _may_answer(person: AnyPerson, assignment: Any) -> bool:
    return covers(person, MANAGERS, assignment.organisation)


def _to_answer(person: AnyPerson) -> QuerySet[Assignment]:
    return Assignment._base_manager.filter(below(granted_paths(person, MANAGERS), "organisation__path"))


SEE_ACTIVITY = register(Policy("steering.see_activity", Activity, _may_see, _to_see))
WRITE_ACTIVITY = register(Policy("steering.write_activity", Activity, _may_write, _to_write))
SEE_ASSIGNMENT = register(Policy("steering.see_assignment", Assignment, _may_see_assignment, _assignments_to_see))
LEAD_ASSIGNMENT = register(Policy("steering.lead_assignment", Assignment, _may_lead_assignment, _assignments_to_lead))
ANSWER_ASSIGNMENT = register(Policy("steering.answer_assignment", Assignment, _may_answer, _to_answer))
