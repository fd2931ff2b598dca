"""Rows of rounds, made directly: a round of KKiK 2024 for Sweden, what it asks for, made-up municipalities in it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData, Participant
from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations import people, services
from kompassros.organisations.demo import OWN, SINCE, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.statistics.models import Unit, UnitClass

SIGNED_UP = datetime(2024, 8, 20, 9, 0, tzinfo=UTC)


def person_with(role: Role) -> Person:
    """Return the demo's person with a role: in Granby, the administrator in Sweden and Norway."""
    return Person.objects.get(email=demo_address(role))


def make_person(role: Role, organisation: Organisation, address: str) -> Person:
    """Make somebody with a role on an organisation; ``address`` is the part before the domain."""
    person = people.invite(email=f"{address}@demo.example", name=address.title(), made_up=True)
    people.grant_role(person=person, role=role, organisation=organisation, since=SINCE, granted_by=None)
    return person


def make_municipality(name: str, code: str, *, made_up: bool = True) -> Organisation:
    """Make a municipality that does not exist, below Sweden."""
    return services.add_organisation(
        kind=Organisation.Kind.MUNICIPALITY,
        country="SE",
        periods=[services.NamePeriod(name, code)],
        parent=Organisation.objects.get(key="sverige"),
        made_up=made_up,
    )


def make_unit(organisation: Organisation) -> Unit:
    """Return the unit of a made-up municipality in the statistics store."""
    unit, _made = Unit.objects.get_or_create(
        country="XX",
        code=organisation.code,
        defaults={
            "name": organisation.name,
            "unit_class": UnitClass.objects.get(key="XX-municipality"),
            "organisation": organisation,
            "search_key": search_key(organisation.name),
            "sort_key": sort_key(organisation.name, "sv"),
        },
    )
    return unit


def make_round(**values: Any) -> CollectionRound:
    """Make a round in which data are handed in, of KKiK 2024 for Sweden, without measures and participants."""
    content: dict[str, Any] = {
        "key": "kkik-2024",
        "title": "KKiK 2024",
        "owner": Organisation.objects.get(key="sverige"),
        "measure_set": MeasureSet.objects.get(key="kkik-2024"),
        "year": 2024,
        "state": CollectionRound.State.COLLECTING,
        "sign_up_until": date(2024, 8, 31),
        "collect_from": date(2024, 9, 1),
        "collect_until": date(2024, 10, 30),
        "made_up": True,
    }
    return CollectionRound.objects.create(**(content | values))


def make_asked(one: CollectionRound, code: str = "", **values: Any) -> AskedMeasure:
    """Ask for a measure of the round's set: the one with the code, else the next that nobody has asked for.

    Without other values it is a percentage: between 0 and 100, at most 25 per cent from the year before.
    """
    if "measure" not in values:
        values["measure"] = _measure(one, code)
    content: dict[str, Any] = {
        "position": one.asked.count() + 1,
        "least": Decimal(0),
        "most": Decimal(100),
        "largest_change": 25,
    }
    return AskedMeasure.objects.create(round=one, **(content | values))


def _measure(one: CollectionRound, code: str) -> Measure:
    measures = Measure.objects.filter(measure_set=one.measure_set, indicator__isnull=False)
    if code:
        return measures.get(code=code)
    taken = one.asked.values("measure")
    found = measures.filter(indicator__source__startswith="Egen undersökning").exclude(pk__in=taken).first()
    assert found is not None, "The set has no further measure that municipalities hand in data for."
    return found


def make_participant(one: CollectionRound, organisation: Organisation | str = OWN, **values: Any) -> Participant:
    """Let a municipality, Granby if none is named, take part in a round."""
    if isinstance(organisation, str):
        organisation = Organisation.objects.get(key=organisation)
    content: dict[str, Any] = {"signed_up_at": SIGNED_UP}
    if "unit" not in values:
        values["unit"] = make_unit(organisation)
    made: Participant = Participant._base_manager.create(round=one, organisation=organisation, **(content | values))
    return made


def make_data(
    participant: Participant, asked: AskedMeasure, value: Decimal | int | None = 50, **values: Any
) -> OwnData:
    """Store what a participant hands in for a measure."""
    content: dict[str, Any] = {
        "value": None if value is None else Decimal(value),
        "entered_at": datetime(2024, 9, 15, 9, 0, tzinfo=UTC),
    }
    made: OwnData = OwnData._base_manager.create(
        participant=participant, organisation=participant.organisation, asked=asked, **(content | values)
    )
    return made


def make_later_round(**values: Any) -> CollectionRound:
    """Make a round of 2026, when the demo's people have their roles, with the days that are suggested."""
    days = {
        "sign_up_until": date(2026, 8, 31),
        "collect_from": date(2026, 9, 1),
        "collect_until": date(2026, 10, 30),
    }
    return make_round(**({"key": "kkik-2026", "title": "KKiK 2026", "year": 2026} | days | values))
