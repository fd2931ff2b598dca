"""Who may see, add, change and show the good examples of the bank."""

from typing import Any

from django.db.models import QuerySet

from kompassros.evaluations.courses.policies import EVALUATORS
from kompassros.evaluations.findings.models import GoodExample
from kompassros.organisations.grants import AnyPerson, active_grants, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register

_OWNERS = (Role.COORDINATOR,)
_DECIDERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
_PATH = "organisation__path"


def sees_all(person: AnyPerson) -> bool:
    """Return whether somebody evaluates or administers anywhere: they see what has no leave yet, so as to ask."""
    return bool(granted_paths(person, (*EVALUATORS, Role.ADMINISTRATOR)))


def owns(person: AnyPerson, example: GoodExample) -> bool:
    """Return whether somebody coordinates for the municipality whose example it is."""
    return covers(person, _OWNERS, example.organisation)


def _all() -> QuerySet[GoodExample]:
    found: QuerySet[GoodExample] = GoodExample._base_manager.all()
    return found


def _may_see(person: AnyPerson, example: Any) -> bool:
    shown = example.leave == GoodExample.Leave.GIVEN and bool(active_grants(person))
    return shown or sees_all(person) or owns(person, example)


def _to_see(person: AnyPerson) -> QuerySet[GoodExample]:
    if sees_all(person):
        return _all()
    own = _all().filter(below(granted_paths(person, _OWNERS), _PATH))
    return own | _all().filter(leave=GoodExample.Leave.GIVEN) if active_grants(person) else own


def _may_change(person: AnyPerson, example: Any) -> bool:
    return sees_all(person) or owns(person, example)


def _to_change(person: AnyPerson) -> QuerySet[GoodExample]:
    return _all() if sees_all(person) else _all().filter(below(granted_paths(person, _OWNERS), _PATH))


def _may_decide(person: AnyPerson, example: Any) -> bool:
    return covers(person, _DECIDERS, example.organisation)


def _to_decide(person: AnyPerson) -> QuerySet[GoodExample]:
    return _all().filter(below(granted_paths(person, _DECIDERS), _PATH))


def _may_add(person: AnyPerson, organisation: Any) -> bool:
    is_municipality = organisation.kind == Organisation.Kind.MUNICIPALITY
    return is_municipality and (sees_all(person) or covers(person, _OWNERS, organisation))


def _to_add_to(person: AnyPerson) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY)
    return found if sees_all(person) else found.filter(below(granted_paths(person, _OWNERS)))


SEE_EXAMPLE = register(Policy("evaluations.see_example", GoodExample, _may_see, _to_see))
CHANGE_EXAMPLE = register(Policy("evaluations.change_example", GoodExample, _may_change, _to_change))
DECIDE_LEAVE = register(Policy("evaluations.decide_leave", GoodExample, _may_decide, _to_decide))
ADD_EXAMPLE = register(Policy("evaluations.add_example", Organisation, _may_add, _to_add_to))
