"""The auditor's verdict on the pages of a closed period: beside the edition, inside and in public."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.records.slots import Piece, register
from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.auditing.policies import AUDIT_PERIOD
from kompassros.steering.auditing.queries import verdicts_of
from kompassros.steering.auditing.tables import verdicts_table
from kompassros.steering.auditing.words import PARTS, TONES, conclusion_said
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.periods.tables import period_address


def _parts(verdict: AuditVerdict) -> list[tuple[str, str, str]]:
    """Return each part with its conclusion in words and its tone."""
    told = ((heading, str(getattr(verdict, name))) for name, heading in PARTS.items())
    return [(str(heading), conclusion_said(key), TONES[key]) for heading, key in told]


def verdict_on_period(*, request: HttpRequest, period: ReportingPeriod, **others: Any) -> Piece | None:
    """Return the verdict that holds, the earlier ones, and for the auditor the way to give it; one query."""
    if period.state != ReportingPeriod.State.CLOSED:
        return None
    found = list(verdicts_of(period))
    may_audit = AUDIT_PERIOD.allows(request.user, period)
    if not found and not may_audit:
        return None
    context = {
        "verdict": found[0] if found else None,
        "parts": _parts(found[0]) if found else [],
        "earlier": verdicts_table(found) if len(found) > 1 else None,
        "address": period_address(period, "period_verdict") if may_audit else "",
    }
    return Piece("verdict", _("The auditor's verdict"), "steering/auditing/verdict.html", context, len(found))


def verdict_on_edition(*, request: HttpRequest, edition: PeriodEdition, **others: Any) -> Piece | None:
    """Return the verdict that holds beside an edition, for everybody who reads it; one query."""
    verdict = verdicts_of(edition.period).first()
    if verdict is None:
        return None
    context = {"verdict": verdict, "parts": _parts(verdict), "other": verdict.edition_id != edition.pk}
    return Piece("verdict", _("The auditor's verdict"), "steering/auditing/verdict.html", context)


register("steering.period", "verdict", 20, verdict_on_period)
register("steering.edition", "verdict", 20, verdict_on_edition)
