"""The words in which the history tells of datasets."""

from django.utils.translation import gettext_lazy as _

from kompassros.records.history_table import Wording, register_wording

register_wording(
    "dataset",
    Wording(
        kind=_("dataset"),
        verbs={"statistics.released": _("released"), "statistics.activated": _("switched to a release")},
        fields={"release": _("release"), "sha256": _("checksum")},
        at_first=("release",),
    ),
)
