"""How the history tells what became of a result."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.publication.embargo import RESULT
from kompassros.records.history_sayings import say_moment
from kompassros.records.history_table import Wording, register_wording

register_wording(
    RESULT,
    Wording(
        kind=_("result"),
        verbs={
            "corrected": _("corrected"),
            "embargo_changed": _("embargo changed"),
            "embargo_lifted": _("embargo lifted"),
        },
        fields={"embargo_until": _("not public before"), "sheet": _("sheet")},
        values={"embargo_until": say_moment},
    ),
)
