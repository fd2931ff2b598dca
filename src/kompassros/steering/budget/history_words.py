"""How the history tells of frames, outcomes and forecasts."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.records.history_table import Wording, register_wording
from kompassros.steering.budget import trail
from kompassros.web.formats import format_number


def _say_amount(text: Any) -> str:
    try:
        return format_number(Decimal(str(text)))
    except InvalidOperation:
        return str(text)


register_wording(
    trail.BUDGET,
    Wording(
        kind=_("budget"),
        verbs={"framed": _("frame set"), "spent": _("outcome and forecast entered")},
        fields={
            "amount": _("frame in kronor"),
            "outcome": pgettext_lazy("money", "outcome in kronor"),
            "forecast": _("forecast in kronor"),
        },
        values={"amount": _say_amount, "outcome": _say_amount, "forecast": _say_amount},
    ),
)
