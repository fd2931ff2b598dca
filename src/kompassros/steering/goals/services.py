"""Goals are set on a card, changed, linked to one above and withdrawn; each change leaves a revision."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kompassros.methods.targets import Attainment
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering import trail
from kompassros.steering.goals.contents import GoalContent, goal_content, plain
from kompassros.steering.goals.models import Goal, GoalEdition, IndicatorEdition, Verdict
from kompassros.steering.goals.revisions import keep_revision
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.structures import read_structure
from kompassros.steering.policies import WRITE_CARD
from kompassros.steering.saving import lock_card, refuse_without_decision


@transaction.atomic
def add_goal(
    *, card: Card, content: GoalContent, person: Any, goal: Goal | None = None, decision: str = ""
) -> GoalEdition:
    """Set a goal on a card: a new one, or the edition of this year of one that is known.

    DomainError where it does not fit the plan, is there already, or changes what is adopted without a decision.
    """
    require(person, WRITE_CARD, card)
    held = lock_card(card)
    _refuse_adopted(held, decision)
    _check(held, content)
    if goal and GoalEdition._base_manager.filter(goal=goal, plan=held.plan).exists():
        raise DomainError(_("The goal stands in the plan of %(year)s already.") % {"year": held.plan.year})
    last = GoalEdition._base_manager.filter(card=held).aggregate(last=Max("position"))["last"]
    edition: GoalEdition = GoalEdition._base_manager.create(
        goal=goal or Goal.objects.create(owner=held.plan.organisation),
        plan=held.plan,
        card=held,
        organisation=held.organisation,
        position=(last or 0) + 1,
        **_fields(content),
    )
    trail.write_goal(edition, person, "set", after=plain(_fields(content)), why=decision)
    keep_revision(edition, person=person, decision=decision)
    return edition


def _fields(content: GoalContent) -> dict[str, Any]:
    return {
        "title": content.title.strip(),
        "description": content.description.strip(),
        "perspective": content.perspective,
        "responsible": content.responsible.strip(),
        "serves": content.serves,
    }


def _refuse_adopted(card: Card, decision: str) -> None:
    """Refuse to change the council's own card without a decision once it is adopted."""
    if card.organisation_id == card.plan.organisation_id:
        refuse_without_decision(card, decision, card.organisation.name)


def _check(card: Card, content: GoalContent) -> None:
    if not content.title.strip():
        raise DomainError(_("Say what shall be reached."))
    structure = read_structure(card.plan.structure)
    if content.perspective and structure.perspective(content.perspective) is None:
        raise DomainError(_("The plan's steering model has no perspective “%(key)s”.") % {"key": content.perspective})
    if structure.perspectives and not content.perspective:
        raise DomainError(_("Choose the perspective in which the goal stands."))
    if content.serves is not None:
        _check_served(card, content.serves)


def _check_served(card: Card, served: GoalEdition) -> None:
    """Refuse a goal of another plan, and one of the own card or of a card that is not above."""
    if served.plan_id != card.plan_id:
        raise DomainError(_("A goal serves one of the same year and municipality."))
    path = served.organisation.path or "-"
    if served.card_id == card.pk or not (card.organisation.path or "").startswith(path):
        raise DomainError(_("A goal serves one on a card above its own."))


@transaction.atomic
def change_goal(*, edition: GoalEdition, content: GoalContent, person: Any, decision: str = "") -> GoalEdition:
    """Change what a goal says. Conflict where somebody else has meanwhile; DomainError as in ``add_goal``."""
    card = _held_card(edition, person)
    _refuse_adopted(card, decision)
    _check(card, content)
    before = plain(_fields(goal_content(edition)))
    claim(edition, **_fields(content))
    after = plain(_fields(content))
    if before != after:
        trail.write_goal(edition, person, "changed", before=before, after=after, why=decision)
        keep_revision(edition, person=person, decision=decision)
    return edition


def _held_card(edition: GoalEdition, person: Any) -> Card:
    card = Card._base_manager.select_related("organisation", "plan__organisation").get(pk=edition.card_id)
    require(person, WRITE_CARD, card)
    return lock_card(card)


@transaction.atomic
def withdraw_goal(*, edition: GoalEdition, on: date, decision: str, person: Any) -> GoalEdition:
    """Take a goal out of the year, by a decision where the plan is adopted. It stays readable, with its history."""
    card = _held_card(edition, person)
    _refuse_adopted(card, decision)
    if edition.withdrawn_on is not None:
        raise DomainError(_("The goal is withdrawn already."))
    claim(edition, withdrawn_on=on)
    trail.write_goal(edition, person, "withdrawn", after={"on": on.isoformat()}, why=decision)
    keep_revision(edition, person=person, decision=decision)
    return edition


@transaction.atomic
def give_verdict(
    *,
    edition: GoalEdition,
    attainment: str,
    reasons: str,
    person: Any,
    indicator: IndicatorEdition | None = None,
    forecast: bool = False,
) -> Verdict:
    """Say of a goal, or of one of its indicators, whether it is or will be met; reasons are needed."""
    card = _held_card(edition, person)
    if attainment not in set(Attainment):
        raise DomainError(_("Choose one of the four statuses."))
    if not reasons.strip():
        raise DomainError(_("Give your reasons: they stand beside what is computed."))
    if indicator is not None and indicator.goal_id != edition.pk:
        raise DomainError(_("The indicator belongs to another goal."))
    verdict: Verdict = Verdict._base_manager.create(
        goal=edition,
        indicator=indicator,
        organisation=card.organisation,
        forecast=forecast,
        attainment=attainment,
        reasons=reasons.strip(),
        by=person,
        at=clock.now(),
    )
    told = {"attainment": attainment, "forecast": forecast, "reasons": verdict.reasons}
    trail.write_goal(edition, person, "judged", after=told)
    return verdict
