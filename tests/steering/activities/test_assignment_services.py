from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock, history
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering.activities import trail
from kompassros.steering.activities.assignments import (
    AssignmentContent,
    add_assignment,
    answer_assignment,
    change_assignment,
    content_of,
)
from kompassros.steering.activities.models import Assignment
from kompassros.steering.activities.queries import asked_in
from tests.steering.conftest import Bodies, body

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]
DECIDED = date(2026, 2, 2)


def told(assignment: Assignment) -> list[tuple[str, object, object]]:
    rows = history.of_subject(trail.ASSIGNMENT, str(assignment.pk)).order_by("pk")
    return [(row.verb, row.before, row.after) for row in rows]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "Say what the council asks for."),
        ({"text": "x" * 4001}, "The text is longer than 4000 characters."),
        ({"decision": ""}, "Name the council's decision"),
        ({"decision": "x" * 121}, "The decision's name is longer than 120 characters."),
        ({"decided_on": clock.today() + timedelta(days=1)}, "from the day of the decision on, not before"),
        ({"due_on": date(2026, 2, 1)}, "The answer is due on the day of the decision or later."),
    ],
)
def test_request_that_cannot_be_kept_is_refused(bodies: Bodies, changes: dict[str, object], sentence: str) -> None:
    content = AssignmentContent("Pröva.", "KF § 57", DECIDED, bodies.units[0])
    with pytest.raises(DomainError, match=sentence):
        add_assignment(owner=bodies.municipality, content=replace(content, **changes), person=None)  # type: ignore[arg-type]
    assert not Assignment._base_manager.filter(owner=bodies.municipality).exists()


def test_body_of_another_municipality_is_refused(bodies: Bodies) -> None:
    other = body(Organisation.Kind.MUNICIPALITY, "Åsele", bodies.municipality.parent)
    content = AssignmentContent("Pröva.", "KF § 57", DECIDED, other)
    with pytest.raises(DomainError, match="Åsele does not belong to Lövhult"):
        add_assignment(owner=bodies.municipality, content=content, person=None)


def test_answer_and_a_changed_answer_stand_in_the_history(
    request_of_council: Assignment, bodies: Bodies, person_with: PersonWith
) -> None:
    manager = person_with(Role.UNIT_MANAGER, bodies.units[1])
    first, second = date(2026, 3, 1), date(2026, 3, 8)
    answer_assignment(assignment=request_of_council, answer=" Vi prövar i mars. ", on=first, person=manager)
    answer_assignment(assignment=request_of_council, answer="Vi prövar i april.", on=second, person=manager)
    answer_assignment(assignment=request_of_council, answer="Vi prövar i april.", on=second, person=manager)
    request_of_council.refresh_from_db()
    assert (request_of_council.answer, request_of_council.answered_on) == ("Vi prövar i april.", second)
    march = {"answer": "Vi prövar i mars.", "answered_on": "2026-03-01"}
    april = {"answer": "Vi prövar i april.", "answered_on": "2026-03-08"}
    assert told(request_of_council)[1:] == [("answered", None, march), ("answer_changed", march, april)]


@pytest.mark.parametrize(
    ("answer", "on", "sentence"),
    [
        (" ", DECIDED, "Write what the answer is."),
        ("x" * 4001, DECIDED, "The text is longer than 4000 characters."),
        ("Ja.", DECIDED - timedelta(days=1), "between the day of the decision and today"),
        ("Ja.", clock.today() + timedelta(days=1), "between the day of the decision and today"),
    ],
)
def test_answer_that_cannot_be_kept_is_refused(
    request_of_council: Assignment, answer: str, on: date, sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        answer_assignment(assignment=request_of_council, answer=answer, on=on, person=None)


def test_only_leaders_enter_and_only_the_manager_of_the_body_answers(
    request_of_council: Assignment, bodies: Bodies, person_with: PersonWith
) -> None:
    manager = person_with(Role.UNIT_MANAGER, bodies.units[1])
    content = content_of(request_of_council)
    with pytest.raises(DomainError, match="Your role does not allow this"):
        add_assignment(owner=bodies.municipality, content=content, person=manager)
    with pytest.raises(DomainError, match="Your role does not allow this"):
        change_assignment(assignment=request_of_council, content=content, person=manager)
    other = person_with(Role.UNIT_MANAGER, bodies.units[0])
    with pytest.raises(DomainError, match="Your role does not allow this"):
        answer_assignment(assignment=request_of_council, answer="Ja.", on=DECIDED, person=other)


def test_second_of_two_who_answer_at_once_is_told(request_of_council: Assignment) -> None:
    second = Assignment._base_manager.select_related("owner", "organisation").get(pk=request_of_council.pk)
    answer_assignment(assignment=request_of_council, answer="Ja.", on=DECIDED, person=None)
    with pytest.raises(Conflict):
        answer_assignment(assignment=second, answer="Nej.", on=DECIDED, person=None)
    with pytest.raises(Conflict):
        change_assignment(assignment=second, content=replace(content_of(second), text="Annat."), person=None)


def test_requests_stand_open_and_overdue_first(
    request_of_council: Assignment, bodies: Bodies, person_with: PersonWith
) -> None:
    content = content_of(request_of_council)
    today = clock.today()

    def entered(text: str, due_on: date | None) -> Assignment:
        new = replace(content, text=text, due_on=due_on)
        return add_assignment(owner=bodies.municipality, content=new, person=None)

    answered = entered("answered", today)
    entered("later", today + timedelta(days=9))
    entered("past", today - timedelta(days=1))
    answer_assignment(assignment=answered, answer="Ja.", on=today, person=None)
    reader = person_with(Role.READER, bodies.municipality)
    found = [(each.assignment.text, each.open, each.overdue) for each in asked_in(bodies.municipality, reader)]
    assert found == [
        ("past", True, True),
        ("later", True, False),
        ("Pröva längre öppettider.", True, False),
        ("answered", False, False),
    ]
