"""How the history tells of files of statistics."""

from django.utils.translation import gettext_lazy as _

from kompassros.records.history_table import Wording, register_wording

register_wording(
    "table_import",
    Wording(
        kind=_("file of statistics"),
        verbs={
            "received": _("sent in"),
            "corrected": _("mapping corrected"),
            "withdrawn": _("withdrawn"),
        },
        fields={
            "sha256": _("checksum"),
            "layouts": _("where everything stands"),
            "symbols": _("signs in place of a value"),
            "words": _("words in place of a value"),
            "gender_words": _("words for genders"),
            "indicator_names": _("names of indicators"),
            "unit_names": _("names of units"),
            "factor": _("factor"),
            "left_out": _("left out"),
            "empty": _("empty cells"),
            "decimal": _("decimal sign"),
        },
        at_first=("sha256",),
    ),
)
