"""An auditor's verdict on a closed period is recorded; a later one stands beside the earlier, and holds."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.auditing import trail
from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.auditing.policies import AUDIT_PERIOD
from kompassros.steering.auditing.queries import verdict_of
from kompassros.steering.periods.closing import latest
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.saving import State, lock_period

LONGEST_REASONS = 10_000


@dataclass(frozen=True)
class VerdictContent:
    """What an auditor concludes: of the goals for the finances, for the operations, of both; and why."""

    financial: str
    operational: str
    overall: str
    reasons: str


@transaction.atomic
def record_verdict(*, period: ReportingPeriod, content: VerdictContent, person: Any) -> AuditVerdict:
    """Record the auditor's own verdict on the edition in force. The edition itself stays as it was frozen.

    DomainError for a period that is not closed, an unknown conclusion and without reasons. Conflict where the period
    was corrected, or another verdict given, since the form was opened.
    """
    require(person, AUDIT_PERIOD, period)
    held = lock_period(period, (State.CLOSED,))
    _check(content)
    before, edition = verdict_of(held), latest(held)
    if edition is None:
        raise DomainError(_("The period has no edition to judge yet."))
    claim(period)
    told = asdict(content) | {"reasons": content.reasons.strip()}
    verdict: AuditVerdict = AuditVerdict._base_manager.create(
        period=held,
        edition=edition,
        organisation_id=held.organisation_id,
        number=before.number + 1 if before else 1,
        by=person,
        at=clock.now(),
        **told,
    )
    verb = "given_anew" if before else "given"
    trail.write_verdict(verdict, person, verb, before=_told(before) if before else None, after=_told(verdict))
    return verdict


def _check(content: VerdictContent) -> None:
    parts = (content.financial, content.operational, content.overall)
    if any(part not in AuditVerdict.Conclusion.values for part in parts):
        raise DomainError(_("Choose one of the four conclusions for each part."))
    if not content.reasons.strip():
        raise DomainError(_("Give the reasons: a verdict never stands without them."))
    if len(content.reasons.strip()) > LONGEST_REASONS:
        raise DomainError(_("The text is longer than %(limit)s characters. Shorten it.") % {"limit": LONGEST_REASONS})


def _told(verdict: AuditVerdict) -> dict[str, Any]:
    names = ("financial", "operational", "overall", "reasons")
    return {name: str(getattr(verdict, name)) for name in names} | {"edition": verdict.edition.number}
