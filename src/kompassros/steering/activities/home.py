"""What steering puts on a person's home page: activities that are due, requests to answer, the way to the goals."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kompassros.organisations.models import Grant
from kompassros.organisations.queries import in_order
from kompassros.records.slots import Piece, register
from kompassros.steering.activities.models import Activity, Assignment
from kompassros.steering.activities.queries import due_for, is_overdue, open_for
from kompassros.steering.activities.tables import activity_address, assignment_address
from kompassros.steering.policies import FOLLOW, MANAGERS
from kompassros.web.formats import current_language, format_date

MOST_SHOWN = 5


@dataclass(frozen=True)
class Due:
    """Something that waits for a person: where it is done, and in words."""

    address: str
    text: str


def due_in_steering(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return what waits on the cards of the bodies that a person manages; what lies below has managers of its own."""
    bodies = {grant.organisation_id: grant.organisation for grant in grants if grant.role in MANAGERS}.values()
    if not bodies:
        return None
    found = [*map(due_request, open_for(bodies)), *map(due_activity, due_for(bodies))]
    if not found:
        return None
    context = {"entries": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN}
    return Piece("steering", _("Due in steering"), "steering/activities/home_due.html", context, len(found))


def due_activity(activity: Activity) -> Due:
    """Say that an activity is due, or past its deadline."""
    words = {
        "title": activity.title,
        "name": activity.organisation.name,
        "day": format_date(activity.deadline) if activity.deadline else "",
    }
    if is_overdue(activity.deadline, activity.status):
        text = _("%(title)s (%(name)s): past its deadline of %(day)s") % words
    else:
        text = _("%(title)s (%(name)s): due on %(day)s") % words
    return Due(activity_address(activity), text)


def due_request(assignment: Assignment) -> Due:
    """Say that a request of the council waits for an answer."""
    words = {"decision": assignment.decision, "name": assignment.organisation.name}
    text = _("%(name)s: answer the council's request, %(decision)s") % words
    if assignment.due_on:
        text = _("%(request)s, by %(day)s") % {"request": text, "day": format_date(assignment.due_on)}
    return Due(assignment_address(assignment), text)


def followed(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the ways to the goals and cards of the municipalities that a person follows."""
    found = list(in_order(FOLLOW.subjects(person), current_language())[: MOST_SHOWN + 1])
    if not found:
        return None
    context = {"municipalities": found[:MOST_SHOWN], "more": len(found) > MOST_SHOWN}
    return Piece("followed", _("Goals and cards"), "steering/activities/home_places.html", context, len(found))


register("home.due", "steering", 10, due_in_steering)
register("home.places", "steering", 17, followed)
