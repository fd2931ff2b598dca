"""The words in which the history tells of the catalogue."""

from django.utils.translation import gettext_lazy as _

from kompassros.records.history_table import Wording, register_wording

register_wording("catalogue", Wording(kind=_("catalogue"), verbs={"imported": _("imported")}))
