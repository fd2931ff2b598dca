"""Plans, cards, goals, indicators, activities, the year wheel and reporting periods; each room holds its own."""

from kompassros.steering.activities.models import Activity, ActivityEntry, Assignment
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
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod, ReportLine
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.wheel.models import WheelEvent

__all__ = [
    "Activity",
    "ActivityEntry",
    "Assignment",
    "Card",
    "CardReport",
    "Goal",
    "GoalEdition",
    "GoalOrigin",
    "GoalRevision",
    "IndicatorEdition",
    "IndicatorValue",
    "PeriodEdition",
    "ReportLine",
    "ReportingPeriod",
    "SteeringIndicator",
    "SteeringPlan",
    "Verdict",
    "WheelEvent",
]
