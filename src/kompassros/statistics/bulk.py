"""Inserting tens of thousands of plain rows, where building an object for each would take most of the time."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> None:
    """Insert rows of texts and whole numbers into a model's table; ``names`` of its columns, in the rows' order.

    Columns that are left out must be ones that the database fills. Nothing is checked but by the database.
    """
    quote = connection.ops.quote_name
    column_of = {field.attname: field.column or field.attname for field in model._meta.concrete_fields}
    columns = ", ".join(quote(column_of[name]) for name in names)
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608 (names of ours)
            list(rows),
        )
