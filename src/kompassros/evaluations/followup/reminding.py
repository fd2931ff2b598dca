"""Reminders of actions whose day comes near, on the clock."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.policies import RULES, is_in
from kompassros.evaluations.courses.queries import people_as
from kompassros.evaluations.courses.reminding import claimed, due_soon
from kompassros.evaluations.courses.workflow import Part
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.people import must_wait
from kompassros.evaluations.followup.queries import OVER
from kompassros.organisations.models import Person
from kompassros.records import signals
from kompassros.records.notices import notify, register_kind

SOON = "action_soon"


def remind_due() -> int:
    """Remind of actions that are to be done within seven days; return how many people were told.

    Each action once, and again where its day was moved. Who must wait for the result is reminded when it is public.
    """
    rows = Action._base_manager.exclude(state__in=OVER).select_related("owner")
    waiting = due_soon(rows.filter(course__state__in=RULES["plan_actions"].states[Part.COORDINATOR]))
    return sum(_remind(action) for action in waiting)


@transaction.atomic
def _remind(action: Action) -> int:
    people = _people_of(action)
    if not people or not claimed([action]):
        return 0
    return notify(
        people=people,
        kind=SOON,
        values={"evaluation": str(action.course), "action": action.title, "day": str(action.due)},
        address=reverse("courses:action", args=[action.course.slug, action.pk]),
        organisation_id=action.course.organisation_id,
    )


def _people_of(action: Action) -> list[Person]:
    """Return whoever answers for an action; the coordinators where nobody does who can open the plan."""
    if action.owner is None or not is_in(action.owner, action.course, "see_actions"):
        return people_as(action.course, [Part.COORDINATOR])
    return [] if must_wait(action.owner, action.course) else [action.owner]


register_kind(SOON, _("%(evaluation)s: the action “%(action)s” is to be done by %(day)s."))
signals.each_round.hear(lambda **kwargs: remind_due(), name="evaluations.followup.reminding")
