"""Requests that may arrive twice: sent again under the same id, one gets the same outcome and nothing is done again.

The client makes the id, a new one for each content of a form. Rows are kept for 30 days, which is longer than a
browser waits for a lost connection (own choice).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import DateTimeField, UUIDField

from kompassros.records import clock
from kompassros.records.models import HandledRequest

KEPT_FOR = timedelta(days=30)
Outcome = dict[str, Any]
_CLAIM = 'INSERT INTO records_handledrequest (request_id, person_id, "at") VALUES (%s, %s, %s) ON CONFLICT DO NOTHING'


@transaction.atomic
def once(*, request_id: UUID, person: Any, act: Callable[[], Outcome]) -> tuple[Outcome, bool]:
    """Do ``act`` in one transaction, unless this person's request was handled before.

    Returns what ``act`` returned (JSON values only) and False, or the outcome stored the first time and True. Where
    ``act`` raises, nothing is kept, and the request may be sent again. Two at once: the second waits for the first.
    """
    handled = HandledRequest.objects.filter(person=person, request_id=request_id)
    if not _claim(request_id, person):
        return handled.values_list("outcome", flat=True).get() or {}, True
    outcome = act()
    handled.update(outcome=outcome)
    return outcome, False


def _claim(request_id: UUID, person: Any) -> bool:
    """Store the id before anything is done; False where another request with it was faster and is committed.

    One statement of both databases, for every save waits for it. PostgreSQL lets a second insert wait for the end of
    the first one's transaction.
    """
    uid = UUIDField().get_db_prep_value(request_id, connection)
    at = DateTimeField().get_db_prep_value(clock.now(), connection)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [uid, person.pk, at])
        return bool(cursor.rowcount == 1)


def forget_old() -> int:
    """Delete what was handled more than 30 days ago; return how many rows that were."""
    return HandledRequest.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()[0]
