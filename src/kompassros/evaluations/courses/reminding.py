"""What comes due soon and is not done: found for a reminder, each thing once for each day that is set for it.

The rooms that have such days (documents, self-description, actions) tell people, on the clock.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from kompassros.records import clock

DAYS_BEFORE = 7
"""How many days ahead a reminder goes out; nothing of what is overdue. Own choice, as in the year wheel."""


def is_near(due: date | None) -> bool:
    """Return whether a day is today or at most seven days ahead."""
    return due is not None and clock.today() <= due <= clock.today() + timedelta(days=DAYS_BEFORE)


def due_soon(rows: QuerySet[Any]) -> list[Any]:
    """Return those of ``rows`` that are due soon and of whose day nobody was reminded, by course and day; one query."""
    today = clock.today()
    near = rows.filter(due__range=(today, today + timedelta(days=DAYS_BEFORE)))
    waiting = near.filter(Q(reminded_for=None) | ~Q(reminded_for=F("due")))
    return list(waiting.select_related("course__organisation").order_by("course", "due", "pk"))


@transaction.atomic
def claimed(rows: Iterable[Any]) -> list[Any]:
    """Take rows for a reminder and return those that another clock has not taken meanwhile."""
    return [row for row in rows if _own(row).update(reminded_for=row.due)]


def _own(row: Any) -> QuerySet[Any]:
    own: QuerySet[Any] = type(row)._base_manager.filter(pk=row.pk, due=row.due, reminded_for=row.reminded_for)
    return own


def mark_told(rows: Iterable[Any]) -> None:
    """Let the notice by which something near was given count as its reminder."""
    for row in rows:
        if is_near(row.due):
            type(row)._base_manager.filter(pk=row.pk).update(reminded_for=row.due)
