"""Which reports of municipalities the public reads: published ones only, from their frozen editions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from kompassros.portal.annual.chapters import Chapter
from kompassros.records import clock
from kompassros.steering.periods.policies import is_public
from kompassros.steering.residents.reading import latest_edition
from kompassros.steering.writing.files import FIGURES, KINDS, Kind
from kompassros.steering.writing.models import WrittenEdition, WrittenReport


@dataclass(frozen=True)
class PublicReport:
    """A published report as it is listed."""

    row: WrittenReport

    @property
    def municipality(self) -> str:
        """The key of its municipality."""
        return str(self.row.organisation.key)

    @property
    def municipality_name(self) -> str:
        """What the municipality is called now."""
        return str(self.row.organisation.name)

    @property
    def title(self) -> str:
        """What its edition in force is called: a later change of the title is not public."""
        return str(self.row.frozen_title)  # type: ignore[attr-defined]

    @property
    def year(self) -> int:
        """The year of its plan."""
        return int(self.row.period.plan.year)

    @property
    def period(self) -> str:
        """What its period is called."""
        return str(self.row.period.title)

    @property
    def which(self) -> str:
        """How it is named in addresses: "2026", or "2026-t1" for a part of the year."""
        key = str(self.row.period.key).lower()
        return f"{self.year}-{key}" if key else str(self.year)

    @property
    def published_at(self) -> datetime | None:
        """Since when it is public."""
        moment: datetime | None = self.row.published_at
        return moment

    @property
    def comments_until(self) -> date | None:
        """The last day for comments, None where none is set."""
        day: date | None = self.row.comments_until
        return day


@dataclass(frozen=True)
class OpenReport:
    """A published report with its edition in force."""

    report: PublicReport
    edition: WrittenEdition

    @cached_property
    def content(self) -> dict[str, Any]:
        """What was frozen."""
        found: dict[str, Any] = self.edition.content
        return found

    @cached_property
    def chapters(self) -> list[Chapter]:
        """Its chapters in their order."""
        return [Chapter(each) for each in self.content["sections"]]

    @property
    def title(self) -> str:
        """What it is called, as it was frozen."""
        return str(self.content["report"]["title"])

    @property
    def kinds(self) -> list[Kind]:
        """Its documents; the workbook holds every body's report, and so is public once the period itself is."""
        whole = is_public(self.report.row.period)
        return [kind for kind in KINDS if whole or kind is not FIGURES]

    def place_of(self, uid: UUID) -> int | None:
        """Return which chapter has an identity, None for none."""
        return next((place for place, chapter in enumerate(self.chapters) if chapter.key == uid), None)


def _published() -> QuerySet[WrittenReport]:
    editions = WrittenEdition.objects.filter(report=OuterRef("pk")).order_by("-number")
    rows = WrittenReport._base_manager.filter(published_at__lte=clock.now())
    titled = rows.annotate(frozen_title=Subquery(editions.values("content__report__title")[:1]))
    return titled.select_related("organisation", "period__plan").order_by("-period__data_on", "-pk")


def reports_of(keys: Iterable[str]) -> list[PublicReport]:
    """Return the published reports of municipalities by their keys, the latest period first; one query."""
    return [PublicReport(row) for row in _published().filter(organisation__key__in=list(keys))]


def find_report(key: str, which: str) -> OpenReport | None:
    """Return a published report with its edition in force; two queries."""
    found = next((one for one in reports_of([key]) if one.which == which), None)
    edition = latest_edition(found.row) if found else None
    return OpenReport(found, edition) if found and edition else None
