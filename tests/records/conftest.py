"""Fixtures of these tests: texts in English, whatever language the product speaks first."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from kompassros.organisations.models import Person


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def person(db: None) -> Person:
    """Somebody who has no role anywhere."""
    return Person.objects.create_user("ada@example.org", name="Ada Holm", language="en")


@pytest.fixture
def colleague(db: None) -> Person:
    """Somebody else."""
    return Person.objects.create_user("bo@example.org", name="Bo Lind", language="nb")
