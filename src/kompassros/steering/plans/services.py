"""A plan is made, adopted and closed; its cards are made, discussed and agreed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering import trail
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.structures import content_of, read_structure
from kompassros.steering.policies import AGREE_CARD, LEAD, LEAD_PLAN, WRITE_CARD
from kompassros.steering.saving import State, lock_card, lock_plan

FIRST_YEAR, LAST_YEAR = 1999, 2999
LONGEST_DECISION = 120


@dataclass(frozen=True)
class Talk:
    """The talk between a unit's manager and the manager above about a card: its day and its points."""

    on: date | None
    points: str = ""


@transaction.atomic
def make_plan(
    *,
    organisation: Organisation,
    year: int,
    structure: str,
    person: Any,
    vision: str = "",
    source: str = "",
    made_up: bool = False,
) -> SteeringPlan:
    """Begin the plan of a municipality and year by a packaged steering model, with the municipality's own card.

    DomainError for another kind of organisation, a year out of range or with a plan already, an unknown model.
    """
    require(person, LEAD, organisation)
    if organisation.kind != Organisation.Kind.MUNICIPALITY:
        raise DomainError(_("A plan belongs to a municipality."))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(_("Give a year between 1999 and 2999."))
    values = {"vision": vision.strip(), "source": source.strip(), "made_up": made_up or organisation.made_up}
    plan = _store(SteeringPlan(organisation=organisation, year=year, structure=_structure(structure), **values))
    trail.write_plan(plan, person, "made", after={"year": year, "structure": structure, "vision": plan.vision})
    _add_card(plan, organisation, person)
    return plan


def _structure(key: str) -> dict[str, Any]:
    try:
        return content_of(key)
    except KeyError:
        raise DomainError(_("There is no steering model “%(key)s”.") % {"key": key}) from None


def _store(plan: SteeringPlan) -> SteeringPlan:
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise DomainError(
            _("%(name)s has a plan for %(year)s already.") % {"name": plan.organisation.name, "year": plan.year}
        ) from None
    return plan


@transaction.atomic
def change_vision(*, plan: SteeringPlan, vision: str, person: Any) -> SteeringPlan:
    """Change the vision of a plan that is not closed. Conflict where somebody else has changed the plan meanwhile."""
    require(person, LEAD_PLAN, plan)
    before = lock_plan(plan).vision
    claim(plan, vision=vision.strip())
    trail.write_plan(plan, person, "changed", before={"vision": before}, after={"vision": plan.vision})
    return plan


@transaction.atomic
def adopt_plan(*, plan: SteeringPlan, decision: str, on: date, person: Any) -> SteeringPlan:
    """Adopt a plan by the council's decision; from then on a target changes by a decision only.

    The municipality's own card is agreed by it. DomainError without a decision or for one to come.
    """
    require(person, LEAD_PLAN, plan)
    lock_plan(plan, (State.DRAFT,))
    if not decision.strip():
        raise DomainError(_("Name the council's decision, for example “KF 2026-06-15 § 84”."))
    if len(decision.strip()) > LONGEST_DECISION:
        raise DomainError(_("The decision's name is longer than 120 characters. Shorten it."))
    if on > clock.today():
        raise DomainError(_("A plan is entered as adopted from the day of the decision, not before."))
    claim(plan, state=State.ADOPTED, decision=decision.strip(), adopted_on=on)
    trail.write_plan(plan, person, "adopted", after={"decision": plan.decision, "on": on.isoformat()})
    own = Card._base_manager.select_related("organisation", "plan").get(plan=plan, organisation=plan.organisation)
    _set_agreed(own, person)
    return plan


@transaction.atomic
def add_card(*, plan: SteeringPlan, organisation: Organisation, person: Any) -> Card:
    """Add the card of a body of the municipality. DomainError for one elsewhere, of a kind that has none, or twice."""
    require(person, LEAD_PLAN, plan)
    held = lock_plan(plan)
    return _add_card(held, organisation, person)


def _add_card(plan: SteeringPlan, organisation: Organisation, person: Any) -> Card:
    if not (organisation.path or "").startswith(plan.organisation.path or "-"):
        raise DomainError(
            _("%(name)s does not belong to %(municipality)s.")
            % {"name": organisation.name, "municipality": plan.organisation.name}
        )
    level = read_structure(plan.structure).level_of(organisation.kind)
    if level is None:
        raise DomainError(_("The steering model has no card for %(kind)s.") % {"kind": organisation.get_kind_display()})
    try:
        with transaction.atomic():
            card: Card = Card._base_manager.create(plan=plan, organisation=organisation, level=level.key)
    except IntegrityError:
        raise DomainError(
            _("%(name)s has a card for %(year)s already.") % {"name": organisation.name, "year": plan.year}
        ) from None
    trail.write_card(card, person, "added", after={"level": level.key})
    return card


@transaction.atomic
def change_purpose(*, card: Card, purpose: str, person: Any) -> Card:
    """Change what a body is for, as its card says. Conflict where somebody else has changed the card meanwhile."""
    require(person, WRITE_CARD, card)
    before = lock_card(card).purpose
    claim(card, purpose=purpose.strip())
    trail.write_card(card, person, "changed", before={"purpose": before}, after={"purpose": card.purpose})
    return card


@transaction.atomic
def keep_talk(*, card: Card, talk: Talk, person: Any) -> Card:
    """Keep the day and the points of the talk about a card; a draft is then discussed. DomainError without a day."""
    require(person, WRITE_CARD, card)
    held = lock_card(card)
    if talk.on is None:
        raise DomainError(_("Give the day of the talk."))
    state = Card.State.DISCUSSED if held.state == Card.State.DRAFT else held.state
    claim(card, state=state, talk_on=talk.on, talk_points=talk.points.strip())
    told = {"on": talk.on.isoformat(), "points": card.talk_points, "state": str(state)}
    trail.write_card(card, person, "discussed", after=told)
    return card


@transaction.atomic
def agree_card(*, card: Card, person: Any) -> Card:
    """Agree to a card, as the manager above. DomainError for one that is agreed already."""
    require(person, AGREE_CARD, card)
    held = lock_card(card)
    if held.state == Card.State.AGREED:
        raise DomainError(_("The card is agreed already."))
    _set_agreed(card, person)
    return card


def _set_agreed(card: Card, person: Any) -> None:
    claim(card, state=Card.State.AGREED, agreed_at=clock.now(), agreed_by=person)
    trail.write_card(card, person, "agreed", after={"state": str(Card.State.AGREED)})


@transaction.atomic
def take_back(*, card: Card, why: str, person: Any) -> Card:
    """Make an agreed card a draft again, with a reason; goals of the council's card change by decisions instead."""
    require(person, AGREE_CARD, card)
    held = lock_card(card)
    if held.state != Card.State.AGREED:
        raise DomainError(_("The card is not agreed yet."))
    if held.organisation_id == held.plan.organisation_id and held.plan.state != State.DRAFT:
        raise DomainError(_("The council has adopted this card. Its goals change by a decision, one by one."))
    claim(card, state=Card.State.DRAFT, agreed_at=None, agreed_by=None)
    trail.write_card(card, person, "taken_back", after={"state": str(Card.State.DRAFT)}, why=why.strip())
    return card
