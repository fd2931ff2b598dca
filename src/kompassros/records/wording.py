"""The words in which the history tells of files and comments."""

from django.utils.translation import gettext_lazy as _

from kompassros.records.history_table import Wording, register_wording

register_wording(
    "file",
    Wording(
        kind=_("file"),
        verbs={"uploaded": _("uploaded")},
        fields={"number": _("version"), "name": _("name"), "size": _("size in bytes"), "sha256": _("checksum")},
        at_first=("number", "name"),
    ),
)
register_wording(
    "comment", Wording(kind=_("comment"), verbs={"commented": _("commented"), "withdrawn": _("withdrawn")})
)
