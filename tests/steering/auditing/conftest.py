"""A closed period and the municipality's auditor."""

from collections.abc import Callable

import pytest
from django.test import Client

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.models import ReportingPeriod
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import agreed, first, goals, periods, report_of

__all__ = ["agreed", "first", "goals", "periods", "report_of"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def closed(first: ReportingPeriod) -> ReportingPeriod:
    close_period(period=first, person=None)
    rows = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation")
    found: ReportingPeriod = rows.get(pk=first.pk)
    return found


@pytest.fixture
def auditor(client: Client, bodies: Bodies, person_with: Callable[[Role, Organisation], Person]) -> Person:
    """The municipality's auditor, signed in."""
    person = person_with(Role.AUDITOR, bodies.municipality)
    client.force_login(person, backend=BACKEND)
    return person
