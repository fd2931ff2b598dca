"""The bodies and periods that papers are written about."""

from collections.abc import Callable

import pytest
from django.test import Client

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import agreed, first, goals, periods, report_of

__all__ = ["agreed", "first", "goals", "periods", "report_of"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def coordinator(client: Client, bodies: Bodies, person_with: Callable[[Role, Organisation], Person]) -> Person:
    """The municipality's coordinator, signed in."""
    person = person_with(Role.COORDINATOR, bodies.municipality)
    client.force_login(person, backend=BACKEND)
    return person
