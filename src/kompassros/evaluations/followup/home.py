"""What the action plan puts on a person's home page: the actions that the person answers for."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.evaluations.followup.people import must_wait
from kompassros.evaluations.followup.queries import due_for, is_overdue
from kompassros.organisations.models import Grant
from kompassros.records import clock
from kompassros.records.slots import Piece, register


def own_actions(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the person's open actions that are overdue or due within a month."""
    today = clock.today()
    found = [
        (action, is_overdue(action, today)) for action in due_for(person, today) if not must_wait(person, action.course)
    ]
    if not found:
        return None
    heading = _("Actions you answer for")
    return Piece("actions", heading, "evaluations/followup/home.html", {"actions": found}, len(found))


register("home.due", "actions", 12, own_actions)
