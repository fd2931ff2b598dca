"""The figures of a frozen period as a workbook for people and as JSON for programs."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.documents.workbooks import Sheet, Value, write_workbook
from kompassros.records.freezing import canonical_json
from kompassros.steering.budget.documents import money_sheets
from kompassros.steering.goals.said import say_attainment
from kompassros.steering.periods.documents import PeriodReport, said_of, say_state, title_of
from kompassros.steering.periods.frozen_period import number


def figures_json(report: PeriodReport) -> bytes:
    """Return the whole edition, with its number and checksum: the same bytes whenever it is asked for."""
    content = {"edition": report.edition, "sha256": report.sha256, "content": report.period.content}
    return canonical_json(content).encode()


def figures_workbook(report: PeriodReport) -> bytes:
    """Return an XLSX file: a row for each indicator, one for each body's report, and the bodies' money."""
    return write_workbook(
        (_indicators(report), _reports(report), *money_sheets(report.period)), title=title_of(report), day=report.day
    )


def _indicators(report: PeriodReport) -> Sheet:
    heads = (
        *(_("Card"), pgettext("steering", "Goal"), pgettext("steering", "Indicator"), _("Unit"), _("As printed")),
        *(pgettext("figure", "Number"), _("Remarks"), _("Target"), _("Attainment"), _("Version of the rule")),
    )
    rows: list[tuple[Value, ...]] = []
    for card, goal, one in report.period.indicators():
        _figure, flags, target, status = said_of(one)
        value = number(one.value["value"]) if one.value and not one.value["bound"] else None
        names = (card.name, goal.title, one.title, one.content["unit"], one.printed)
        rows.append((*names, value, flags, target, status, one.content["status"]["rule"]))
    return Sheet(pgettext("steering", "Indicators"), heads, rows)


def _reports(report: PeriodReport) -> Sheet:
    heads = (_("Card"), _("State"), _("Text"), _("Decision"), _("Indicators, with all below"))
    shares = [[say_attainment(status) for status, _count in card.shares("all").counts] for card in report.period.cards]
    rows = [
        (
            *(card.name, say_state(card), card.report["text"], card.report["decision"], card.shares("all").total),
            *(count for _status, count in card.shares("all").counts),
        )
        for card in report.period.cards
    ]
    return Sheet(_("Reports"), (*heads, *(shares[0] if shares else ())), rows)
