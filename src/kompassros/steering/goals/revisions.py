"""Every change of a goal leaves a frozen revision, so that it can be read as it stood on any day."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from kompassros.records import clock
from kompassros.records.freezing import register_reader
from kompassros.steering.goals.contents import goal_content, indicator_content, plain
from kompassros.steering.goals.models import GoalEdition, GoalRevision, IndicatorEdition

SCHEMA = 1


def keep_revision(edition: GoalEdition, *, person: Any, decision: str = "") -> GoalRevision:
    """Freeze a goal with its indicators and targets as they are now; inside the transaction of the change."""
    revision = GoalRevision(
        goal=edition,
        at=clock.now(),
        person=person,
        decision=decision.strip(),
        schema=SCHEMA,
        content=content_of(edition),
    )
    revision.save()
    return revision


def content_of(edition: GoalEdition) -> dict[str, Any]:
    """Return a goal with its indicators as plain values."""
    said = goal_content(edition)
    indicators = IndicatorEdition._base_manager.filter(goal=edition).select_related("indicator")
    return {
        "title": said.title,
        "description": said.description,
        "perspective": said.perspective,
        "responsible": said.responsible,
        "serves": said.serves.title if said.serves else None,
        "withdrawn_on": edition.withdrawn_on.isoformat() if edition.withdrawn_on else None,
        "indicators": [{"uid": str(one.indicator.uid), **plain(indicator_content(one).fields())} for one in indicators],
    }


def as_it_stood(edition: GoalEdition, day: date) -> GoalRevision | None:
    """Return a goal as it stood at the end of a day; None for a day before it was there."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    found: GoalRevision | None = edition.revisions.filter(at__lte=end).order_by("at", "pk").last()
    return found


register_reader(GoalRevision.KIND, SCHEMA, dict)
