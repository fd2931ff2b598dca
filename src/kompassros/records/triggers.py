"""A migration operation that lets the database itself refuse to change a frozen table, on SQLite and PostgreSQL.

Deleting is refused by the model only: a test that empties its database must be able to.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_MESSAGE = "frozen rows cannot be changed"
_SQLITE = "CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
_POSTGRES = (
    "CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$; "
    "CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {table}_frozen()"
)
_SQLITE_DROP = "DROP TRIGGER {table}_frozen"
_POSTGRES_DROP = "DROP TRIGGER {table}_frozen ON {table}; DROP FUNCTION {table}_frozen()"


class FreezeTable(Operation):
    """Refuse every UPDATE on ``table``. SQLite drops it when a later migration rebuilds the table: repeat it there.

    when: which rows are frozen, as SQL over OLD that both databases read; empty means all.
    """

    reversible = True

    def __init__(self, table: str, when: str = "") -> None:
        self.table = table
        self.when = when

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in the models' state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Create the trigger."""
        self._run(schema_editor, _SQLITE, _POSTGRES)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop the trigger."""
        self._run(schema_editor, _SQLITE_DROP, _POSTGRES_DROP)

    def describe(self) -> str:
        """Return the line that `migrate` prints."""
        return f"Refuse changes to the frozen table {self.table}"

    def _run(self, schema_editor: BaseDatabaseSchemaEditor, sqlite: str, postgres: str) -> None:
        vendor = schema_editor.connection.vendor
        condition = f"WHEN ({self.when})" if self.when else ""
        text = (postgres if vendor == "postgresql" else sqlite).format(
            table=self.table, message=_MESSAGE, when=condition
        )
        schema_editor.execute(text)
