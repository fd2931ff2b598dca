"""Plans, cards, goals, indicators, activities, the year wheel and reporting periods; each room holds its own."""

from kompassros.steering.activities.models import Activity, ActivityEntry, Assignment
from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.goals.models import (
    Goal,
    GoalEdition,
    GoalOrigin,
    GoalRevision,
    IndicatorEdition,
    IndicatorValue,
    SteeringIndicator,
    Verdict,
)
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod, ReportLine, ReportReminder
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.reorganising.models import BodyChange, Reorganisation
from kompassros.steering.residents.models import ResidentComment
from kompassros.steering.wheel.models import CalendarKey, WheelEvent
from kompassros.steering.writing.models import ReportSection, WrittenEdition, WrittenReport

__all__ = [
    "Activity",
    "ActivityEntry",
    "Assignment",
    "AuditVerdict",
    "BodyChange",
    "BudgetFrame",
    "BudgetOutcome",
    "CalendarKey",
    "Card",
    "CardReport",
    "Goal",
    "GoalEdition",
    "GoalOrigin",
    "GoalRevision",
    "IndicatorEdition",
    "IndicatorValue",
    "PeriodEdition",
    "Reorganisation",
    "ReportLine",
    "ReportReminder",
    "ReportSection",
    "ReportingPeriod",
    "ResidentComment",
    "SteeringIndicator",
    "SteeringPlan",
    "Verdict",
    "WheelEvent",
    "WrittenEdition",
    "WrittenReport",
]
