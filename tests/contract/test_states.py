"""Every address of an evaluation as every role in every state: let in exactly when policies.RULES says so.

Asked is only the gate, which stands before the page: whoever is let in is turned round there, so that twelve states
times some hundred pages stay quick. The pages themselves are opened by test_permissions.py and by the demo's test.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from kompassros.evaluations.courses import access
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import RULES
from kompassros.evaluations.courses.workflow import State
from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.contract.addresses import address_of
from tests.contract.course_subjects import demo_course, subjects_of_course
from tests.contract.permission_table import TABLE, roles_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("turned_round", "bare_refusals")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ANSWERS, REFUSED = {200, 302, 404, 405, 422}, {403}
STATES = tuple(State)


class LetInError(Exception):
    """Somebody has passed the gate of a page of an evaluation."""


@contextmanager
def _turn_round(organisation: Organisation) -> Iterator[None]:
    raise LetInError
    yield


@pytest.fixture
def turned_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scope that a page is read in is entered behind the gate; here nobody gets further."""
    monkeypatch.setattr(access, "organisation_scope", _turn_round)


def _may(role: Role, name: str, state: State) -> bool:
    return role in roles_in(TABLE[name].actions, state)


def _turns(role: Role, name: str, state: State) -> bool:
    """Return whether a state is the first, the last, or on a side of a change of what a role may open."""
    place, may = STATES.index(state), _may(role, name, state)
    beside = STATES[max(place - 1, 0)], STATES[min(place + 1, len(STATES) - 1)]
    return state in (STATES[0], STATES[-1]) or any(_may(role, name, other) is not may for other in beside)


def _wrong_answers(role: Role, state: State, client: Client, *, turns_alone: bool) -> list[str]:
    """Return which addresses of the demo's evaluation in a state answer a role otherwise than it is ruled."""
    wrong = []
    for name, path in _pages(demo_course(state)):
        if turns_alone and not _turns(role, name, state):
            continue
        may, status = _may(role, name, state), _status(client, path)
        if status not in (ANSWERS if may else REFUSED):
            wrong.append(f"{state} {name}: answered {status}, may open: {may}")
    return wrong


def _pages(course: Course) -> list[tuple[str, str]]:
    subjects = subjects_of_course(course)
    return [(name, address_of(name, subjects[rule.subject])) for name, rule in TABLE.items() if rule.actions]


def _status(client: Client, path: str) -> int:
    try:
        return client.get(path).status_code
    except LetInError:
        return 200


def _all_wrong(role: Role, client: Client, *, turns_alone: bool = False) -> str:
    client.force_login(Person.objects.get(email=demo_address(role)), backend=BACKEND)
    return "\n".join(line for state in State for line in _wrong_answers(role, state, client, turns_alone=turns_alone))


@pytest.mark.parametrize("role", list(Role))
def test_addresses_on_both_sides_of_each_change_as_role(role: Role, client: Client) -> None:
    assert _all_wrong(role, client, turns_alone=True) == ""


@pytest.mark.slow
@pytest.mark.parametrize("role", list(Role))
def test_addresses_in_every_state_as_role(role: Role, client: Client) -> None:
    assert _all_wrong(role, client) == ""


def test_table_names_every_right_that_opens_an_address() -> None:
    assert {action for rule in TABLE.values() for action in rule.actions} == set(RULES)
