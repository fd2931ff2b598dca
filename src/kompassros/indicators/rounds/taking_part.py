"""Which municipalities take part in a round: signed up by their coordinator until a day, or added by the officer."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.policies import MANAGE_ROUND, SIGN_UP
from kompassros.indicators.rounds.saving import OPEN, State, lock_participant, lock_round
from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.statistics.models import Unit, UnitClass
from kompassros.statistics.unit_classes import MADE_UP, ensure_classes

MADE_UP_COUNTRY = "XX"
_OPEN_FOR_SIGN_UP = (State.SIGN_UP, State.COLLECTING)


def ensure_unit(organisation: Organisation) -> Unit:
    """Return the municipality's unit in the statistics store: the one linked to it, else the one with its code.

    A made-up municipality gets one among the made-up units; DomainError for a real one that has none.
    """
    country = MADE_UP_COUNTRY if organisation.made_up else organisation.country
    same_code = Q(organisation=None, country=country, code=organisation.code) if organisation.code else Q(pk__in=[])
    found = Unit.objects.filter(Q(organisation=organisation) | same_code, unit_class__kind=UnitClass.Kind.MUNICIPALITY)
    unit = min(found, key=lambda one: (one.organisation_id is None, one.pk), default=None)
    if unit is not None:
        return unit
    if not organisation.made_up or not organisation.code:
        raise DomainError(
            _("%(name)s has no unit in the catalogue of statistics. Import the units first, then sign it up.")
            % {"name": organisation.name}
        )
    return _make_unit(organisation)


def _make_unit(organisation: Organisation) -> Unit:
    values = {
        "name": organisation.name,
        "unit_class": ensure_classes()[MADE_UP],
        "organisation": organisation,
        "search_key": search_key(f"{organisation.code} {organisation.name}")[:250],
        "sort_key": sort_key(organisation.name, "sv"),
    }
    made, _new = Unit.objects.get_or_create(country=MADE_UP_COUNTRY, code=organisation.code, defaults=values)
    return made


@transaction.atomic
def sign_up(*, one: CollectionRound, organisation: Organisation, contacts: bool, person: Any) -> Participant:
    """Sign a municipality up, with or without test contacts, until the last day of sign-up; one that left may return.

    DomainError after the day, in another state, and for one that takes part already.
    """
    require(person, SIGN_UP, organisation)
    held = lock_round(one, _OPEN_FOR_SIGN_UP)
    if clock.today() > held.sign_up_until:
        raise DomainError(_("The day for signing up has passed. Ask the officer of the round to add the municipality."))
    return _take_in(held, organisation, contacts, person, "signed_up")


@transaction.atomic
def add_late(*, one: CollectionRound, organisation: Organisation, contacts: bool, person: Any) -> Participant:
    """Add a municipality as the officer of the round, also after the day, until the round is closed."""
    require(person, MANAGE_ROUND, one)
    return _take_in(lock_round(one, _OPEN_FOR_SIGN_UP), organisation, contacts, person, "added")


def _take_in(one: CollectionRound, organisation: Organisation, contacts: bool, person: Any, verb: str) -> Participant:
    _refuse_stranger(one, organisation)
    known = Participant._base_manager.filter(round=one, organisation=organisation).first()
    if known is not None and known.withdrawn_at is None:
        raise DomainError(_("%(name)s takes part in this round already.") % {"name": organisation.name})
    values = {"contacts": contacts, "signed_up_at": clock.now(), "signed_up_by": person, "withdrawn_at": None}
    if known is not None:
        claim(known, **values)
        participant = known
    else:
        participant = _create(one, organisation, values)
    trail.write_participant(participant, person, verb, after={"contacts": contacts})
    return participant


def _create(one: CollectionRound, organisation: Organisation, values: dict[str, Any]) -> Participant:
    unit = ensure_unit(organisation)
    try:
        with transaction.atomic():
            made: Participant = Participant._base_manager.create(
                round=one, organisation=organisation, unit=unit, **values
            )
    except IntegrityError as error:
        raise Conflict(_("%(name)s takes part in this round already.") % {"name": organisation.name}) from error
    return made


def _refuse_stranger(one: CollectionRound, organisation: Organisation) -> None:
    inside = bool(organisation.path and one.owner.path and organisation.path.startswith(one.owner.path))
    if organisation.kind != Organisation.Kind.MUNICIPALITY or not inside:
        raise DomainError(
            _("%(name)s is no municipality of %(country)s.") % {"name": organisation.name, "country": one.owner.name}
        )
    if organisation.made_up != one.made_up:
        raise DomainError(_("Made-up municipalities take part in made-up rounds, and no others do."))


@transaction.atomic
def choose_contacts(*, participant: Participant, contacts: bool, person: Any) -> Participant:
    """Take part in the test contacts, or not; the municipality decides until the day of sign-up, the officer after."""
    one = participant.round
    if person is None or not MANAGE_ROUND.allows(person, one):
        require(person, SIGN_UP, participant.organisation)
        if clock.today() > one.sign_up_until:
            raise DomainError(_("The day for signing up has passed. Ask the officer of the round to change this."))
    lock_round(one, _OPEN_FOR_SIGN_UP)
    _refuse_gone(lock_participant(participant))
    before = participant.contacts
    claim(participant, contacts=contacts)
    if before != contacts:
        told = {"before": {"contacts": before}, "after": {"contacts": contacts}}
        trail.write_participant(participant, person, "contacts_chosen", **told)
    return participant


@transaction.atomic
def leave(*, participant: Participant, why: str, person: Any) -> Participant:
    """Take a municipality out of a round: itself before data are collected, by the officer until the round is closed.

    What it has handed in is kept, and does not count. DomainError for one that has left already.
    """
    one = participant.round
    is_officer = person is None or MANAGE_ROUND.allows(person, one)
    if not is_officer:
        require(person, SIGN_UP, participant.organisation)
    held = lock_round(one, OPEN)
    if held.state == State.COLLECTING and not is_officer:
        raise DomainError(_("Data are being collected. Ask the officer of the round to take the municipality out."))
    _refuse_gone(lock_participant(participant))
    claim(participant, withdrawn_at=clock.now())
    trail.write_participant(participant, person, "left", why=why)
    return participant


def _refuse_gone(participant: Participant) -> None:
    if participant.withdrawn_at is not None:
        raise DomainError(_("%(name)s has left the round.") % {"name": participant.organisation.name})


def participants_of(one: CollectionRound) -> list[Participant]:
    """Return who takes part, by name; those that left are not among them. One query."""
    rows = Participant._base_manager.filter(round=one, withdrawn_at=None)
    return list(rows.select_related("organisation", "unit", "signed_off_by").order_by("organisation__sort_sv", "pk"))


def municipalities_to_sign_up(one: CollectionRound, person: Any) -> list[Organisation]:
    """Return the municipalities of the round's country that a person may sign up and that do not take part yet."""
    return _missing_ones(one, SIGN_UP.subjects(person))


def municipalities_to_add(one: CollectionRound) -> list[Organisation]:
    """Return the municipalities of the round's country that do not take part yet."""
    return _missing_ones(one, Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY))


def _missing_ones(one: CollectionRound, rows: Any) -> list[Organisation]:
    inside = rows.filter(path__startswith=one.owner.path, valid_to=None, made_up=one.made_up)
    taken = Participant._base_manager.filter(round=one, withdrawn_at=None).values("organisation")
    return list(inside.exclude(pk__in=taken).order_by("sort_sv", "pk"))


def coordinators_of(organisations: Iterable[Organisation]) -> dict[int, list[Person]]:
    """Return the active people who coordinate each organisation today, also from a node above it; one query."""
    today = clock.today()
    grants = Grant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), role=Role.COORDINATOR, valid_from__lte=today, withdrawn_at=None
    )
    known = [
        (grant.organisation.path, grant.person)
        for grant in grants.select_related("person", "organisation")
        if grant.person.is_active and grant.organisation.path
    ]
    return {
        one.pk: [person for path, person in known if one.path and one.path.startswith(path)] for one in organisations
    }
