"""Requests that may arrive twice: sent again under the same id, one gets the same outcome and nothing is done again.

The client makes the id, a new one for each content of a form. Rows are kept for 30 days, which is longer than a
browser waits for a lost connection (own choice).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kompassros.records import clock
from kompassros.records.models import HandledRequest

KEPT_FOR = timedelta(days=30)
Outcome = dict[str, Any]


@transaction.atomic
def once(*, request_id: UUID, person: Any, act: Callable[[], Outcome]) -> tuple[Outcome, bool]:
    """Do ``act`` in one transaction, unless this person's request was handled before.

    Returns what ``act`` returned (JSON values only) and False, or the outcome stored the first time and True. Where
    ``act`` raises, nothing is kept, and the request may be sent again. Two at once: the second waits for the first.
    """
    handled = HandledRequest.objects.filter(person=person, request_id=request_id)
    claimed = None if handled.exists() else _claim(request_id, person)
    if claimed is None:
        return handled.values_list("outcome", flat=True).get() or {}, True
    outcome = act()
    claimed.outcome = outcome
    claimed.save(update_fields=["outcome"])
    return outcome, False


def _claim(request_id: UUID, person: Any) -> HandledRequest | None:
    """Store the id before anything is done; None where another request with it was faster and is committed.

    PostgreSQL lets the second insert wait for the first transaction's end; the savepoint keeps this one usable.
    """
    try:
        with transaction.atomic():
            return HandledRequest.objects.create(request_id=request_id, person=person, at=clock.now())
    except IntegrityError:
        return None


def forget_old() -> int:
    """Delete what was handled more than 30 days ago; return how many rows that were."""
    return HandledRequest.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()[0]
