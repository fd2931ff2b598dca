"""The pages of a period and of a body's report: found by their addresses, allowed by a policy."""

from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.steering.access import scoped_page
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod
from kompassros.steering.periods.usual import key_of
from kompassros.web.access import View

_REPORT = (
    "period__plan__organisation",
    "period__organisation",
    "card__organisation__parent",
    "card__plan__organisation",
)


def find_period(request: HttpRequest, municipality: str, year: int, key: str, **others: Any) -> ReportingPeriod:
    """Return the period that an address names; Http404 for one that is not there."""
    rows = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation")
    found: ReportingPeriod | None = rows.filter(
        plan__organisation__key=municipality, plan__year=year, key=key_of(key)
    ).first()
    if found is None:
        raise Http404(_("There is no such reporting period in this plan."))
    return found


def find_report(request: HttpRequest, municipality: str, year: int, key: str, body: str, **others: Any) -> CardReport:
    """Return the report that an address names; Http404 for one that is not there."""
    rows = CardReport._base_manager.select_related(*_REPORT, "stand_in", "sent_by", "signed_by")
    of_plan = rows.filter(period__plan__organisation__key=municipality, period__plan__year=year)
    found: CardReport | None = of_plan.filter(period__key=key_of(key), organisation__key=body).first()
    if found is None:
        raise Http404(_("This body does not report in this period."))
    return found


def find_edition(
    request: HttpRequest, municipality: str, year: int, key: str, number: int, **others: Any
) -> PeriodEdition:
    """Return the edition that an address names; Http404 for one that is not there."""
    rows = PeriodEdition.objects.select_related("period__plan__organisation", "period__organisation", "frozen_by")
    of_plan = rows.filter(period__plan__organisation__key=municipality, period__plan__year=year)
    found = of_plan.filter(period__key=key_of(key), number=number).first()
    if found is None:
        raise Http404(_("The period has no such edition."))
    return found


def period_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a period."""
    return scoped_page(policy, find_period, lambda one: cast("Organisation", one.organisation))


def report_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a body's report; it reads in the whole municipality."""
    return scoped_page(policy, find_report, lambda one: cast("Organisation", one.period.organisation))


def edition_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a closed period's edition."""
    return scoped_page(policy, find_edition, lambda one: cast("Organisation", one.period.organisation))


def period_of(request: HttpRequest) -> ReportingPeriod:
    """Return the period that the page is about."""
    return cast("ReportingPeriod", request.subject)  # type: ignore[attr-defined]


def report_of(request: HttpRequest) -> CardReport:
    """Return the report that the page is about."""
    return cast("CardReport", request.subject)  # type: ignore[attr-defined]


def edition_of(request: HttpRequest) -> PeriodEdition:
    """Return the edition that the page is about."""
    return cast("PeriodEdition", request.subject)  # type: ignore[attr-defined]
