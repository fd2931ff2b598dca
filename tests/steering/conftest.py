"""A made-up municipality with three planning areas and their units, a plan with a card for each, people by role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from kompassros.organisations import services as organisations
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import add_card, adopt_plan, make_plan

YEAR = 2026
Kind = Organisation.Kind


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def body(kind: Organisation.Kind, name: str, parent: Organisation | None) -> Organisation:
    return organisations.add_organisation(
        kind=kind, country="SE", periods=[organisations.NamePeriod(name)], parent=parent, made_up=True
    )


@dataclass(frozen=True)
class Bodies:
    """The made-up municipality, its planning areas, and two units in the first and one in each other."""

    municipality: Organisation
    areas: tuple[Organisation, ...]
    units: tuple[Organisation, ...]


@pytest.fixture
def bodies(db: None) -> Bodies:
    municipality = body(Kind.MUNICIPALITY, "Lövhult", organisations.ensure_country("SE"))
    school, care, works = (body(Kind.DEPARTMENT, name, municipality) for name in ("Lärande", "Omsorg", "Teknik"))
    units = [body(Kind.UNIT, name, school) for name in ("Ängens skola", "Åsens förskola")]
    units += [body(Kind.UNIT, "Hemtjänst", care), body(Kind.UNIT, "Gata", works)]
    return Bodies(municipality, (school, care, works), tuple(units))


@pytest.fixture
def draft(bodies: Bodies) -> SteeringPlan:
    plan = make_plan(organisation=bodies.municipality, year=YEAR, structure="gausdal", person=None)
    for organisation in (*bodies.areas, *bodies.units):
        add_card(plan=plan, organisation=organisation, person=None)
    return plan


@pytest.fixture
def plan(draft: SteeringPlan) -> SteeringPlan:
    """An adopted plan."""
    return adopt_plan(plan=draft, decision="KF 2025-11-20 § 101", on=date(2025, 11, 20), person=None)


@pytest.fixture
def card_of(draft: SteeringPlan) -> Callable[[Organisation], Card]:
    def find(organisation: Organisation) -> Card:
        rows = Card._base_manager.select_related("plan__organisation", "organisation__parent")
        found: Card = rows.get(plan=draft, organisation=organisation)
        return found

    return find


@pytest.fixture
def person_with(db: None) -> Callable[[Role, Organisation], Person]:
    """Make somebody with a role on a node."""

    def make(role: Role, organisation: Organisation) -> Person:
        person = Person.objects.create_user(f"{role.value}.{organisation.key}@example.org", name=str(role.label))
        Grant.objects.create(person=person, role=role, organisation=organisation, valid_from=date(2020, 1, 1))
        return person

    return make
