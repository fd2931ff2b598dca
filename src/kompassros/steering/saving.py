"""What every service of steering begins with: the plan held, in a state that allows the change."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.steering.plans.models import Card, SteeringPlan

State = SteeringPlan.State
OPEN = (State.DRAFT, State.ADOPTED)


def lock_plan(plan: SteeringPlan, states: Collection[str] = OPEN) -> SteeringPlan:
    """Return the plan as it is stored now, held until the transaction ends; DomainError in another state."""
    rows = SteeringPlan._base_manager.select_for_update(of=("self",)).select_related("organisation")
    held: SteeringPlan = rows.get(pk=plan.pk)
    if held.state not in states:
        raise DomainError(
            _("The plan of %(year)s is “%(state)s”; this cannot be done now.")
            % {"year": held.year, "state": held.get_state_display()}
        )
    return held


def lock_card(card: Card) -> Card:
    """Return a card as it is stored now, its plan held and open, until the transaction ends.

    DomainError for the card of a body that was merged or split: its goals stand on other cards.
    """
    rows = Card._base_manager.select_for_update(of=("self",)).select_related(
        "plan__organisation", "organisation__parent"
    )
    held: Card = rows.get(pk=card.pk)
    held.plan = lock_plan(held.plan)
    if held.ended_on is not None:
        raise DomainError(
            _("The card of %(name)s has ended. Its goals stand on the cards of what the body became.")
            % {"name": held.organisation.name}
        )
    return held


def refuse_without_decision(card: Card, decision: str, what: str) -> None:
    """Refuse to change what stands on an agreed card of an adopted plan without naming the decision that changes it.

    The council's own card is agreed by the adoption. A draft is free to change, also in an adopted plan.
    """
    adopted = card.plan.state == State.ADOPTED and card.state == Card.State.AGREED
    if adopted and not decision.strip():
        raise DomainError(
            _("%(what)s belongs to an adopted plan. Name the decision that changes it, such as “KF 2026-06-15 § 84”.")
            % {"what": what}
        )
