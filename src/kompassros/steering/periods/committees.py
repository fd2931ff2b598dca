"""The committee's step of a report: whose decision it is, who records it, and which are late.

A committee stands above the departments (or units) that answer to it. It decides about their signed reports, and about
that of its own card where it has one.
"""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.records.policies import Policy, register
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.queries import is_over
from kompassros.steering.policies import AGREE_CARD, MANAGERS

_COMMITTEE = Organisation.Kind.COMMITTEE
ASKED = Q(organisation__kind=_COMMITTEE) | Q(organisation__parent__kind=_COMMITTEE)
"""The reports about which a committee decides: its own, and those of the bodies directly below it."""


def committee_of(body: Organisation) -> Organisation | None:
    """Return the committee that decides about a body's report; None where no committee is asked."""
    if body.kind == _COMMITTEE:
        return body
    above = body.parent
    return above if above is not None and above.kind == _COMMITTEE else None


def awaits_decision(report: CardReport) -> bool:
    """Return whether a report is signed and its committee has not decided; asks nothing of the database."""
    signed = report.state == CardReport.State.SIGNED and not report.decision
    return signed and committee_of(report.card.organisation) is not None


def is_decision_late(report: CardReport) -> bool:
    """Return whether the committee's decision is missing though the deadline has passed, or the period was closed."""
    closed = report.period.state == ReportingPeriod.State.CLOSED
    return awaits_decision(report) and (closed or is_over(report.period))


def _over(body: Organisation) -> list[Organisation]:
    """Return the committees on or above a body."""
    steps = (body.path or "").strip("/").split("/")
    return list(Organisation.objects.filter(kind=_COMMITTEE, pk__in=filter(None, steps)))


def _may_decide(person: AnyPerson, report: Any) -> bool:
    """Below a committee those who lead and whoever has a manager's role on it, elsewhere those who sign."""
    over = _over(report.card.organisation)
    if over:
        return any(covers(person, MANAGERS, committee) for committee in over)
    return AGREE_CARD.allows(person, report.card)


def _to_decide(person: AnyPerson) -> QuerySet[CardReport]:
    body = ExpressionWrapper(OuterRef("card__organisation__path"), output_field=CharField())
    over = Organisation.objects.filter(kind=_COMMITTEE).alias(body=body).filter(body__startswith=F("path"))
    led = over.filter(below(granted_paths(person, MANAGERS)))
    elsewhere = ~Exists(over) & Q(card__in=AGREE_CARD.subjects(person))
    return CardReport._base_manager.filter(Q(Exists(led)) | elsewhere)


DECIDE_REPORT = register(Policy("steering.decide_report", CardReport, _may_decide, _to_decide))
