"""The check of foreign keys is left out after a test that only read, and after no other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TestCase

from kompassros.organisations.models import Organisation

Ending = Callable[[], object]


@pytest.fixture
def checked(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[Ending], bool]:
    """Whether Django checks all foreign keys at the end of a test that does what it is given."""
    asked: list[bool] = []
    monkeypatch.setattr(connection, "check_constraints", lambda: asked.append(True))

    class Case(TestCase):
        def runTest(self) -> None:  # noqa: N802 (unittest's name)
            """Nothing of its own."""

    def run(work: Ending) -> bool:
        case: Any = Case()
        case._fixture_setup()
        work()
        case._fixture_teardown()
        return bool(asked)

    return run


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only on SQLite does the check read every row")
def test_test_that_only_reads_is_not_checked(checked: Callable[[Ending], bool]) -> None:
    assert not checked(lambda: list(Organisation.objects.all()[:5]))


def test_test_that_changes_a_row_is_checked(checked: Callable[[Ending], bool]) -> None:
    assert checked(lambda: Organisation.objects.filter(key="granby").update(key="granby"))


def test_test_that_takes_its_change_back_is_checked(checked: Callable[[Ending], bool]) -> None:
    def change_and_take_back() -> None:
        with transaction.atomic():
            Organisation.objects.filter(key="granby").update(key="granby")
            transaction.set_rollback(True)

    assert checked(change_and_take_back)
