"""How the history tells what became of the report's sections."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.drafting.models import ReportSection
from kompassros.evaluations.drafting.services import KIND
from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording

register_wording(
    KIND,
    Wording(
        kind=_("section of the report"),
        verbs={
            "written": _("written"),
            "given": _("shared out"),
            "put_back": _("an earlier version put back"),
            "from_word": _("taken from a word file"),
        },
        fields={"state": _("state"), "assigned_to": _("writer"), "due": _("due")},
        values={"state": say_choice(ReportSection.State.choices)},
        inside=True,
    ),
)
