"""How the history tells what became of findings and replies."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.findings.replying import KIND as REPLY
from kompassros.evaluations.findings.services import KIND as FINDING
from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording

register_wording(
    FINDING,
    Wording(
        kind=_("finding"),
        verbs={
            "written": _("written"),
            "changed": _("changed"),
            "removed": _("taken out"),
            "restored": _("put back"),
        },
        fields={"kind": _("kind"), "text": _("text"), "emphasised": _("emphasised")},
        values={"kind": say_choice(Finding.Kind.choices)},
        at_first=("kind", "text"),
        inside=True,
    ),
)
register_wording(
    REPLY,
    Wording(
        kind=_("reply"),
        verbs={"replied": _("replied"), "supported": _("evidence added"), "answered": _("answered")},
        fields={
            "agrees": _("agrees"),
            "text": _("text"),
            "outcome": _("outcome"),
            "answer": _("answer"),
            "evidence": _("evidence"),
        },
        values={"outcome": say_choice(Reply.Outcome.choices)},
        inside=True,
    ),
)
