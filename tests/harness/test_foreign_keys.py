"""After a test, those foreign keys are checked that it can have broken, and after a test that only read, none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role

Work = Callable[[], object]
EVERYTHING = [None]
ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only on SQLite does the check read every row")


@pytest.fixture
def end_after(db: None) -> Callable[[Work], None]:
    """End a test that does what it is given."""

    class Case(TestCase):
        def runTest(self) -> None:  # noqa: N802 (unittest's name)
            """Nothing of its own."""

    def run(work: Work) -> None:
        case: Any = Case()
        case._fixture_setup()
        try:
            work()
        finally:
            case._fixture_teardown()

    return run


@pytest.fixture
def checked(end_after: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], list[Any]]:
    """Which tables are checked at the end of a test that does what it is given; None stands for all."""
    asked: list[Any] = []
    monkeypatch.setattr(connection, "check_constraints", lambda tables=None: asked.extend(tables or [None]))

    def run(work: Work) -> list[Any]:
        end_after(work)
        return asked

    return run


def change() -> None:
    Organisation.objects.filter(key="granby").update(key="granby")


def change_and_take_back() -> None:
    with transaction.atomic():
        change()
        transaction.set_rollback(True)


@ON_SQLITE
def test_test_that_only_reads_is_not_checked(checked: Callable[[Work], list[Any]]) -> None:
    assert checked(lambda: list(Organisation.objects.all()[:5])) == []


@ON_SQLITE
@pytest.mark.parametrize("work", [change, change_and_take_back])
def test_changed_row_has_its_own_references_checked(work: Work, checked: Callable[[Work], list[Any]]) -> None:
    assert checked(work) == ["organisations_organisation"]


@ON_SQLITE
def test_stored_row_has_its_own_references_checked(checked: Callable[[Work], list[Any]]) -> None:
    assert checked(lambda: Person.objects.create_user("somebody@granby.example")) == ["organisations_person"]


@ON_SQLITE
def test_deleted_row_has_the_references_to_it_checked(checked: Callable[[Work], list[Any]]) -> None:
    def delete_nothing_and_change() -> None:
        Organisation.objects.filter(key="nowhere")._raw_delete("default")
        change()

    tables = checked(delete_nothing_and_change)
    assert {"organisations_grant", "evaluations_scoresheet", "organisations_organisation"} < set(tables)


@ON_SQLITE
@pytest.mark.parametrize(
    "sql",
    [
        "update organisations_organisation set key = key",
        "REPLACE INTO \"django_session\" VALUES ('x', '', '2026-01-01')",
    ],
)
def test_statement_that_cannot_be_read_has_everything_checked(sql: str, checked: Callable[[Work], list[Any]]) -> None:
    assert checked(lambda: connection.cursor().execute(sql)) == EVERYTHING


@ON_SQLITE
def test_rows_that_changed_without_a_statement_have_everything_checked(checked: Callable[[Work], list[Any]]) -> None:
    sql = "UPDATE organisations_organisation SET key = key"
    assert checked(lambda: connection.connection.execute(sql)) == EVERYTHING


def _grant_to_nobody() -> None:
    Grant.objects.filter(person__email=demo_address(Role.READER)).update(person=2_000_000)


def _grants_of_a_deleted_person() -> None:
    Person.objects.filter(email=demo_address(Role.READER))._raw_delete("default")


def _grants_of_a_person_with_another_key() -> None:
    Person.objects.filter(email=demo_address(Role.READER)).update(id=2_000_000)


@pytest.mark.parametrize("work", [_grant_to_nobody, _grants_of_a_deleted_person, _grants_of_a_person_with_another_key])
def test_broken_reference_fails_the_test(work: Work, end_after: Callable[[Work], None]) -> None:
    with pytest.raises(IntegrityError):
        end_after(work)


@ON_SQLITE
def test_no_trigger_writes(db: None) -> None:
    """A table that a trigger wrote to would not be named by a statement."""
    with connection.cursor() as cursor:
        bodies = cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert bodies
    assert all("BEGIN SELECT RAISE(ABORT, 'frozen rows cannot be changed'); END" in sql for (sql,) in bodies)
