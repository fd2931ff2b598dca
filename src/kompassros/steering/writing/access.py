"""The pages of a written report, of its chapters and of its editions: found by their addresses, allowed by a policy."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.steering.access import scoped_page
from kompassros.steering.periods.usual import key_of
from kompassros.steering.writing.models import ReportSection, WrittenEdition, WrittenReport
from kompassros.web.access import View

_PERIOD = ("period__plan__organisation", "organisation", "edition")


def find_writing(request: HttpRequest, municipality: str, year: int, key: str, **others: Any) -> WrittenReport:
    """Return the report that an address names; Http404 where none is begun."""
    rows = WrittenReport._base_manager.select_related(*_PERIOD)
    found: WrittenReport | None = rows.filter(**_where(municipality, year, key)).first()
    if found is None:
        raise Http404(_("No report of this period is begun."))
    found.period.organisation = found.organisation
    return found


def _where(municipality: str, year: int, key: str, before: str = "") -> dict[str, Any]:
    plan = f"{before}period__plan__"
    return {
        f"{plan}organisation__key": municipality,
        f"{plan}year": year,
        f"{before}period__key": key_of(key),
    }


def find_section(
    request: HttpRequest, municipality: str, year: int, key: str, uid: UUID, **others: Any
) -> ReportSection:
    """Return the chapter that an address names; Http404 for one that is not there."""
    related = [f"report__{each}" for each in _PERIOD]
    rows = ReportSection._base_manager.select_related(
        *related, "organisation", "goal", "body", "picture", "assigned_to"
    )
    found: ReportSection | None = rows.filter(uid=uid, **_where(municipality, year, key, "report__")).first()
    if found is None:
        raise Http404(_("The report has no such chapter."))
    return found


def find_written(
    request: HttpRequest, municipality: str, year: int, key: str, number: int, **others: Any
) -> WrittenEdition:
    """Return the edition that an address names; Http404 for one that is not there."""
    related = ("report__period__plan__organisation", "report__organisation", "frozen_by")
    rows = WrittenEdition.objects.select_related(*related)
    found = rows.filter(number=number, **_where(municipality, year, key, "report__")).first()
    if found is None:
        raise Http404(_("The report has no such edition."))
    return found


def writing_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a written report."""
    return scoped_page(policy, find_writing, lambda one: cast("Organisation", one.organisation))


def section_page(policy: str) -> Callable[[View], View]:
    """Declare a page of a chapter."""
    return scoped_page(policy, find_section, lambda one: cast("Organisation", one.organisation))


def written_page(policy: str) -> Callable[[View], View]:
    """Declare a page of an edition of a written report."""
    return scoped_page(policy, find_written, lambda one: cast("Organisation", one.report.organisation))


def report_of(request: HttpRequest) -> WrittenReport:
    """Return the report that the page is about."""
    return cast("WrittenReport", request.subject)  # type: ignore[attr-defined]


def section_of(request: HttpRequest) -> ReportSection:
    """Return the chapter that the page is about."""
    return cast("ReportSection", request.subject)  # type: ignore[attr-defined]


def edition_of(request: HttpRequest) -> WrittenEdition:
    """Return the edition that the page is about."""
    return cast("WrittenEdition", request.subject)  # type: ignore[attr-defined]
