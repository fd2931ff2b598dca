"""Whom a chapter can be given to, and how they are told."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.records import clock
from kompassros.records.notices import notify, register_kind
from kompassros.steering.periods.usual import word_of
from kompassros.steering.policies import EVERYONE
from kompassros.steering.writing.models import WrittenReport

GIVEN = "steering_chapters_given"


def writers_of(municipality: Organisation) -> list[Person]:
    """Return the people who belong to a municipality, by name: whoever has a role on it or on a part of it today."""
    today = clock.today()
    grants = Grant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today),
        role__in=EVERYONE,
        organisation__path__startswith=municipality.path or "-",
        valid_from__lte=today,
        withdrawn_at=None,
    )
    return sorted(
        Person.objects.filter(pk__in=grants.values("person"), is_active=True), key=lambda one: (str(one), one.pk)
    )


def writing_address(report: WrittenReport, name: str = "writing", *more: object) -> str:
    """Return the address of a page of a written report."""
    plan = report.period.plan
    arguments = [report.organisation.key, plan.year, word_of(report.period.key), *more]
    return reverse(f"steering:{name}", args=arguments)


def tell_given(report: WrittenReport, people: Iterable[Person], count: int, due: date | None) -> int:
    """Tell people that they have chapters to write; return how many were told."""
    return notify(
        people=people,
        kind=GIVEN,
        values={"report": report.title, "count": count, "day": due.isoformat() if due else "–"},
        address=writing_address(report),
        organisation_id=report.organisation_id,
    )


register_kind(GIVEN, _("“%(report)s”: chapters for you to write: %(count)s. Due: %(day)s."))
