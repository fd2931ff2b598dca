"""The register of policies, and the permissions that people are asked about."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from kompassros.organisations.models import Organisation, Person
from kompassros.records import policies
from kompassros.records.policies import Policy, register

NAME = "records.test_policy"


@pytest.fixture
def policy() -> Iterator[Policy]:
    """A policy that lets people act on what carries their own name."""
    yield register(
        Policy(
            NAME,
            Organisation,
            lambda person, subject: subject.name == person.name,
            lambda _person: Organisation.objects.none(),
        )
    )
    del policies.POLICIES[NAME]


def test_policy_is_a_permission_of_a_person(policy: Policy) -> None:
    person = Person(name="Granby", is_active=True)
    assert person.has_perm(NAME, SimpleNamespace(name="Granby"))
    assert not person.has_perm(NAME, SimpleNamespace(name="Norrvik"))


def test_nobody_may_act_on_nothing(policy: Policy) -> None:
    assert not Person(name="Granby", is_active=True).has_perm(NAME, None)


def test_inactive_person_may_do_nothing(policy: Policy) -> None:
    assert not Person(name="Granby", is_active=False).has_perm(NAME, SimpleNamespace(name="Granby"))


def test_policy_that_nobody_registered_is_an_error() -> None:
    with pytest.raises(KeyError):
        Person(name="Granby", is_active=True).has_perm("records.no_such_policy", SimpleNamespace(name="Granby"))


def test_second_policy_of_a_name_is_refused(policy: Policy) -> None:
    with pytest.raises(ValueError, match=r"a policy records\.test_policy already"):
        register(policy)
