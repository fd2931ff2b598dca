"""How the history tells of entries and of samples that were drawn."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds.data_trail import DRAW, ENTRY
from kompassros.indicators.rounds.models import OwnData
from kompassros.records.history_table import Wording, register_wording


def _say_status(key: Any) -> str:
    return str(dict(OwnData.Status.choices).get(key, key))


def _say_method(key: Any) -> str:
    return str(dict(OwnData.Method.choices).get(key, key))


register_wording(
    ENTRY,
    Wording(
        kind=_("own data"),
        verbs={"handed_in": _("handed in"), "taken_away": _("taken away")},
        fields={
            "status": _("what there is"),
            "value": _("value"),
            "women": _("women"),
            "men": _("men"),
            "numerator": _("numerator"),
            "denominator": _("denominator"),
            "method": _("method"),
            "cases": _("cases that were looked at"),
            "population": _("cases in all"),
            "period_from": _("measured from"),
            "period_to": _("measured to"),
            "comment": _("comment"),
            "explanation": _("explanation"),
        },
        values={"status": _say_status, "method": _say_method},
    ),
)
register_wording(
    DRAW,
    Wording(
        kind=_("random sample"),
        verbs={"drawn": _("drawn")},
        fields={"population": _("cases in all"), "drawn": _("drawn"), "seed": _("seed"), "sha256": _("checksum")},
    ),
)
