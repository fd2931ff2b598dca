"""The words in which the history tells of datasets."""

from django.utils.translation import gettext_lazy as _

from kompassros.records.history_table import Wording, register_wording

register_wording(
    "dataset",
    Wording(
        kind=_("dataset"),
        verbs={
            "statistics.added": _("added"),
            "statistics.released": _("released"),
            "statistics.activated": _("switched to a release"),
        },
        fields={
            "release": _("release"),
            "sha256": _("checksum"),
            "source": _("source"),
            "licence": _("licence"),
            "rank": _("place among the datasets"),
        },
        at_first=("release", "source", "licence", "rank"),
    ),
)
register_wording(
    "kept_mapping",
    Wording(
        kind=_("mapping of a file of statistics"),
        verbs={"statistics.mapping_kept": _("kept")},
        fields={"mapping": _("mapping")},
        at_first=(),
    ),
)
