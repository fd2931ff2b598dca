"""What every service of reporting begins with: the plan and the period held, in a state that allows the change."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.saving import lock_plan

State = ReportingPeriod.State


def lock_period(period: ReportingPeriod, states: Collection[str]) -> ReportingPeriod:
    """Return the period as it is stored now, its plan and itself held until the transaction ends.

    DomainError in another state. A closed plan's periods may still be corrected and published.
    """
    plan = lock_plan(period.plan, ("draft", "adopted", "closed"))
    rows = ReportingPeriod._base_manager.select_for_update(of=("self",)).select_related("organisation")
    held: ReportingPeriod = rows.get(pk=period.pk)
    held.plan = plan
    if held.state not in states:
        raise DomainError(
            _("%(period)s is “%(state)s”; this cannot be done now.")
            % {"period": held.title, "state": held.get_state_display()}
        )
    return held


def lock_report(report: CardReport, states: Collection[str]) -> CardReport:
    """Return a report as it is stored now, its period held and open. DomainError in another state."""
    period = lock_period(report.period, (State.OPEN,))
    rows = CardReport._base_manager.select_related("card__organisation__parent", "card__plan__organisation")
    held: CardReport = rows.get(pk=report.pk)
    held.period = period
    if held.state not in states:
        raise DomainError(
            _("The report is “%(state)s”; this cannot be done now.") % {"state": held.get_state_display()}
        )
    return held
