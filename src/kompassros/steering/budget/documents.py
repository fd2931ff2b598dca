"""The money of an edition in its report and in its workbook: cost beside result. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.documents.blocks import Block, Column, Table, plain
from kompassros.documents.workbooks import Sheet, Value
from kompassros.steering.budget.frozen import CardInEdition, frozen_money, money_in
from kompassros.steering.budget.said import say_amount, say_money, say_thousands, say_used
from kompassros.steering.budget.services import YEARS
from kompassros.steering.periods.frozen_period import FrozenCard, FrozenPeriod


def money_blocks(period: FrozenPeriod) -> list[Block]:
    """Return the table of the money of all bodies, nothing where the edition has none."""
    found = money_in(period)
    return [_table(period, found)] if found else []


def _table(period: FrozenPeriod, found: list[CardInEdition]) -> Table:
    is_year = _is_year(period)
    heads = (
        _("Frame %(year)s") % {"year": period.year},
        pgettext("money", "Outcome"),
        _("Of the frame"),
        *([] if is_year else [_("Forecast for the year")]),
        _deviation_of(period),
        _("Frames directly below"),
    )
    columns = (Column(_("Body")), *(Column(head, numeric=True) for head in heads))
    rows = tuple(_row(each, is_year=is_year) for each in found)
    return Table(_("Money of each body, in thousand kronor; empty is not known"), columns, rows)


def _is_year(period: FrozenPeriod) -> bool:
    """Return whether a period is that of the whole year, whose outcome stands in the place of a forecast."""
    return not period.content["period"]["key"]


def _deviation_of(period: FrozenPeriod) -> str:
    return _("Frame less outcome") if _is_year(period) else _("Frame less forecast")


def _row(each: CardInEdition, *, is_year: bool) -> tuple[str, ...]:
    money = each.money
    forecast = [] if is_year else [say_thousands(money.forecast)]
    first = (each.card.name, say_thousands(money.frame), say_thousands(money.outcome), say_used(money))
    return (*first, *forecast, say_thousands(money.deviation), say_thousands(each.below))


def card_blocks(card: FrozenCard, year: int) -> list[Block]:
    """Return the money of a body in sentences, nothing where it has none."""
    money = frozen_money(card)
    if not money:
        return []
    later = [
        _("%(year)s: %(amount)s") % {"year": year + after, "amount": say_amount(amount)}
        for after, amount in enumerate(money.frames)
        if after and amount is not None
    ]
    text = say_money(money)
    if later:
        text += " " + _("Frames of the years after: %(frames)s.") % {"frames": "; ".join(later)}
    return [plain(text)]


def money_sheets(period: FrozenPeriod) -> list[Sheet]:
    """Return a sheet with the exact kronor of all bodies, nothing where the edition has no money."""
    found = money_in(period)
    if not found:
        return []
    years = [_("Frame %(year)s") % {"year": period.year + after} for after in range(YEARS)]
    told = (pgettext("money", "Outcome"), _("Forecast for the year"), _deviation_of(period))
    below = (_("Frames directly below"), _("Frame less those below"))
    heads = (_("Body"), *(_("%(what)s (kronor)") % {"what": what} for what in (*years, *told, *below)), _("Source"))
    return [Sheet(_("Budget"), heads, [_sheet_row(each) for each in found])]


def _sheet_row(each: CardInEdition) -> tuple[Value, ...]:
    money = each.money
    told = (money.outcome, money.forecast, money.deviation, each.below, each.difference)
    return (each.card.name, *money.frames, *told, money.source)
