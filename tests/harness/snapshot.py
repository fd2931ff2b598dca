"""The test database as it was when the demo had been loaded, put back after each test that commits what it does."""

import sqlite3
from collections.abc import Callable

from django.db import connection


def take() -> Callable[[], None]:
    """Keep the database at hand as it is now; return what puts it back."""
    return _take_sqlite() if connection.vendor == "sqlite" else _take_postgres()


def _take_sqlite() -> Callable[[], None]:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(kept)

    def put_back() -> None:
        connection.close()
        connection.ensure_connection()
        kept.backup(connection.connection)

    return put_back


def _take_postgres() -> Callable[[], None]:
    name = str(connection.settings_dict["NAME"])
    kept = f"{name}_kept"
    connection.close()
    _execute(f'CREATE DATABASE "{kept}" TEMPLATE "{name}"')

    def put_back() -> None:
        connection.close()
        _execute(f'DROP DATABASE "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')

    return put_back


def _execute(*statements: str) -> None:
    """Run statements that no transaction may hold, beside the database that they are about."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
