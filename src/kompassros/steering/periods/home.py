"""What reporting puts on a person's home page: reports to write, sign and decide on, and what committees are sent."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.organisations.grants import below
from kompassros.organisations.models import Grant, Organisation
from kompassros.organisations.roles import Role
from kompassros.records.slots import Piece, register
from kompassros.steering.activities.home import MOST_SHOWN, Due
from kompassros.steering.periods.committees import ASKED
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.usual import word_of
from kompassros.steering.policies import MANAGERS
from kompassros.web.formats import format_date

State = CardReport.State
_COMMITTEE = Organisation.Kind.COMMITTEE


def due_in_reporting(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the reports that wait for a person: of the bodies managed or stood in for, and those sent from below.

    Whoever has a manager's role on a committee finds the signed ones about which it has not decided.
    """
    bodies = {grant.organisation_id for grant in grants if grant.role in MANAGERS}
    to_write = Q(state__in=(State.WAITING, State.DRAFT)) & (Q(organisation__in=bodies) | Q(stand_in=person))
    to_sign = Q(state=State.SENT, organisation__parent__in=bodies)
    on_committee = Q(organisation__in=bodies, organisation__kind=_COMMITTEE) | Q(
        organisation__parent__in=bodies, organisation__parent__kind=_COMMITTEE
    )
    to_decide = Q(state=State.SIGNED, decision="") & on_committee
    found = [due_report(report) for report in _open_reports(to_write | to_sign | to_decide)]
    if not found:
        return None
    context = {"entries": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN}
    return Piece("reporting", _("Reports that wait for you"), "steering/activities/home_due.html", context, len(found))


def _open_reports(wanted: Q) -> QuerySet[CardReport]:
    rows = CardReport._base_manager.filter(wanted, period__state=ReportingPeriod.State.OPEN)
    return rows.select_related("period__plan__organisation", "organisation").order_by("period__due_on", "pk")


def sent_to_committees(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the signed reports about which the committees have not decided of which a person is an elected member."""
    paths = [
        grant.organisation.path or ""
        for grant in grants
        if grant.role == Role.POLITICIAN and grant.organisation.kind == _COMMITTEE
    ]
    if not paths:
        return None
    wanted = ASKED & below(paths, "organisation__path") & Q(state=State.SIGNED, decision="")
    found = [Due(_address(report), _say_sent(report)) for report in _open_reports(wanted)]
    if not found:
        return None
    context = {"entries": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN}
    heading = _("Reports that your committee decides on")
    return Piece("committee", heading, "steering/activities/home_due.html", context, len(found))


def _say_sent(report: CardReport) -> str:
    words = {"period": report.period.title, "name": report.organisation.name}
    return _("%(period)s, %(name)s: signed, for the committee's decision") % words


def _address(report: CardReport) -> str:
    period, plan = report.period, report.period.plan
    arguments = [plan.organisation.key, plan.year, word_of(period.key), report.organisation.key]
    return reverse("steering:report", args=arguments)


def due_report(report: CardReport) -> Due:
    """Say what a report waits for: to be written, signed, or decided on."""
    period = report.period
    words = {"period": period.title, "name": report.organisation.name, "day": format_date(period.due_on)}
    text = _("%(period)s, %(name)s: write the report by %(day)s") % words
    if report.state == State.SENT:
        text = _("%(period)s, %(name)s: sign the report or send it back") % words
    if report.state == State.SIGNED:
        text = _("%(period)s, %(name)s: record the committee's decision") % words
    return Due(_address(report), text)


register("home.due", "reporting", 8, due_in_reporting)
register("home.due", "committee", 9, sent_to_committees)
