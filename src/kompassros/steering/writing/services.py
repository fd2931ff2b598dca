"""A report is begun from a closed period, pinned to a newer edition, published, and corrected by a new edition."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.periods.closing import latest
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.periods.policies import RUN_PERIOD
from kompassros.steering.periods.saving import State, lock_period
from kompassros.steering.writing import trail
from kompassros.steering.writing.contents import Figures, content_of
from kompassros.steering.writing.frozen_report import SCHEMA
from kompassros.steering.writing.models import ReportSection, WrittenEdition, WrittenReport
from kompassros.steering.writing.policies import LEAD_WRITING
from kompassros.steering.writing.proposing import Wanted, known, proposed
from kompassros.steering.writing.saving import lock_report, sections_of

LONGEST_TITLE = 200


@transaction.atomic
def begin_report(*, period: ReportingPeriod, title: str, person: Any) -> WrittenReport:
    """Begin the report of a closed period: pinned to its edition in force, with the chapters that are proposed.

    DomainError for a period that is not closed or whose report is begun already, and without a title.
    """
    require(person, RUN_PERIOD, period)
    held = lock_period(period, (State.CLOSED,))
    edition = latest(held)
    if edition is None or WrittenReport._base_manager.filter(period=held).exists():
        raise DomainError(_("The report of this period is begun already. Open it and write there."))
    report: WrittenReport = WrittenReport._base_manager.create(
        period=held, organisation=held.organisation, edition=edition, title=_titled(title)
    )
    frozen = edition.read()
    _add_all(report, proposed(frozen), edition)
    told = {"title": report.title, "edition": edition.number}
    trail.write_report(report, person, "begun", after=told)
    return report


def _titled(title: str) -> str:
    written = title.strip()
    if not written or len(written) > LONGEST_TITLE:
        raise DomainError(_("A report has a title of at most 200 characters."))
    return written


def _add_all(report: WrittenReport, chapters: list[Wanted], edition: PeriodEdition) -> None:
    stored = known(edition.read())
    for position, wanted in enumerate(chapters, 1):
        section = stored.section(wanted)
        section.report, section.organisation, section.position = report, report.organisation, position
        section.save()


@transaction.atomic
def change_report(
    *, report: WrittenReport, title: str, comments_open: bool, comments_until: date | None, person: Any
) -> WrittenReport:
    """Change the title, and whether residents may comment, until when. Conflict for a second editor."""
    require(person, LEAD_WRITING, report)
    held = lock_report(report)
    values = {"title": _titled(title), "comments_open": comments_open, "comments_until": comments_until}
    before = {name: _plain(getattr(held, name)) for name in values}
    claim(report, **values)
    after = {name: _plain(value) for name, value in values.items()}
    trail.write_report(report, person, "changed", before=before, after=after)
    return report


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def pin_again(*, report: WrittenReport, person: Any) -> list[ReportSection]:
    """Pin a report to the edition of its period in force; return the ready chapters that must be looked at again.

    A chapter that was ready and whose figures differ is being written again. DomainError where there is no newer one.
    """
    require(person, LEAD_WRITING, report)
    held = lock_report(report)
    edition = latest(held.period)
    if edition is None or edition.pk == held.edition_id:
        raise DomainError(_("The period has no newer edition: the figures are those in force."))
    old, new = Figures(held.edition), Figures(edition)
    ready = [each for each in sections_of(held) if each.state == ReportSection.State.READY]
    moved = [each for each in ready if old.of(each) != new.of(each)]
    for section in moved:
        claim(section, state=ReportSection.State.WRITING)
    claim(report, edition=edition)
    told = {"before": {"edition": held.edition.number}, "after": {"edition": edition.number}}
    trail.write_report(report, person, "pinned", **told)
    return moved


def obstacles(report: WrittenReport, sections: list[ReportSection]) -> list[str]:
    """Return what is missing before a report can be published, a sentence each."""
    if not sections:
        return [_("The report has no chapter.")]
    found = []
    for section in sections:
        if section.state != ReportSection.State.READY:
            found.append(_("“%(heading)s” is not ready.") % {"heading": section.heading})
        if section.picture_id and not section.picture_alt:
            found.append(_("The picture of “%(heading)s” has no text that says what it shows.") % _headed(section))
    return found


def _headed(section: ReportSection) -> dict[str, str]:
    return {"heading": section.heading}


@transaction.atomic
def publish_report(*, report: WrittenReport, person: Any, why: str = "") -> WrittenEdition:
    """Freeze a report as its next edition, from now on public. A published one is corrected so, and names why.

    DomainError where something is missing, and for a correction without a reason. Conflict for a second editor.
    """
    require(person, LEAD_WRITING, report)
    held = lock_report(report)
    sections = sections_of(held)
    missing = obstacles(held, sections)
    if missing:
        raise DomainError(" ".join(missing))
    last = WrittenEdition.objects.filter(report=held).order_by("-number").first()
    if last and not why.strip():
        raise DomainError(_("Say why the report is corrected: the reason stands beside the new edition."))
    moment = clock.now()
    claim(report, state=WrittenReport.State.PUBLISHED, published_at=held.published_at or moment)
    edition = WrittenEdition(
        report=report,
        number=last.number + 1 if last else 1,
        frozen_at=moment,
        frozen_by=person,
        why=why.strip() if last else "",
        schema=SCHEMA,
        content=content_of(held, sections, last.number + 1 if last else 1),
    )
    edition.save()
    before = {"number": last.number, "sha256": last.sha256} if last else None
    after = {"number": edition.number, "sha256": edition.sha256}
    trail.write_report(
        report, person, "corrected" if last else "published", before=before, after=after, why=edition.why
    )
    return edition
