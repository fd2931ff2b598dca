"""How the history tells what became of good examples, and where evaluations pointed to them."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.findings.bank import KIND as EXAMPLE
from kompassros.evaluations.findings.bank_uses import KIND as USE
from kompassros.evaluations.findings.models import GoodExample
from kompassros.records.history_sayings import say_choice, say_day
from kompassros.records.history_table import Wording, register_wording
from kompassros.web.context import LANGUAGE_NAMES

register_wording(
    EXAMPLE,
    Wording(
        kind=_("good example"),
        verbs={
            "added": _("added"),
            "changed": _("changed"),
            "file_added": _("file added"),
            "file_removed": _("file taken away"),
            "leave_asked": _("leave asked for"),
            "leave_given": _("leave given"),
            "leave_refused": _("leave refused"),
            "leave_withdrawn": _("leave withdrawn"),
        },
        fields={
            "title": _("title"),
            "text": _("text"),
            "language": _("language"),
            "year": _("year"),
            "link": _("link"),
            "contact": _("contact"),
            "gold_star": _("gold star"),
            "questions": _("questions"),
            "measures": _("measures"),
            "file": _("file"),
            "rights": _("rights"),
            "leave": _("leave"),
            "leave_by": _("answered by"),
            "leave_on": _("answered on"),
        },
        values={
            "language": say_choice(LANGUAGE_NAMES),
            "leave": say_choice(GoodExample.Leave.choices),
            "leave_on": say_day,
        },
        at_first=("title", "year", "questions", "file"),
    ),
)
register_wording(
    USE,
    Wording(kind=_("good example"), verbs={"pointed": _("pointed to"), "taken_away": _("taken away")}),
)
