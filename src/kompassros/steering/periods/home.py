"""What reporting puts on a person's home page: reports to write and reports to sign, of open periods."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register
from kompassros.steering.activities.home import MOST_SHOWN, Due
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.usual import word_of
from kompassros.steering.policies import MANAGERS
from kompassros.web.formats import format_date

State = CardReport.State


def due_in_reporting(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the reports that wait for a person: of the bodies managed or stood in for, and those sent from below."""
    bodies = {grant.organisation_id for grant in grants if grant.role in MANAGERS}
    to_write = Q(state__in=(State.WAITING, State.DRAFT)) & (Q(organisation__in=bodies) | Q(stand_in=person))
    to_sign = Q(state=State.SENT, organisation__parent__in=bodies)
    rows = CardReport._base_manager.filter(to_write | to_sign, period__state=ReportingPeriod.State.OPEN)
    found = [_due(report) for report in rows.select_related("period__plan__organisation", "organisation")]
    if not found:
        return None
    context = {"entries": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN}
    return Piece("reporting", _("Reports that wait for you"), "steering/activities/home_due.html", context, len(found))


def _due(report: CardReport) -> Due:
    period, plan = report.period, report.period.plan
    words = {"period": period.title, "name": report.organisation.name, "day": format_date(period.due_on)}
    text = _("%(period)s, %(name)s: write the report by %(day)s") % words
    if report.state == State.SENT:
        text = _("%(period)s, %(name)s: sign the report or send it back") % words
    arguments = [plan.organisation.key, plan.year, word_of(period.key), report.organisation.key]
    return Due(reverse("steering:report", args=arguments), text)


register("home.due", "reporting", 8, due_in_reporting)
