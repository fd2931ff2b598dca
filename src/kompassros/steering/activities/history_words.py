"""How the history tells of activities and of what the council has asked for."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording
from kompassros.steering.activities import trail
from kompassros.steering.activities.models import Activity

register_wording(
    trail.ACTIVITY,
    Wording(
        kind=pgettext_lazy("steering", "activity"),
        verbs={
            "added": _("added"),
            "changed": _("changed"),
            "moved": _("moved"),
            "reported": _("given a status"),
            "told": _("told of"),
            "reorganised": _("taken over by another body"),
        },
        fields={
            "title": _("title"),
            "description": _("description"),
            "owner": pgettext_lazy("activity", "responsible"),
            "deadline": _("deadline"),
            "cost": _("cost in kronor"),
            "goal": _("goal"),
            "status": _("status"),
            "ended_on": _("ended on"),
            "text": _("text"),
            "body": _("body"),
        },
        values={"status": say_choice(Activity.Status.choices)},
    ),
)
register_wording(
    trail.ASSIGNMENT,
    Wording(
        kind=_("request of the council"),
        verbs={
            "entered": _("entered"),
            "changed": _("changed"),
            "answered": pgettext_lazy("request", "answered"),
            "answer_changed": _("answered anew"),
            "reorganised": _("taken over by another body"),
        },
        fields={
            "text": _("text"),
            "decision": _("decision"),
            "decided_on": _("decided on"),
            "organisation": _("answers"),
            "due_on": _("due on"),
            "answer": _("answer"),
            "answered_on": _("answered on"),
            "body": _("body"),
        },
    ),
)
