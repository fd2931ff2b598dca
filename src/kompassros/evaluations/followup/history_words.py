"""How the history tells what became of an action."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.services import ACTION
from kompassros.records.history_table import Wording, register_wording
from kompassros.web.formats import format_date


def _day(value: str) -> str:
    return format_date(date.fromisoformat(value))


def _state(value: str) -> str:
    return str(Action.State(value).label)


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
        values={"due": _day, "done_on": _day, "state": _state},
        at_first=("title", "owner", "due"),
        inside=True,
    ),
)
