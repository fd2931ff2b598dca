"""Closing freezes a period as an edition, once; what is found wrong later is a new edition that names the old one."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim, require
from kompassros.records import clock, jobs
from kompassros.records.models import Job
from kompassros.steering.periods import trail
from kompassros.steering.periods.frozen_period import SCHEMA, Json
from kompassros.steering.periods.gathering import Report, gather, marks
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod
from kompassros.steering.periods.policies import RUN_PERIOD
from kompassros.steering.periods.saving import State, lock_period
from kompassros.steering.writing.asked import requests_of

JOB = "steering.close_period"
MANY_CARDS = 200
"""From how many reporting bodies on a period is closed by the worker, with progress shown. Own choice."""


@dataclass(frozen=True)
class Closed:
    """What came of closing: the edition, or the job that makes it."""

    edition: PeriodEdition | None = None
    job: Job | None = None


@transaction.atomic
def start_closing(*, period: ReportingPeriod, person: Any) -> Closed:
    """Close a period here and now, or, with many bodies, by a job. DomainError for one that is not open."""
    require(person, RUN_PERIOD, period)
    held = lock_period(period, (State.OPEN,))
    if CardReport._base_manager.filter(period=held).count() < MANY_CARDS:
        return Closed(edition=close_period(period=period, person=person))
    arguments = {"period": held.pk, "person": person.pk if person else None}
    return Closed(job=jobs.start(JOB, arguments=arguments, person=person, organisation_id=held.organisation_id))


def close_period(*, period: ReportingPeriod, person: Any, report: Report = lambda done, total: None) -> PeriodEdition:
    """Close a period, whoever has reported, and freeze it as its first edition. DomainError for one that is not open.

    Everything is read before the period is held, so that progress is seen and nobody waits; what somebody changes
    meanwhile is noticed, and everything read again while all changes wait.
    """
    require(person, RUN_PERIOD, period)
    fresh = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation").get(pk=period.pk)
    before = marks(fresh)
    content = gather(fresh, report)
    with transaction.atomic():
        held = lock_period(period, (State.OPEN,))
        if held.version != fresh.version or marks(held) != before:
            content = gather(held)
        return _freeze(period, held, content, person)


def _freeze(period: ReportingPeriod, held: ReportingPeriod, content: Json, person: Any) -> PeriodEdition:
    period.version = held.version
    claim(period, state=State.CLOSED)
    edition = store_edition(held, content | {"asked": requests_of(held)}, person=person, why="")
    states = [card["report"]["state"] for card in content["cards"]]
    told = {
        "state": str(State.CLOSED),
        "edition": edition.number,
        "cards": len(states),
        "signed_cards": states.count(CardReport.State.SIGNED),
        "sha256": edition.sha256,
    }
    trail.write_period(period, person, "closed", before={"state": str(State.OPEN)}, after=told)
    return edition


def store_edition(period: ReportingPeriod, content: Json, *, person: Any, why: str) -> PeriodEdition:
    """Store content as the next edition of a period; inside the transaction that holds it."""
    last = latest(period)
    edition = PeriodEdition(
        period=period,
        number=last.number + 1 if last else 1,
        frozen_at=clock.now(),
        frozen_by=person,
        why=why,
        schema=SCHEMA,
        content=content,
    )
    edition.save()
    return edition


def latest(period: ReportingPeriod) -> PeriodEdition | None:
    """Return the edition that is in force, None for a period that is not closed."""
    return PeriodEdition.objects.filter(period=period).order_by("-number").first()


def _do(arguments: dict[str, Any], progress: jobs.Progress) -> dict[str, Any]:
    """Do a job. One that ran before and was cut off after closing gives the edition that there is."""
    rows = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation")
    period = rows.get(pk=arguments["period"])
    person = Person.objects.filter(pk=arguments["person"]).first()
    found = latest(period) or close_period(period=period, person=person, report=progress.report)
    return {"edition": found.pk, "number": found.number, "said": _("The period is closed.")}


jobs.register(JOB, _do)
