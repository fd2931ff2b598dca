"""How the history tells of auditors' verdicts."""

from django.utils.translation import gettext_lazy as _

from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording
from kompassros.steering.auditing import trail
from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.auditing.words import PARTS

register_wording(
    trail.VERDICT,
    Wording(
        kind=_("auditor's verdict"),
        verbs={"given": _("given"), "given_anew": _("given anew")},
        fields={**PARTS, "edition": _("edition"), "reasons": _("reasons")},
        values=dict.fromkeys(PARTS, say_choice(AuditVerdict.Conclusion.choices)),
    ),
)
