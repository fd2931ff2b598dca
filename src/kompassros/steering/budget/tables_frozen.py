"""The tables of an edition's money, and of what differs from the period before."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.steering.budget.frozen import CardInEdition, MoneyMoved, compare_money, money_in
from kompassros.steering.budget.said import say_side
from kompassros.steering.budget.tables import Unit
from kompassros.steering.periods.frozen_period import FrozenPeriod
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def edition_table(period: FrozenPeriod, *, exact: bool = False) -> Table | None:
    """Return the money of the bodies of an edition, None where it has none."""
    found = money_in(period)
    if not found:
        return None
    unit = Unit(exact=exact)
    columns = (
        Column("body", _("Body")),
        unit.column("frame", _("Frame %(year)s") % {"year": period.year}),
        unit.column("outcome", pgettext("money", "Outcome")),
        *([] if _is_year(period) else [unit.column("forecast", _("Forecast for the year"))]),
        unit.column("below", _("Frames directly below")),
        Column("said", _("Deviation"), "tag"),
    )
    caption = _("Money of each body")
    return Table("money", caption, columns, [_edition_row(each, unit) for each in found], filtered=False)


def _is_year(period: FrozenPeriod) -> bool:
    return not period.content["period"]["key"]


def _edition_row(each: CardInEdition, unit: Unit) -> Row:
    money = each.money
    said, tone = say_side(money)
    return Row(
        {
            "body": Cell(each.card.name),
            "frame": unit.cell(money.frame, _("not set")),
            "outcome": unit.cell(money.outcome, _("not entered")),
            "forecast": unit.cell(money.forecast, _("not entered")),
            "below": unit.cell(each.below, _("none")),
            "said": Cell(said, tone=tone) if said else Cell(None, _("not known")),
        }
    )


def moved_money_table(before: FrozenPeriod, after: FrozenPeriod, *, exact: bool = False) -> Table | None:
    """Return the bodies whose frame, outcome or forecast is another one than before, None where none is."""
    found = compare_money(before, after)
    if not found:
        return None
    unit = Unit(exact=exact)
    names = (
        ("frame", _("Frame")),
        ("outcome", pgettext("money", "Outcome")),
        ("forecast", _("Forecast for the year")),
    )
    columns = [Column("body", _("Body"))]
    for key, label in names:
        words = {"what": label}
        columns += [
            unit.column(f"{key}-before", _("%(what)s before") % words),
            unit.column(f"{key}-after", _("%(what)s now") % words),
        ]
    rows = list(_moved_rows(found, [key for key, _label in names], unit))
    return Table("money", _("Bodies with another frame, outcome or forecast"), columns, rows, filtered=False)


def _moved_rows(found: Iterable[MoneyMoved], keys: list[str], unit: Unit) -> Iterable[Row]:
    none = _("not known")
    for each in found:
        cells = {"body": Cell(each.card.name)}
        for key in keys:
            cells[f"{key}-before"] = unit.cell(getattr(each.before, key), none)
            cells[f"{key}-after"] = unit.cell(getattr(each.after, key), none)
        yield Row(cells)
