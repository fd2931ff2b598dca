"""Activities are added to a body's plan, changed, moved between goals, given a status, and told of in a log."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.activities import trail
from kompassros.steering.activities.models import Activity, ActivityEntry
from kompassros.steering.activities.policies import WRITE_ACTIVITY
from kompassros.steering.goals.contents import plain
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import WRITE_CARD
from kompassros.steering.saving import lock_card, lock_plan

Status = Activity.Status
OPEN = (Status.LATE, Status.NOT_STARTED, Status.STARTED)
ENDED = (Status.DONE, Status.CANCELLED)
WITH_REASONS = (Status.LATE, Status.CANCELLED)
LONGEST_TITLE, LONGEST_OWNER, LONGEST_TEXT = 300, 120, 4000
LARGEST_COST = Decimal(10) ** 12
_DECIMALS = -2


@dataclass(frozen=True)
class ActivityContent:
    """What an activity is. ``owner``: who answers for it; ``cost``: in kronor, None where nobody has said."""

    title: str
    description: str = ""
    owner: str = ""
    deadline: date | None = None
    cost: Decimal | None = None

    def fields(self) -> dict[str, Any]:
        """Return the columns of an activity."""
        return {
            "title": self.title.strip(),
            "description": self.description.strip(),
            "owner": self.owner.strip(),
            "deadline": self.deadline,
            "cost": self.cost,
        }


def content_of(activity: Activity) -> ActivityContent:
    """Return what an activity is now."""
    return ActivityContent(**{name: getattr(activity, name) for name in ActivityContent.__dataclass_fields__})


def check(content: ActivityContent) -> None:
    """Refuse what cannot be kept: DomainError with a sentence that says how to mend it."""
    if not content.title.strip():
        raise DomainError(_("Say what shall be done."))
    if len(content.title.strip()) > LONGEST_TITLE:
        raise DomainError(_("The activity's title is longer than 300 characters. Put the rest into the description."))
    if len(content.owner.strip()) > LONGEST_OWNER:
        raise DomainError(_("The owner's name is longer than 120 characters. Shorten it."))
    if len(content.description.strip()) > LONGEST_TEXT:
        raise DomainError(_("The description is longer than 4,000 characters. Shorten it."))
    if content.cost is not None:
        _check_cost(content.cost)


def _check_cost(cost: Decimal) -> None:
    if not cost.is_finite() or cost < 0:
        raise DomainError(_("The cost is given in kronor and cannot be below zero."))
    exponent = cost.normalize().as_tuple().exponent
    if cost >= LARGEST_COST or (isinstance(exponent, int) and exponent < _DECIMALS):
        raise DomainError(_("The cost is given in kronor with two decimals at most, below a million million."))


@transaction.atomic
def add_activity(*, card: Card, content: ActivityContent, person: Any, goal: GoalEdition | None = None) -> Activity:
    """Add what the body of a card shall do, for a goal of the same plan or for none; it is not started yet.

    DomainError for what cannot be kept, a goal of another plan or a withdrawn one, a closed plan.
    """
    require(person, WRITE_CARD, card)
    held = lock_card(card)
    check(content)
    _check_goal(held.plan, goal)
    activity: Activity = Activity._base_manager.create(
        plan=held.plan, organisation=held.organisation, goal=goal, **content.fields()
    )
    trail.write_activity(activity, person, "added", after=plain({**content.fields(), "goal": goal}))
    return activity


def _check_goal(plan: SteeringPlan, goal: GoalEdition | None) -> None:
    if goal is not None and goal.plan_id != plan.pk:
        raise DomainError(_("An activity belongs to a goal of the same year and municipality."))
    if goal is not None and goal.withdrawn_on is not None:
        raise DomainError(_("The goal “%(title)s” is withdrawn. Choose another one.") % {"title": goal.title})


@transaction.atomic
def change_activity(*, activity: Activity, content: ActivityContent, person: Any) -> Activity:
    """Change what an activity is. Conflict where somebody else has meanwhile; DomainError as in ``add_activity``."""
    _hold(activity, person)
    check(content)
    before, after = plain(content_of(activity).fields()), plain(content.fields())
    claim(activity, **content.fields())
    if before != after:
        trail.write_activity(activity, person, "changed", before=before, after=after)
    return activity


def _hold(activity: Activity, person: Any) -> SteeringPlan:
    require(person, WRITE_ACTIVITY, activity)
    return lock_plan(activity.plan)


@transaction.atomic
def move_activity(*, activity: Activity, goal: GoalEdition | None, person: Any) -> Activity:
    """Let an activity serve another goal of the same plan, or none. Conflict where somebody else has changed it."""
    plan = _hold(activity, person)
    _check_goal(plan, goal)
    if activity.goal_id == (goal.pk if goal else None):
        raise DomainError(_("The activity belongs to this goal already."))
    before = plain({"goal": activity.goal})
    claim(activity, goal=goal)
    trail.write_activity(activity, person, "moved", before=before, after=plain({"goal": goal}))
    return activity


@transaction.atomic
def set_status(*, activity: Activity, status: str, text: str, person: Any, on: date | None = None) -> ActivityEntry:
    """Say how far an activity is; ``on``: the day on which it was done or cancelled, today without one.

    DomainError for the status that it has, a late or cancelled one without a text, a day to come. Conflict where
    somebody else has changed it meanwhile.
    """
    _hold(activity, person)
    _check_status(activity, status, text)
    ended_on = (on or clock.today()) if status in ENDED else None
    if ended_on is not None and ended_on > clock.today():
        raise DomainError(_("An activity is done or cancelled today or before, not on a day to come."))
    before = plain({"status": str(activity.status), "ended_on": _day(activity.ended_on)})
    claim(activity, status=Status(status), ended_on=ended_on)
    after = plain({"status": status, "ended_on": _day(ended_on)})
    trail.write_activity(activity, person, "reported", before=before, after=after, why=text.strip())
    return _enter(activity, status, text, person)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _check_status(activity: Activity, status: str, text: str) -> None:
    if status not in Status.values:
        raise DomainError(_("Choose one of the five statuses."))
    if status == activity.status:
        said = Status(status).label
        raise DomainError(
            _("The activity is “%(status)s” already. Write a text without a new status.") % {"status": said}
        )
    if status in WITH_REASONS and not text.strip():
        raise DomainError(_("Say why the activity is late or cancelled, and what is done about it."))
    _check_text(text)


def _check_text(text: str) -> None:
    if len(text.strip()) > LONGEST_TEXT:
        raise DomainError(_("The text is longer than %(limit)s characters. Shorten it.") % {"limit": LONGEST_TEXT})


def _enter(activity: Activity, status: str, text: str, person: Any) -> ActivityEntry:
    entry: ActivityEntry = ActivityEntry._base_manager.create(
        activity=activity,
        organisation=activity.organisation,
        status=status,
        text=text.strip(),
        by=person,
        at=clock.now(),
    )
    return entry


@transaction.atomic
def write_log(*, activity: Activity, text: str, person: Any) -> ActivityEntry:
    """Tell something of an activity without another status; two who write at once both stand in the log."""
    _hold(activity, person)
    if not text.strip():
        raise DomainError(_("Write what happened, or choose a new status."))
    _check_text(text)
    stored: str = Activity._base_manager.values_list("status", flat=True).get(pk=activity.pk)
    trail.write_activity(activity, person, "told", after={"text": text.strip()})
    return _enter(activity, stored, text, person)
