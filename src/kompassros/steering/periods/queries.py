"""The periods of a plan, who has reported, what was said last time, and the edition of the period before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from kompassros.methods.targets import Attainment
from kompassros.records import clock
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.goals.statuses import compute, read_series
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod, ReportLine
from kompassros.steering.periods.policies import READ_REPORT
from kompassros.steering.plans.models import Card, SteeringPlan

_DONE = (CardReport.State.SENT, CardReport.State.SIGNED)


@dataclass(frozen=True)
class PeriodLine:
    """A period in the list: how many report, how many have sent, how many are signed, and how many are late."""

    period: ReportingPeriod
    cards: int
    sent: int
    signed: int
    late: int


def is_over(period: ReportingPeriod) -> bool:
    """Return whether the deadline has passed."""
    return clock.today() > period.due_on


def is_late(report: CardReport) -> bool:
    """Return whether a report is not sent though the deadline has passed; it stays so in a period that was closed."""
    closed = report.period.state == ReportingPeriod.State.CLOSED
    return report.state not in _DONE and (closed or is_over(report.period))


def periods_of(plan: SteeringPlan) -> list[PeriodLine]:
    """Return the periods of a plan in the order of their days; two queries."""
    periods = list(ReportingPeriod._base_manager.filter(plan=plan).select_related("plan__organisation"))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = CardReport._base_manager.filter(period__plan=plan).order_by().values_list("period", "state")
    for period, state, count in rows.annotate(count=Count("pk")):
        found[period][state] = count
    return [_line(period, found[period.pk]) for period in periods]


def _line(period: ReportingPeriod, counts: Mapping[str, int]) -> PeriodLine:
    total, done = sum(counts.values()), sum(counts.get(state, 0) for state in _DONE)
    late = total - done if is_over(period) or period.state == ReportingPeriod.State.CLOSED else 0
    return PeriodLine(period, total, done, counts.get(CardReport.State.SIGNED, 0), late)


def reports_of(period: ReportingPeriod) -> list[CardReport]:
    """Return the reports of a period by the names of the bodies, those of bodies above first; one query.

    Which body has come how far is no secret in the municipality; what a report says is asked of ``readable``.
    """
    related = ("period__plan__organisation", "card__organisation__parent", "stand_in", "signed_by", "sent_by")
    rows = CardReport._base_manager.filter(period=period).select_related(*related)
    return sorted(rows, key=lambda one: (one.card.organisation.path or "").count("/"))


def readable(period: ReportingPeriod, person: object) -> set[int]:
    """Return the ids of the reports of a period that a person reads."""
    return set(READ_REPORT.subjects(person).filter(period=period).values_list("pk", flat=True))


@dataclass(frozen=True)
class Due:
    """An indicator on a report's page: its figure of the period, and its status by it."""

    edition: IndicatorEdition
    value: IndicatorValue | None
    attainment: Attainment
    reason: str


@dataclass(frozen=True)
class GoalToReport:
    """A goal on a report's page: what is said of it, what was said last time, and what is due or deviates."""

    goal: GoalEdition
    line: ReportLine | None
    last: ReportLine | None
    due: Sequence[Due]

    @property
    def asks(self) -> bool:
        """Whether something is due or deviates, or something is said of it already: else the page leaves it out."""
        return bool(self.due or self.line)


def to_report(report: CardReport) -> list[GoalToReport]:
    """Return the goals of a report's card with what is due in the period and what deviates; seven queries at most."""
    card, period = report.card, report.period
    goals = list(GoalEdition._base_manager.filter(card=card, withdrawn_on=None).select_related("goal"))
    lines = {row.goal_id: row for row in ReportLine._base_manager.filter(report=report)}
    last = previous_report(report)
    said = {row.goal.goal_id: row for row in lines_of(last)} if last else {}
    due = _due(goals, period)
    return [GoalToReport(goal, lines.get(goal.pk), said.get(goal.goal_id), due[goal.pk]) for goal in goals]


def _due(goals: Sequence[GoalEdition], period: ReportingPeriod) -> dict[int, list[Due]]:
    rows = list(IndicatorEdition._base_manager.filter(goal__in=[goal.pk for goal in goals]))
    series = read_series((row.indicator_id for row in rows), period.key)
    found: dict[int, list[Due]] = defaultdict(list)
    for row in rows:
        value = series[row.indicator_id].values.get(period.plan.year)
        attained = compute(row, series[row.indicator_id], period.plan.year)
        deviates = attained.attainment in (Attainment.PARTLY, Attainment.NOT_MET)
        if deviates or (value is None and _is_measured(row, period)):
            found[row.goal_id].append(Due(row, value, attained.attainment, str(attained.reason or "")))
    return found


def _is_measured(row: IndicatorEdition, period: ReportingPeriod) -> bool:
    """Return whether a figure is due: one without a month in every period, else in the first after its month."""
    return row.measured_in is None or not period.key or row.measured_in <= period.data_on.month


def previous_report(report: CardReport) -> CardReport | None:
    """Return the body's report of the period before, whatever its plan, None for the first."""
    rows = CardReport._base_manager.filter(organisation=report.organisation_id)
    earlier = rows.filter(period__data_on__lt=report.period.data_on).exclude(text="", state="waiting")
    found: CardReport | None = earlier.select_related("period").order_by("-period__data_on", "-pk").first()
    return found


def lines_of(report: CardReport) -> list[ReportLine]:
    """Return what is said of goals in a report, in the order of the card."""
    rows = ReportLine._base_manager.filter(report=report).exclude(attainment="", reasons="", text="")
    return list(rows.select_related("goal").order_by("goal__position", "goal"))


def previous_edition(period: ReportingPeriod) -> PeriodEdition | None:
    """Return the edition in force of the closed period before, whatever its plan; None for the first."""
    rows = PeriodEdition.objects.filter(period__organisation=period.organisation_id)
    earlier = rows.filter(period__data_on__lt=period.data_on)
    return earlier.select_related("period__plan").order_by("-period__data_on", "-number").first()


def editions_of(period: ReportingPeriod) -> QuerySet[PeriodEdition]:
    """Return the editions of a period without their content, the latest first."""
    return PeriodEdition.objects.filter(period=period).defer("content").select_related("frozen_by")


def cards_since(period: ReportingPeriod) -> int:
    """Return how many cards were agreed since the period was opened and report not yet."""
    known = CardReport._base_manager.filter(period=period).values("card")
    agreed = Card._base_manager.filter(plan=period.plan_id, state=Card.State.AGREED, ended_on=None)
    rows = agreed.exclude(pk__in=known)
    return int(rows.count())
