"""The public addresses of a municipality's published reports."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from kompassros.portal.annual.reading import PublicReport


def report_address(report: PublicReport, name: str = "annual_report", *more: Any) -> str:
    """Return the address of a report's front page, or of another page of it."""
    return reverse(f"portal:{name}", args=[report.municipality, report.which, *more])


def chapter_address(report: PublicReport, chapter: UUID, name: str = "annual_chapter") -> str:
    """Return the address of a chapter, or of another page about it; the same in every edition."""
    return report_address(report, name, chapter)
