"""The words in which the history tells of matters and agenda papers."""

from django.utils.translation import gettext_lazy as _

from kompassros.records.history_sayings import say_choice, say_day
from kompassros.records.history_table import Wording, register_wording

register_wording(
    "matter",
    Wording(
        kind=_("matter"),
        verbs={"opened": _("was opened"), "changed": _("was changed")},
        fields={"case_number": _("case number"), "title": _("title")},
    ),
)
register_wording(
    "agenda_paper",
    Wording(
        kind=_("agenda paper"),
        verbs={"started": _("was started"), "changed": _("was changed"), "finished": _("was made final")},
        fields={
            "title": _("title"),
            "language": _("language"),
            "number": _("number"),
            "body": _("board"),
            "meeting_day": _("day of the meeting"),
            "background": _("background"),
            "assessment": _("assessment"),
            "proposal": _("proposal for decision"),
            "state": _("state"),
        },
        values={
            "state": say_choice({"draft": _("draft"), "final": _("final")}),
            "meeting_day": say_day,
        },
        inside=True,
    ),
)
