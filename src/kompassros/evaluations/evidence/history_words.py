"""How the history tells of evidence."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.evidence.tables import short_address
from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording

register_wording(
    "evidence",
    Wording(
        kind=_("evidence"),
        verbs={
            "added": _("added"),
            "renewed": _("newer version received"),
            "withdrawn": _("withdrawn"),
            "restored": _("counts again"),
            "tied": _("tied to a criterion"),
            "untied": _("tie taken away"),
        },
        fields={
            "title": _("title"),
            "kind": _("kind"),
            "address": _("address"),
            "remark": _("remark"),
            "number": _("version"),
            "criterion": _("criterion"),
            "place": _("where in it"),
        },
        values={"address": short_address, "kind": say_choice(Evidence.Kind.choices)},
    ),
)
