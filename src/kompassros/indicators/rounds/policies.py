"""Who carries a round through, hands in data, signs them off, rates test contacts."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.indicators.rounds.contact_models import ContactRater
from kompassros.indicators.rounds.models import SIGN_OFF_ROLES, CollectionRound, Participant
from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.policies import ADMINISTER
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register

_OFFICERS = (Role.ADMINISTRATOR,)
_HAND_IN = (Role.COORDINATOR, Role.RESPONDENT, Role.UNIT_MANAGER)
_SEE = (*_HAND_IN, Role.ADMINISTRATOR, Role.CHIEF_EXECUTIVE, Role.READER, Role.POLITICIAN, Role.AUDITOR)


def _may_open(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == Organisation.Kind.COUNTRY and ADMINISTER.allows(person, organisation)


def _countries(person: AnyPerson) -> QuerySet[Organisation]:
    return ADMINISTER.subjects(person).filter(kind=Organisation.Kind.COUNTRY)


def _may_manage(person: AnyPerson, one: Any) -> bool:
    return covers(person, _OFFICERS, one.owner)


def _to_manage(person: AnyPerson) -> QuerySet[CollectionRound]:
    return CollectionRound.objects.filter(below(granted_paths(person, _OFFICERS), "owner__path"))


def _own_countries(person: AnyPerson) -> set[str]:
    """Return the paths of the roots above the nodes on which a person has a role that follows rounds."""
    return {f"/{path.split('/')[1]}/" for path in granted_paths(person, _SEE) if path}


def _may_see(person: AnyPerson, one: Any) -> bool:
    if _may_manage(person, one):
        return True
    planned = one.state == CollectionRound.State.PLANNED
    return not planned and one.owner.path in _own_countries(person)


def _to_see(person: AnyPerson) -> QuerySet[CollectionRound]:
    own = Q(owner__path__in=_own_countries(person)) & ~Q(state=CollectionRound.State.PLANNED)
    return CollectionRound.objects.filter(own | below(granted_paths(person, _OFFICERS), "owner__path"))


def _may_sign_up(person: AnyPerson, organisation: Any) -> bool:
    is_municipality = organisation.kind == Organisation.Kind.MUNICIPALITY
    return bool(is_municipality and covers(person, (Role.COORDINATOR,), organisation))


def _to_sign_up(person: AnyPerson) -> QuerySet[Organisation]:
    nodes = below(granted_paths(person, (Role.COORDINATOR,)))
    return Organisation.objects.filter(nodes, kind=Organisation.Kind.MUNICIPALITY)


def _of_participant(name: str, roles: tuple[Role, ...]) -> Policy:
    """Register the policy that a person with one of the roles on a participant's municipality may act on it."""

    def allows(person: AnyPerson, participant: Any) -> bool:
        return covers(person, roles, participant.organisation)

    def subjects(person: AnyPerson) -> QuerySet[Participant]:
        nodes = below(granted_paths(person, roles), "organisation__path")
        return Participant._base_manager.filter(nodes)

    return register(Policy(name, Participant, allows, subjects))


def _may_sign_off(person: AnyPerson, participant: Any) -> bool:
    return covers(person, (Role(participant.round.sign_off_role),), participant.organisation)


def _to_sign_off(person: AnyPerson) -> QuerySet[Participant]:
    allowed = Q(pk__in=[])
    for role in SIGN_OFF_ROLES:
        allowed |= below(granted_paths(person, (role,)), "organisation__path") & Q(round__sign_off_role=role)
    return Participant._base_manager.filter(allowed)


def _may_correct(person: AnyPerson, participant: Any) -> bool:
    return _may_sign_off(person, participant) or _may_manage(person, participant.round)


def _to_correct(person: AnyPerson) -> QuerySet[Participant]:
    managed = below(granted_paths(person, _OFFICERS), "round__owner__path")
    return _to_sign_off(person) | Participant._base_manager.filter(managed)


def _may_rate(person: AnyPerson, one: Any) -> bool:
    return bool(person.is_active) and ContactRater.objects.filter(round=one, person_id=person.pk).exists()


def _to_rate(person: AnyPerson) -> QuerySet[CollectionRound]:
    if not person.is_active:
        return CollectionRound.objects.none()
    return CollectionRound.objects.filter(raters__person_id=person.pk)


OPEN_ROUNDS = register(Policy("indicators.open_rounds", Organisation, _may_open, _countries))
MANAGE_ROUND = register(Policy("indicators.manage_round", CollectionRound, _may_manage, _to_manage))
SEE_ROUND = register(Policy("indicators.see_round", CollectionRound, _may_see, _to_see))
SIGN_UP = register(Policy("indicators.sign_up", Organisation, _may_sign_up, _to_sign_up))
HAND_IN = _of_participant("indicators.hand_in", _HAND_IN)
SEE_HANDED_IN = _of_participant("indicators.see_handed_in", _SEE)
SIGN_OFF = register(Policy("indicators.sign_off", Participant, _may_sign_off, _to_sign_off))
CORRECT_ROUND_DATA = register(Policy("indicators.correct_round_data", Participant, _may_correct, _to_correct))
RATE_CONTACTS = register(Policy("indicators.rate_contacts", CollectionRound, _may_rate, _to_rate))
