"""The periods of a year are planned, changed while they wait, and opened; a closed one is published."""

import re
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.periods import trail
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.policies import RUN_PERIOD, is_public
from kompassros.steering.periods.saving import State, lock_period
from kompassros.steering.periods.usual import YEAR_WORD, PeriodContent, usual_periods
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import LEAD_PLAN
from kompassros.steering.saving import lock_plan

LONGEST_TITLE = 120
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}\Z")


@transaction.atomic
def plan_usual(*, plan: SteeringPlan, person: Any) -> list[ReportingPeriod]:
    """Plan the usual periods of a plan's year, those that are there already left alone; return the new ones."""
    require(person, LEAD_PLAN, plan)
    held = lock_plan(plan)
    known = set(ReportingPeriod._base_manager.filter(plan=held).values_list("key", flat=True))
    usual = usual_periods(held.year, held.organisation.country)
    return [_store(held, content, person) for content in usual if content.key not in known]


@transaction.atomic
def add_period(*, plan: SteeringPlan, content: PeriodContent, person: Any) -> ReportingPeriod:
    """Plan a period of the municipality's own. DomainError for a key that is taken, and for days in the wrong order."""
    require(person, LEAD_PLAN, plan)
    held = lock_plan(plan)
    _check(content)
    return _store(held, content, person)


def _check(content: PeriodContent) -> None:
    if content.key and (not _KEY.match(content.key) or content.key == YEAR_WORD):
        raise DomainError(_("A period's short name has letters, digits and hyphens, at most 20, such as “T1”."))
    if not content.title.strip():
        raise DomainError(_("Give the period a title."))
    if len(content.title.strip()) > LONGEST_TITLE:
        raise DomainError(_("The title is longer than 120 characters. Shorten it."))
    if content.due_on < content.data_on:
        raise DomainError(_("The deadline lies on or after the day until which the figures go."))


def _fields(content: PeriodContent) -> dict[str, Any]:
    return {"title": content.title.strip(), "data_on": content.data_on, "due_on": content.due_on}


def _told(content: PeriodContent) -> dict[str, str]:
    days = {"data_on": content.data_on.isoformat(), "due_on": content.due_on.isoformat()}
    return {"title": content.title.strip(), **days}


def _store(plan: SteeringPlan, content: PeriodContent, person: Any) -> ReportingPeriod:
    try:
        with transaction.atomic():
            period: ReportingPeriod = ReportingPeriod._base_manager.create(
                plan=plan, organisation=plan.organisation, key=content.key, **_fields(content)
            )
    except IntegrityError:
        raise DomainError(_("The plan has a period with this short name already.")) from None
    trail.write_period(period, person, "planned", after=_told(content))
    return period


@transaction.atomic
def change_period(*, period: ReportingPeriod, content: PeriodContent, person: Any) -> ReportingPeriod:
    """Change title and days of a period that is not closed; its key stays. Conflict where somebody else was first."""
    require(person, RUN_PERIOD, period)
    held = lock_period(period, (State.PLANNED, State.OPEN))
    _check(content)
    before = PeriodContent(held.key, held.title, held.data_on, held.due_on)
    claim(period, **_fields(content))
    trail.write_period(period, person, "changed", before=_told(before), after=_told(content))
    return period


@transaction.atomic
def open_period(*, period: ReportingPeriod, person: Any) -> int:
    """Open a period: every agreed card gets a report that waits to be written; return how many.

    DomainError for a plan that is not adopted, for a period that is open or closed, and where no card is agreed.
    """
    require(person, RUN_PERIOD, period)
    held = lock_period(period, (State.PLANNED,))
    lock_plan(held.plan, (SteeringPlan.State.ADOPTED,))
    count = _take_in(held)
    if not count:
        raise DomainError(_("No card of the plan is agreed yet: there is nothing to report about."))
    claim(period, state=State.OPEN)
    told = {"state": str(State.OPEN), "cards": count}
    trail.write_period(period, person, "opened", before={"state": str(State.PLANNED)}, after=told)
    return count


@transaction.atomic
def take_in_cards(*, period: ReportingPeriod, person: Any) -> int:
    """Give a report to the cards that were agreed since the period was opened; return how many."""
    require(person, RUN_PERIOD, period)
    count = _take_in(lock_period(period, (State.OPEN,)))
    if count:
        claim(period)
        trail.write_period(period, person, "widened", after={"cards": count})
    return count


def _take_in(period: ReportingPeriod) -> int:
    known = CardReport._base_manager.filter(period=period).values("card")
    agreed = Card._base_manager.filter(plan=period.plan, state=Card.State.AGREED, ended_on=None)
    cards = agreed.exclude(pk__in=known)
    rows = [CardReport(period=period, card=card, organisation_id=card.organisation_id) for card in cards]
    CardReport._base_manager.bulk_create(rows, batch_size=500)
    return len(rows)


@transaction.atomic
def publish(*, period: ReportingPeriod, at: datetime | None, person: Any) -> ReportingPeriod:
    """Set or move the moment from which everybody may read a closed period; None is now. Not taken back once come."""
    require(person, RUN_PERIOD, period)
    held = lock_period(period, (State.CLOSED,))
    if is_public(held):
        raise DomainError(_("The report is public already."))
    now = clock.now()
    if at is not None and at < now:
        raise DomainError(_("This moment has passed. Choose one to come, or publish now."))
    moment = at or now
    claim(period, published_at=moment)
    trail.write_period(period, person, "published", after={"published_at": moment.isoformat()})
    return period
