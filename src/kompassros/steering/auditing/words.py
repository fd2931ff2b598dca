"""An auditor's verdict in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.steering.auditing.models import AuditVerdict
from kompassros.web.cells import Tone
from kompassros.web.formats import format_date, local_day

PARTS = {
    "financial": gettext_lazy("Goals for the finances"),
    "operational": gettext_lazy("Goals for the operations"),
    "overall": gettext_lazy("All in all"),
}
TONES: dict[str, Tone] = {
    AuditVerdict.Conclusion.CONSISTENT: "success",
    AuditVerdict.Conclusion.PARTLY: "warning",
    AuditVerdict.Conclusion.NOT: "danger",
    AuditVerdict.Conclusion.UNKNOWN: "neutral",
}


def conclusion_said(key: str) -> str:
    """Return a conclusion in words."""
    return str(AuditVerdict.Conclusion(key).label)


def say_verdict(verdict: AuditVerdict) -> str:
    """Return the verdict with its reasons and who gave it, as a paragraph of a paper."""
    words = {
        "overall": conclusion_said(verdict.overall),
        "financial": conclusion_said(verdict.financial),
        "operational": conclusion_said(verdict.operational),
        "who": str(verdict.by or "Kompassros"),
        "day": format_date(local_day(verdict.at)),
        "edition": verdict.edition.number,
        "reasons": verdict.reasons,
    }
    told = _(
        "The auditor's own verdict on sound financial management, of edition %(edition)s: the result is %(overall)s. "
        "The finances: %(financial)s. The operations: %(operational)s. %(reasons)s (%(who)s, %(day)s)"
    )
    return told % words
