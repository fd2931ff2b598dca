"""The check of all foreign keys after a test in a transaction, left out where the test changed no row at all.

On SQLite, Django reads every row of every table for it: 45 ms a test with the demo loaded, which thousands of tests
that only read would each wait for. The connection counts the rows that it inserts, changes and deletes, those of
triggers and of rolled back savepoints too; where the count stands still, there is nothing to check.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import TestCase


def check_only_what_was_written(patch: pytest.MonkeyPatch) -> None:
    """Let a test that wrote nothing to SQLite end without the check; on another database, change nothing."""
    if connection.vendor != "sqlite":
        return
    case_class: Any = TestCase
    begin, should_check = case_class._fixture_setup.__func__, case_class._should_check_constraints

    def begin_and_count(case: Any) -> None:
        begin(case)
        case.rows_at_start = _rows_changed()

    def wrote(case: Any, at: Any) -> bool:
        return bool(should_check(case, at)) and case.rows_at_start != _rows_changed()

    patch.setattr(TestCase, "_fixture_setup", classmethod(begin_and_count))
    patch.setattr(TestCase, "_should_check_constraints", wrote)


def _rows_changed() -> tuple[int, int]:
    """The connection of this thread, for it may have been opened anew, and how many rows it has changed so far."""
    connection.ensure_connection()
    return id(connection.connection), connection.connection.total_changes
