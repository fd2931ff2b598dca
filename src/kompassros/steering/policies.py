"""Who leads a municipality's steering, writes a card, agrees to it, and reads it."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register
from kompassros.steering.plans.models import Card, SteeringPlan

LEADERS = (Role.COORDINATOR, Role.CHIEF_EXECUTIVE)
MANAGERS = (*LEADERS, Role.UNIT_MANAGER)
INSIDERS = (*MANAGERS, Role.AUDITOR)
EVERYONE = (*INSIDERS, Role.RESPONDENT, Role.POLITICIAN, Role.READER)
_MUNICIPALITY = Organisation.Kind.MUNICIPALITY


def _above(person: AnyPerson, roles: tuple[Role, ...]) -> set[str]:
    """Return the paths of the nodes on which a person has one of the roles, and of all nodes above them."""
    paths = set()
    for path in filter(None, granted_paths(person, roles)):
        steps = path.strip("/").split("/")
        paths |= {f"/{'/'.join(steps[:depth])}/" for depth in range(1, len(steps) + 1)}
    return paths


def belongs(person: AnyPerson, municipality: Organisation, roles: tuple[Role, ...] = EVERYONE) -> bool:
    """Return whether a person has one of the roles on a municipality or on a part of it."""
    return covers(person, roles, municipality) or municipality.path in _above(person, roles)


def belonging(person: AnyPerson, roles: tuple[Role, ...] = EVERYONE, field: str = "path") -> Q:
    """Return the condition that ``field`` is the path of a municipality to which a person belongs by the roles."""
    return below(granted_paths(person, roles), field) | Q(**{f"{field}__in": _above(person, roles)})


def _may_lead(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == _MUNICIPALITY and covers(person, LEADERS, organisation)


def _to_lead(person: AnyPerson) -> QuerySet[Organisation]:
    return Organisation.objects.filter(below(granted_paths(person, LEADERS)), kind=_MUNICIPALITY)


def _may_follow(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == _MUNICIPALITY and belongs(person, organisation)


def _to_follow(person: AnyPerson) -> QuerySet[Organisation]:
    return Organisation.objects.filter(belonging(person), kind=_MUNICIPALITY)


def _may_lead_plan(person: AnyPerson, plan: Any) -> bool:
    return _may_lead(person, plan.organisation)


def _plans_to_lead(person: AnyPerson) -> QuerySet[SteeringPlan]:
    return SteeringPlan._base_manager.filter(below(granted_paths(person, LEADERS), "organisation__path"))


def _may_see_plan(person: AnyPerson, plan: Any) -> bool:
    if plan.state != SteeringPlan.State.DRAFT:
        return belongs(person, plan.organisation)
    return covers(person, INSIDERS, plan.organisation) or plan.organisation.path in _above(person, MANAGERS)


def _plans_to_see(person: AnyPerson) -> QuerySet[SteeringPlan]:
    """Everybody reads what is adopted; a draft those who lead, audit or manage a part, and so take part in drafting."""
    adopted = belonging(person, field="organisation__path") & ~Q(state=SteeringPlan.State.DRAFT)
    inside = below(granted_paths(person, INSIDERS), "organisation__path")
    drafting = Q(organisation__path__in=_above(person, MANAGERS))
    return SteeringPlan._base_manager.filter(adopted | inside | drafting)


def _may_see_card(person: AnyPerson, card: Any) -> bool:
    if covers(person, INSIDERS, card.organisation):
        return True
    agreed = card.state == Card.State.AGREED and card.plan.state != SteeringPlan.State.DRAFT
    return agreed and belongs(person, card.plan.organisation)


def _cards_to_see(person: AnyPerson) -> QuerySet[Card]:
    own = belonging(person, field="plan__organisation__path")
    agreed = Q(state=Card.State.AGREED) & ~Q(plan__state=SteeringPlan.State.DRAFT)
    inside = below(granted_paths(person, INSIDERS), "organisation__path")
    return Card._base_manager.filter((own & agreed) | inside)


def _may_write(person: AnyPerson, card: Any) -> bool:
    return card.ended_on is None and covers(person, MANAGERS, card.organisation)


def _cards_to_write(person: AnyPerson) -> QuerySet[Card]:
    return Card._base_manager.filter(below(granted_paths(person, MANAGERS), "organisation__path"), ended_on=None)


def _may_agree(person: AnyPerson, card: Any) -> bool:
    """Return whether somebody manages the body above; the municipality's own card is agreed by those who lead it."""
    if card.organisation.kind == _MUNICIPALITY:
        return covers(person, LEADERS, card.organisation)
    return covers(person, MANAGERS, card.organisation.parent)


def _cards_to_agree(person: AnyPerson) -> QuerySet[Card]:
    above = below(granted_paths(person, MANAGERS), "organisation__parent__path")
    leading = below(granted_paths(person, LEADERS), "organisation__path")
    of_municipality = Q(organisation__kind=_MUNICIPALITY)
    return Card._base_manager.filter((above & ~of_municipality) | (leading & of_municipality))


LEAD = register(Policy("steering.lead", Organisation, _may_lead, _to_lead))
FOLLOW = register(Policy("steering.follow", Organisation, _may_follow, _to_follow))
LEAD_PLAN = register(Policy("steering.lead_plan", SteeringPlan, _may_lead_plan, _plans_to_lead))
SEE_PLAN = register(Policy("steering.see_plan", SteeringPlan, _may_see_plan, _plans_to_see))
SEE_CARD = register(Policy("steering.see_card", Card, _may_see_card, _cards_to_see))
WRITE_CARD = register(Policy("steering.write_card", Card, _may_write, _cards_to_write))
AGREE_CARD = register(Policy("steering.agree_card", Card, _may_agree, _cards_to_agree))
