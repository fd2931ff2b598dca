"""The tables of money: frames by body and year, outcome and forecast by body, and what a file would store.

A page shows thousands of kronor; the file of the same table has the exact kronor.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.methods.budget import in_thousands
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.queries import Branch
from kompassros.steering.budget.said import say_side
from kompassros.steering.budget.services import years_of
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def money_address(card: Card, name: str = "budget_card", *more: str) -> str:
    """Return the address of a page of a body's money."""
    plan = card.plan
    return reverse(f"steering:{name}", args=[plan.organisation.key, plan.year, card.organisation.key, *more])


class Unit:
    """Amounts of one table: in thousands for the page, exact for its file."""

    def __init__(self, *, exact: bool) -> None:
        self._exact = exact
        self.name = _("kronor") if exact else _("thousand kronor")

    def column(self, key: str, label: str) -> Column:
        """Return a column of amounts; the unit stands in its head."""
        return Column(key, label, "number", unit=self.name, decimals=None if self._exact else 0)

    def cell(self, amount: Decimal | None, missing: str) -> Cell:
        """Return an amount, or why there is none."""
        if amount is None:
            return Cell(None, missing)
        return Cell(without_noughts(amount) if self._exact else in_thousands(amount))


def without_noughts(amount: Decimal) -> Decimal:
    """Return an amount without decimals where it has none."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _name(branch: Branch) -> Cell:
    name = branch.card.organisation.name
    return Cell(name, "– " * branch.depth + name)


def _address(branch: Branch) -> str | None:
    return money_address(branch.card) if branch.readable else None


def frames_table(plan: SteeringPlan, branches: Sequence[Branch], *, exact: bool = False) -> Table:
    """Return the frames of the bodies for four years."""
    unit, years = Unit(exact=exact), years_of(plan)
    columns = (Column("body", _("Body")), *(unit.column(str(year), str(year)) for year in years))
    rows = [_frame_row(branch, years, unit) for branch in branches]
    empty = _("No body has a card yet.")
    return Table(
        "frames", _("Frames of the bodies"), columns, rows, empty_text=empty, source=plan.source, filtered=False
    )


def _frame_row(branch: Branch, years: Iterable[int], unit: Unit) -> Row:
    missing = _("not set") if branch.readable else _("not agreed yet")
    amounts = zip(years, branch.money.frames, strict=True)
    return Row(
        {"body": _name(branch), **{str(year): unit.cell(amount, missing) for year, amount in amounts}},
        _address(branch),
    )


def below_table(plan: SteeringPlan, branches: Sequence[Branch], *, exact: bool = False) -> Table:
    """Return the frames of the bodies that have others below them beside what those directly below have together."""
    unit = Unit(exact=exact)
    columns = (
        Column("body", _("Body")),
        unit.column("frame", _("Frame %(year)s") % {"year": plan.year}),
        unit.column("below", _("Frames directly below")),
        Column("known", _("Of them have a frame")),
        unit.column("difference", _("Frame less those below")),
    )
    rows = [_below_row(branch, unit) for branch in branches if branch.has_below]
    caption = _("Frames beside those directly below")
    return Table("below", caption, columns, rows, source=plan.source, filtered=False)


def _below_row(branch: Branch, unit: Unit) -> Row:
    missing, this = _("not set") if branch.readable else _("not agreed yet"), branch.handed_on[0]
    counts = {"known": this.below.known, "count": this.below.count}
    return Row(
        {
            "body": _name(branch),
            "frame": unit.cell(branch.money.frame, missing),
            "below": unit.cell(this.below.total, _("not set")),
            "known": Cell(_("%(known)s of %(count)s") % counts),
            "difference": unit.cell(this.difference, _("not known")),
        },
        _address(branch),
    )


def spent_table(
    plan: SteeringPlan, period: ReportingPeriod, branches: Sequence[Branch], *, exact: bool = False
) -> Table:
    """Return what the bodies have cost until a period's data date, and their forecasts beside their frames."""
    unit = Unit(exact=exact)
    columns = (
        Column("body", _("Body")),
        unit.column("frame", _("Frame %(year)s") % {"year": plan.year}),
        unit.column("outcome", pgettext("money", "Outcome")),
        Column("used", _("Of the frame"), "number", unit="%", decimals=1),
        *([unit.column("forecast", _("Forecast for the year"))] if period.key else []),
        unit.column("deviation", _("Frame less forecast") if period.key else _("Frame less outcome")),
        Column("said", _("Deviation"), "tag"),
    )
    return Table(
        "spent",
        _("Outcome and forecast: %(period)s") % {"period": period.title},
        columns,
        [_spent_row(branch, unit) for branch in branches],
        empty_text=_("No body has a card yet."),
        source=plan.source,
        filtered=False,
    )


def _spent_row(branch: Branch, unit: Unit) -> Row:
    hidden = "" if branch.readable else _("not agreed yet")
    money, missing = branch.money, hidden or _("not entered")
    said, tone = say_side(money)
    used = None if money.used is None else Decimal(money.used.numerator) / money.used.denominator
    cells = {
        "body": _name(branch),
        "frame": unit.cell(money.frame, hidden or _("not set")),
        "outcome": unit.cell(money.outcome, missing),
        "used": Cell(used) if used is not None else Cell(None, hidden or _("not known")),
        "forecast": unit.cell(money.forecast, missing),
        "deviation": unit.cell(money.deviation, hidden or _("not known")),
        "said": Cell(said, tone=tone) if said else Cell(None, hidden or _("not known")),
    }
    return Row(cells, _address(branch))


def vintages_table(rows: Iterable[BudgetFrame], *, exact: bool = False) -> Table:
    """Return the frames of a body by year with those that held before, and the decisions that changed them."""
    unit = Unit(exact=exact)
    columns = (
        Column("year", _("Year")),
        unit.column("amount", _("Frame")),
        Column("holds", _("Holds"), "tag"),
        Column("decision", _("Decision")),
        Column("source", _("Source")),
        Column("by", _("Entered by")),
        Column("at", _("Entered"), "date"),
    )
    seen: set[int] = set()
    found = []
    for row in rows:
        holds = row.year not in seen
        seen.add(row.year)
        found.append(
            Row(
                {
                    "year": Cell(str(row.year)),
                    "amount": unit.cell(row.amount, _("taken back")),
                    "holds": _holds(holds=holds),
                    "decision": Cell(row.decision) if row.decision else Cell(None, _("none")),
                    **_entered(row),
                }
            )
        )
    empty = _("No frame is set. Those who lead the steering set it.")
    return Table("frames", _("Frames"), columns, found, empty_text=empty, filtered=False)


def _holds(*, holds: bool) -> Cell:
    return Cell(_("holds"), tone="success") if holds else Cell(_("replaced"), tone="neutral")


def _entered(row: BudgetFrame | BudgetOutcome) -> dict[str, Cell]:
    return {
        "source": Cell(row.source) if row.source else Cell(None, _("none")),
        "by": Cell(str(row.entered_by or "Kompassros")),
        "at": Cell(row.entered_at),
    }


def entered_table(rows: Iterable[BudgetOutcome], periods: Sequence[ReportingPeriod], *, exact: bool = False) -> Table:
    """Return outcome and forecast of a body by period, with the figures that were corrected."""
    unit = Unit(exact=exact)
    columns = (
        Column("period", pgettext("reporting", "Period")),
        unit.column("outcome", pgettext("money", "Outcome")),
        unit.column("forecast", _("Forecast for the year")),
        Column("holds", _("Holds"), "tag"),
        Column("source", _("Source")),
        Column("by", _("Entered by")),
        Column("at", _("Entered"), "date"),
    )
    order = {period.key: number for number, period in enumerate(periods)}
    titles = {period.key: period.title for period in periods}
    seen: set[str] = set()
    found = []
    for row in sorted(rows, key=lambda each: order.get(each.period, len(order))):
        holds = row.period not in seen
        seen.add(row.period)
        cells = {
            "period": Cell(titles.get(row.period, row.period)),
            "outcome": unit.cell(row.outcome, _("not entered")),
            "forecast": unit.cell(row.forecast, _("not entered")),
            "holds": _holds(holds=holds),
        }
        found.append(Row(cells | _entered(row)))
    empty = _("No outcome or forecast is entered. The body's manager enters them in each reporting period.")
    return Table("spent", _("Outcome and forecast"), columns, found, empty_text=empty, filtered=False)
