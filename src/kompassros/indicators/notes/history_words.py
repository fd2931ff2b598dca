"""How the history tells what became of texts about measures."""

from django.utils.translation import gettext_lazy as _

from kompassros.indicators.notes.services import KIND
from kompassros.records.history_table import Wording, register_wording

register_wording(
    KIND,
    Wording(
        kind=_("text about a measure"),
        verbs={
            "written": _("written"),
            "changed": _("changed"),
            "withdrawn": _("taken back"),
            "ended": _("earlier answer ended"),
        },
        fields={"public": _("public"), "characters": _("characters"), "earlier": _("the text before")},
        inside=True,
    ),
)
