"""Which reports everybody may read, what their chapters are called, and whether they take comments now."""

from uuid import UUID

from kompassros.records import clock
from kompassros.steering.writing.models import WrittenEdition, WrittenReport


def is_public(report: WrittenReport) -> bool:
    """Return whether everybody may read a report: a condition on the clock, to the second."""
    return report.published_at is not None and report.published_at <= clock.now()


def takes_comments(report: WrittenReport) -> bool:
    """Return whether residents can comment now: it is public, comments are open, and their last day has not passed."""
    in_time = report.comments_until is None or clock.today() <= report.comments_until
    return is_public(report) and report.comments_open and in_time


def latest_edition(report: WrittenReport) -> WrittenEdition | None:
    """Return the edition of a report that is in force, None for one that was never frozen; one query."""
    return WrittenEdition.objects.filter(report=report).order_by("-number").first()


def chapter_of(report: WrittenReport, section: UUID) -> str | None:
    """Return what a chapter of the edition in force is called, None for a section that it does not have."""
    edition = latest_edition(report)
    sections = edition.content["sections"] if edition else []
    return next((str(each["heading"]) for each in sections if each["uid"] == str(section)), None)
