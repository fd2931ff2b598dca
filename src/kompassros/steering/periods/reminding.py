"""Whoever has a late report, or one that is due soon, is reminded: by those who lead, or on the clock.

At most once a day each. Own choices: what is due within seven days is soon, and the clock reminds each person once
within them, before the deadline; what is late is chased by people.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.organisations.models import Person
from kompassros.organisations.saving import require
from kompassros.records import clock, signals
from kompassros.records.errors import DomainError
from kompassros.records.notices import notify, register_kind
from kompassros.steering.periods import trail
from kompassros.steering.periods.models import CardReport, ReportingPeriod, ReportReminder
from kompassros.steering.periods.people import line_of, managers_on, nearest
from kompassros.steering.periods.policies import RUN_PERIOD
from kompassros.steering.periods.saving import State, lock_period
from kompassros.steering.periods.tables import report_address

SOON, LATE = "report_due_soon", "report_late"
DAYS_BEFORE = timedelta(days=7)
_UNSENT = (CardReport.State.WAITING, CardReport.State.DRAFT)
Pair = tuple[CardReport, Person]


def is_near(period: ReportingPeriod) -> bool:
    """Return whether a period is open and its deadline has passed or comes within seven days."""
    return period.state == State.OPEN and clock.today() + DAYS_BEFORE >= period.due_on


@transaction.atomic
def remind(*, period: ReportingPeriod, person: Any) -> int:
    """Remind everybody whose report is not sent; return how many were told.

    DomainError for a period that is not open, or whose deadline is more than seven days away. Who was reminded today
    is left alone.
    """
    require(person, RUN_PERIOD, period)
    held = lock_period(period, (State.OPEN,))
    if not is_near(held):
        raise DomainError(_("The deadline is more than seven days away. Remind people when it comes nearer."))
    pairs = _people_of(unsent(held))
    known = set(_reminders(held).filter(on=clock.today()).values_list("report", "person"))
    return _tell(held, [pair for pair in pairs if (pair[0].pk, pair[1].pk) not in known], person)


def remind_due() -> int:
    """Remind of reports that are due within seven days, on the clock; return how many were told.

    Each person once for each report, and not again where somebody has reminded them already in these days.
    """
    today = clock.today()
    rows = ReportingPeriod._base_manager.filter(state=State.OPEN, due_on__range=(today, today + DAYS_BEFORE))
    return sum(_remind_of(period) for period in rows.select_related("plan__organisation", "organisation"))


@transaction.atomic
def _remind_of(period: ReportingPeriod) -> int:
    pairs = _people_of(unsent(period).exclude(pk__in=_reminders(period).values("report")))
    if not pairs:
        return 0
    held = lock_period(period, State.values)
    known = set(_reminders(held).values_list("report", "person"))
    still = [pair for pair in pairs if (pair[0].pk, pair[1].pk) not in known]
    return _tell(held, still, None) if held.state == State.OPEN else 0


def unsent(period: ReportingPeriod) -> QuerySet[CardReport]:
    """Return the reports of a period that nobody has sent."""
    related = ("period__plan__organisation", "card__organisation", "stand_in")
    rows = CardReport._base_manager.filter(period=period, state__in=_UNSENT)
    return rows.select_related(*related).order_by("card__organisation__path", "pk")


def _reminders(period: ReportingPeriod) -> QuerySet[ReportReminder]:
    return ReportReminder._base_manager.filter(report__period=period)


def reminders_of(period: ReportingPeriod) -> QuerySet[ReportReminder]:
    """Return who was reminded of which report when, the latest first."""
    rows = _reminders(period).select_related("report__card__organisation", "person", "by")
    return rows.order_by("-at", "-pk")


def _people_of(reports: Iterable[CardReport]) -> list[Pair]:
    """Return each report with its stand-in and its managers: those of the body, else those of the nearest above."""
    found = list(reports)
    lines = {report.pk: line_of(report.card.organisation, report.period.plan.organisation) for report in found}
    managers = managers_on({path for line in lines.values() for path in line})
    pairs: dict[tuple[int, int], Pair] = {}
    for report in found:
        people = nearest(managers, lines[report.pk])
        for person in (*([report.stand_in] if report.stand_in else []), *people):
            if person.is_active:
                pairs[report.pk, person.pk] = (report, person)
    return list(pairs.values())


def _tell(period: ReportingPeriod, pairs: list[Pair], by: Any) -> int:
    """Write to each person about each report, keep that, and write one row of history."""
    if not pairs:
        return 0
    today, now = clock.today(), clock.now()
    kind = LATE if today > period.due_on else SOON
    for report, person in pairs:
        values = {"name": report.card.organisation.name, "period": period.title, "day": period.due_on.isoformat()}
        address = report_address(report)
        notify(people=[person], kind=kind, values=values, address=address, organisation_id=report.organisation_id)
    rows = [
        ReportReminder(report=report, person=person, organisation_id=period.organisation_id, on=today, at=now, by=by)
        for report, person in pairs
    ]
    ReportReminder._base_manager.bulk_create(rows, batch_size=500)
    reports = {report.pk for report, _person in pairs}
    people = {person.pk for _report, person in pairs}
    trail.write_period(period, by, "reminded", after={"late_reports": len(reports), "people": len(people)})
    return len(people)


register_kind(SOON, gettext_lazy("%(period)s: the report of %(name)s is due on %(day)s."))
register_kind(LATE, gettext_lazy("%(period)s: the report of %(name)s was due on %(day)s and is not sent yet."))
signals.each_round.hear(lambda **kwargs: remind_due(), name="steering.periods.reminding")
