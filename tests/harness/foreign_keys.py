"""The check of foreign keys after a test in a transaction, of those tables alone that the test can have broken.

On SQLite, Django reads every row of every table for it: 20 ms a test with the demo loaded, which thousands of tests
would each wait for. A reference is broken where its own row is stored or changed, or where the row that it points at is
deleted or gets another key, and the statements of the test say in which tables they did so. The connection counts the
rows too: where the count stands still, there is nothing to check; a statement that cannot be read, or a count that no
statement explains, has everything checked.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import connection
from django.test import TestCase

READING = ("SELECT ", "SAVEPOINT ", "RELEASE ", "ROLLBACK", "BEGIN", "EXPLAIN ", "PRAGMA ")
_WRITING = re.compile(r'(INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')
Pointing = Mapping[str, list[tuple[str, str]]]
"""For each table, the tables with references to it and its column that these hold."""


class Written:
    """The tables in which the statements of a test can have broken a reference."""

    def __init__(self, pointing: Pointing) -> None:
        self._pointing = pointing
        self._rows_at_start = _rows_changed()
        self._tables: set[str] = set()
        self._all = False

    def see(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Look at a statement and let it pass, as a wrapper of Django's (`execute_wrappers`)."""
        if not sql.startswith(READING):
            written = _WRITING.match(sql)
            self._all |= written is None
            if written:
                self._tables.add(written[2])
                self._tables |= {table for table, column in self._pointing[written[2]] if _moves(sql, column)}
        return execute(sql, params, many, context)

    def tables(self) -> list[str] | None:
        """What has to be checked, in order of the alphabet; None where it is everything."""
        if self._rows_at_start == _rows_changed():
            return []
        return None if self._all or not self._tables else sorted(self._tables)


def pointing() -> Pointing:
    """Read from SQLite which tables point at which; on another database, nothing."""
    if connection.vendor != "sqlite":
        return {}
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            keys = cursor.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            for _number, _place, parent, _own, column, *_rules in keys:
                found[parent].append((table, column))
    return found


def check_only_what_was_written(patch: pytest.MonkeyPatch, pointing: Pointing) -> None:
    """Let a test on SQLite end with the check of what it can have broken; on another database, change nothing."""
    if connection.vendor != "sqlite":
        return
    case_class: Any = TestCase
    begin, should_check = case_class._fixture_setup.__func__, case_class._should_check_constraints

    def begin_and_watch(case: Any) -> None:
        begin(case)
        case.written = Written(pointing)
        connection.execute_wrappers.append(case.written.see)

    def check(case: Any, at: Any) -> bool:
        """Check here what can be named; say whether Django has to check everything."""
        at.execute_wrappers.remove(case.written.see)
        if not should_check(case, at):
            return False
        tables = case.written.tables()
        if tables:
            at.check_constraints(tables)
        return tables is None

    patch.setattr(TestCase, "_fixture_setup", classmethod(begin_and_watch))
    patch.setattr(TestCase, "_should_check_constraints", check)


def _moves(sql: str, column: str) -> bool:
    """Whether a row that held a value in this column may hold it no more. Inserting takes nothing away."""
    if sql.startswith("INSERT"):
        return " ON CONFLICT" in sql
    return sql.startswith("DELETE") or f' SET "{column}" = ' in sql or f', "{column}" = ' in sql


def _rows_changed() -> tuple[int, int]:
    """The connection of this thread, for it may have been opened anew, and how many rows it has changed so far."""
    connection.ensure_connection()
    return id(connection.connection), connection.connection.total_changes
