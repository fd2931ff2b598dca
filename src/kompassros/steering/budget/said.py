"""Money in words: amounts with their unit, and a body's frame, outcome and forecast as sentences."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.methods.budget import in_millions, in_thousands
from kompassros.steering.budget.queries import CardMoney, Money
from kompassros.web.cells import Tone
from kompassros.web.formats import format_date, format_number

_MILLIONS, _THOUSANDS = Decimal(10_000_000), Decimal(10_000)
"""From where an amount is said in millions with one decimal, and in thousands. Own choice."""


def say_amount(amount: Decimal) -> str:
    """Return an amount as it is read at once: "12.4 million kronor"; files have it to the öre."""
    if abs(amount) >= _MILLIONS:
        return _("%(number)s million kronor") % {"number": format_number(in_millions(amount), decimals=1)}
    if abs(amount) >= _THOUSANDS:
        return _("%(number)s thousand kronor") % {"number": format_number(in_thousands(amount), decimals=0)}
    return _("%(number)s kronor") % {"number": format_number(amount, decimals=0)}


def say_thousands(amount: Decimal | None) -> str:
    """Return an amount in thousands for a table whose head says so; empty where it is not known."""
    return "" if amount is None else format_number(in_thousands(amount), decimals=0)


def say_used(money: Money) -> str:
    """Return how much of the frame is used, empty where that is not known."""
    return "" if money.used is None else f"{format_number(money.used, decimals=1)} %"


def say_side(money: Money) -> tuple[str, Tone]:
    """Return on which side of the frame the forecast lies, with its tone; empty where that is not known."""
    found = money.deviation
    if found is None:
        return "", "neutral"
    if found == 0:
        return _("as the frame"), "success"
    return (_("below the frame"), "success") if found > 0 else (_("above the frame"), "danger")


def say_deviation(money: Money) -> tuple[str, Tone]:
    """Return by how much the forecast lies below or above the frame, with its tone; empty where that is not known."""
    side, tone = say_side(money)
    if not money.deviation:
        return side, tone
    words = {"amount": say_amount(abs(money.deviation))}
    if money.deviation > 0:
        return _("%(amount)s below the frame") % words, tone
    return _("%(amount)s above the frame") % words, tone


def say_money(money: Money) -> str:
    """Return a body's money of the year in a sentence: frame, outcome, forecast; what is not known is said."""
    if not money:
        return _("No frame is set, and no outcome or forecast is entered.")
    frame = _("No frame is set.")
    if money.frame is not None:
        frame = _("Frame: %(amount)s.") % {"amount": say_amount(money.frame)}
    return f"{frame} {say_spent(money)}"


def say_spent(money: Money) -> str:
    """Return outcome and forecast in sentences; where neither is entered, that."""
    deviation, _tone = say_deviation(money)
    parts = []
    if money.outcome is not None:
        said = [say_amount(money.outcome), _of_frame(money), deviation if money.whole_year else ""]
        parts.append(_("Outcome: %(said)s.") % {"said": ", ".join(filter(None, said))})
    if money.forecast is not None:
        said = [say_amount(money.forecast), "" if money.whole_year and money.outcome is not None else deviation]
        parts.append(_("Forecast for the year: %(said)s.") % {"said": ", ".join(filter(None, said))})
    return " ".join(parts) or _("No outcome or forecast is entered.")


def _of_frame(money: Money) -> str:
    used = say_used(money)
    return _("%(used)s of the frame") % {"used": used} if used else ""


def facts(money: Money) -> list[tuple[str, str]]:
    """Return a body's money of the year as pairs of a term and an amount; what is not known says so."""
    found = [(_("Frame"), say_amount(money.frame) if money.frame is not None else _("not set"))]
    outcome = _("not entered")
    if money.outcome is not None:
        outcome = ", ".join(filter(None, (say_amount(money.outcome), _of_frame(money))))
    found.append((pgettext("money", "Outcome"), outcome))
    if money.forecast is not None or not money.whole_year:
        forecast = say_amount(money.forecast) if money.forecast is not None else _("not entered")
        found.append((_("Forecast for the year"), forecast))
    return found


def say_until(of: CardMoney) -> str:
    """Return until when the outcome of a card goes, empty where none is entered."""
    if of.until is None:
        return ""
    return _("%(period)s, until %(day)s") % {"period": of.period, "day": format_date(of.until)}
