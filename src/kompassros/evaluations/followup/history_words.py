"""How the history tells what became of an action."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.services import ACTION
from kompassros.records.history_sayings import say_choice, say_day
from kompassros.records.history_table import Wording, register_wording

register_wording(
    ACTION,
    Wording(
        kind=_("action"),
        verbs={"planned": _("planned"), "changed": _("changed")},
        fields={
            "title": _("action"),
            "owner": _("who answers for it"),
            "due": _("day"),
            "state": _("state"),
            "outcome": _("what became of it"),
            "done_on": _("done on"),
        },
        values={"due": say_day, "done_on": say_day, "state": say_choice(Action.State.choices)},
        at_first=("title", "owner", "due"),
        inside=True,
    ),
)
