"""A closed first tertial with figures, and its written report with one goal of the council and three areas."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.writing.models import ReportSection, WrittenReport
from kompassros.steering.writing.saving import sections_of
from kompassros.steering.writing.section_services import write_section
from kompassros.steering.writing.services import begin_report
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import agreed, enter, first, goals, periods

__all__ = ["agreed", "first", "goals", "periods"]
PersonWith = Callable[[Role, Organisation], Person]


@pytest.fixture
def closed(first: ReportingPeriod, goals: dict[str, GoalEdition], bodies: Bodies) -> ReportingPeriod:
    """The first tertial, closed: the council's figure meets its target, a unit's does not, the others have none."""
    enter(goals[bodies.municipality.key], "5,4")
    enter(goals[bodies.units[0].key], "8,1")
    close_period(period=first, person=None)
    first.refresh_from_db()
    return first


@pytest.fixture
def report(closed: ReportingPeriod) -> WrittenReport:
    """The report just begun."""
    return begin_report(period=closed, title="Tertialrapport 1", person=None)


@pytest.fixture
def leader(person_with: PersonWith, bodies: Bodies) -> Person:
    return person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)


@pytest.fixture
def writer(person_with: PersonWith, bodies: Bodies) -> Person:
    """Somebody who only reads in a unit."""
    return person_with(Role.READER, bodies.units[0])


def fresh(report: WrittenReport) -> WrittenReport:
    rows = WrittenReport._base_manager.select_related("period__plan__organisation", "edition", "organisation")
    found: WrittenReport = rows.get(pk=report.pk)
    return found


def chapters(report: WrittenReport) -> list[ReportSection]:
    """The chapters with their report as it is stored now."""
    now = fresh(report)
    rows = sections_of(now)
    for row in rows:
        row.report = now
    return rows


def write_all(report: WrittenReport) -> None:
    for section in chapters(report):
        write_section(section=section, text=f"Om {section.heading}.", so_what="", ready=True, person=None)


@pytest.fixture
def address(bodies: Bodies) -> Callable[..., str]:
    def find(name: str, *more: Any) -> str:
        return reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, "T1", *more])

    return find


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def sign(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign
