"""How the history tells of entries and of samples that were drawn."""

from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds.data_trail import DRAW, ENTRY
from kompassros.indicators.rounds.models import OwnData
from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording

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
        values={"status": say_choice(OwnData.Status.choices), "method": say_choice(OwnData.Method.choices)},
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
