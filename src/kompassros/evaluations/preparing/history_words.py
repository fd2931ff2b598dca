"""How the history tells of documents asked for and of the self-description."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.records.history_sayings import say_choice, say_day
from kompassros.records.history_table import Wording, register_wording

register_wording(
    "document_request",
    Wording(
        kind=_("requested document"),
        verbs={
            "asked": _("asked for"),
            "changed": _("changed"),
            "taken_back": _("request taken back"),
            "answered": _("answered"),
        },
        fields={
            "title": _("title"),
            "document_why": _("what it is for"),
            "due": _("due"),
            "questions": _("questions"),
            "state": _("state"),
            "answer": _("remark"),
        },
        values={"due": say_day, "state": say_choice(DocumentRequest.State.choices)},
        at_first=("due", "questions"),
    ),
)
register_wording(
    "self_answer",
    Wording(
        kind=_("question of the self-description"),
        verbs={
            "shared": _("shared out"),
            "written": _("written"),
            "taken_over": _("taken over from an earlier evaluation"),
        },
        fields={"respondent": _("respondent"), "due": _("due"), "state": _("state"), "text": _("answer")},
        values={"due": say_day, "state": say_choice(SelfAnswer.State.choices)},
        inside=True,
    ),
)
