"""The tables of reporting: the periods of a year, who has reported, and what differs from the period before."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.steering.editions import editions_table as frozen_table
from kompassros.steering.goals.said import say_attainment
from kompassros.steering.goals.tables import attainment_cell
from kompassros.steering.periods.committees import awaits_decision, is_decision_late
from kompassros.steering.periods.difference import Difference, Moved
from kompassros.steering.periods.documents import said_of, say_state
from kompassros.steering.periods.frozen_period import FrozenCard
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod, ReportReminder
from kompassros.steering.periods.queries import PeriodLine, is_late
from kompassros.steering.periods.usual import word_of
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

PERIOD_TONES: dict[str, Tone] = {
    ReportingPeriod.State.PLANNED: "neutral",
    ReportingPeriod.State.OPEN: "info",
    ReportingPeriod.State.CLOSED: "success",
}
REPORT_TONES: dict[str, Tone] = {
    CardReport.State.WAITING: "warning",
    CardReport.State.DRAFT: "warning",
    CardReport.State.SENT: "info",
    CardReport.State.SIGNED: "success",
}


def period_address(period: ReportingPeriod, name: str = "period", *more: Any) -> str:
    """Return the address of a page of a period."""
    plan = period.plan
    return reverse(f"steering:{name}", args=[plan.organisation.key, plan.year, word_of(period.key), *more])


def report_address(report: CardReport, name: str = "report") -> str:
    """Return the address of a page of a body's report."""
    return period_address(report.period, name, report.card.organisation.key)


def periods_table(lines: Iterable[PeriodLine]) -> Table:
    """Return the periods of a plan with how many have reported."""
    return Table(
        "periods",
        _("Reporting periods"),
        (
            Column("period", pgettext("reporting", "Period")),
            Column("state", _("State"), "tag"),
            Column("data_on", _("Figures until"), "date"),
            Column("due_on", _("Deadline"), "date"),
            Column("cards", _("Bodies"), "number"),
            Column("sent", _("Have reported"), "number"),
            Column("signed", _("Signed"), "number"),
            Column("late", _("Late"), "number"),
        ),
        [_period_row(line) for line in lines],
        empty_text=_("No period is planned yet."),
    )


def _period_row(line: PeriodLine) -> Row:
    period = line.period
    cells = {
        "period": Cell(period.title),
        "state": Cell(period.get_state_display(), tone=PERIOD_TONES[period.state]),
        "data_on": Cell(period.data_on),
        "due_on": Cell(period.due_on),
        **{name: Cell(getattr(line, name)) for name in ("cards", "sent", "signed", "late")},
    }
    return Row(cells, period_address(period))


def reports_table(reports: Sequence[CardReport], readable: set[int]) -> Table:
    """Return who has reported; a report leads on for those who read it."""
    return Table(
        "reports",
        _("Who has reported"),
        (
            Column("body", _("Card")),
            Column("state", _("Report"), "tag"),
            Column("late", _("Late"), "tag"),
            Column("stand_in", _("Stand-in")),
            Column("signed", _("Signed by")),
            Column("decision", _("Decision")),
        ),
        [_report_row(one, readable) for one in reports],
        empty_text=_("Nobody reports until the period is opened."),
    )


def _report_row(one: CardReport, readable: set[int]) -> Row:
    late = Cell(_("late"), tone="danger") if is_late(one) else Cell(None, _("no"))
    none = Cell(None, _("none"))
    cells = {
        "body": Cell(one.card.organisation.name),
        "state": Cell(one.get_state_display(), tone=REPORT_TONES[one.state]),
        "late": late,
        "stand_in": Cell(str(one.stand_in)) if one.stand_in else none,
        "signed": Cell(str(one.signed_by)) if one.signed_by else none,
        "decision": _decision(one),
    }
    return Row(cells, report_address(one) if one.pk in readable else None)


def _decision(one: CardReport) -> Cell:
    """Return the committee's decision, or that it is awaited, or late."""
    if one.decision:
        return Cell(one.decision)
    if is_decision_late(one):
        return Cell(_("late"), tone="danger")
    return Cell(None, _("awaited")) if awaits_decision(one) else Cell(None, _("none"))


def editions_table(period: ReportingPeriod, editions: Iterable[PeriodEdition]) -> Table:
    """Return the editions of a closed period."""
    return frozen_table(
        editions,
        caption=pgettext("period", "Editions"),
        heads=(pgettext("period", "Edition"), _("Frozen")),
        first=_("the period was closed"),
        address=lambda number: period_address(period, "period_edition", number),
        empty=_("The period is not closed yet."),
    )


def reminders_table(reminders: Iterable[ReportReminder]) -> Table:
    """Return who was reminded of which report when, and by whom."""
    return Table(
        "reminders",
        _("Who was reminded"),
        (
            Column("at", _("When"), "date"),
            Column("person", _("Who")),
            Column("body", _("Card")),
            Column("by", _("By")),
        ),
        [
            Row(
                {
                    "at": Cell(one.at),
                    "person": Cell(str(one.person)),
                    "body": Cell(one.report.card.organisation.name),
                    "by": Cell(str(one.by)) if one.by else Cell(_("the clock")),
                }
            )
            for one in reminders
        ],
        empty_text=_("Nobody was reminded yet."),
    )


def cards_table(cards: Iterable[FrozenCard]) -> Table:
    """Return the bodies of an edition with their shares."""
    rows = []
    for card in cards:
        shares = card.shares("all")
        counts = {str(status): Cell(count) for status, count in shares.counts}
        cells = {"body": Cell(card.name), "state": Cell(say_state(card)), "all": Cell(shares.total), **counts}
        rows.append(Row(cells))
    heads = [status for status, _count in shares.counts] if rows else []
    return Table(
        "cards",
        _("Targets of each body, with all below it"),
        (
            Column("body", _("Card")),
            Column("state", _("Report")),
            Column("all", pgettext("steering", "Indicators"), "number"),
            *(Column(str(status), say_attainment(status).capitalize(), "number") for status in heads),
        ),
        rows,
        empty_text=_("No body reported."),
    )


def moved_table(difference: Difference) -> Table:
    """Return the indicators whose status, figure or target is another one than in the period before."""
    return Table(
        "moved",
        _("Indicators with another status, figure or target"),
        (
            Column("body", _("Card")),
            Column("indicator", pgettext("steering", "Indicator"), prose=True),
            Column("before", _("Before")),
            Column("was", _("Attainment before"), "tag"),
            Column("after", _("Now")),
            Column("is", _("Attainment now"), "tag"),
            Column("target", _("Target"), prose=True),
        ),
        [_moved_row(each) for each in difference.moved],
        empty_text=_("No indicator has changed."),
    )


def _moved_row(each: Moved) -> Row:
    before, after = said_of(each.before), said_of(each.after)
    target = (
        _("%(before)s, now %(after)s") % {"before": before[2], "after": after[2]} if each.other_target else after[2]
    )
    return Row(
        {
            "body": Cell(each.card.name),
            "indicator": Cell(each.after.title),
            "before": Cell(before[0]),
            "was": attainment_cell(each.before.attainment),
            "after": Cell(after[0]),
            "is": attainment_cell(each.after.attainment),
            "target": Cell(target),
        }
    )
