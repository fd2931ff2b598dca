"""A goal as it stood on a day, read from its frozen revision for a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.steering.goals.contents import TargetContent
from kompassros.steering.goals.models import GoalEdition, GoalRevision
from kompassros.steering.goals.revisions import as_it_stood
from kompassros.steering.goals.said import say_content


@dataclass(frozen=True)
class KeptIndicator:
    """An indicator as it was called, with its target in words."""

    title: str
    target: str


@dataclass(frozen=True)
class KeptGoal:
    """A goal as it stood from ``since`` on, until the next revision; ``sha256`` of what was frozen then."""

    title: str
    description: str
    withdrawn: bool
    indicators: tuple[KeptIndicator, ...]
    since: datetime
    decision: str
    sha256: str


def kept_goal(edition: GoalEdition, day: date) -> KeptGoal | None:
    """Return a goal as it stood at the end of a day; None for a day before it was there."""
    revision = as_it_stood(edition, day)
    return read_kept(revision) if revision is not None else None


def read_kept(revision: GoalRevision) -> KeptGoal:
    """Return a goal as a revision froze it."""
    content = revision.read()
    return KeptGoal(
        title=content["title"],
        description=content["description"],
        withdrawn=content["withdrawn_on"] is not None,
        indicators=tuple(_indicator(each) for each in content["indicators"]),
        since=revision.at,
        decision=revision.decision,
        sha256=revision.sha256,
    )


def _indicator(content: Mapping[str, Any]) -> KeptIndicator:
    target = TargetContent(content["target_text"], _target(content))
    return KeptIndicator(content["title"], say_content(target, content["unit"]))


def _target(content: Mapping[str, Any]) -> Target | None:
    if not content["target_kind"]:
        return None
    comparison = Comparison(content["comparison"]) if content["comparison"] else None
    numbers = [None if content[name] is None else Decimal(content[name]) for name in ("low", "high", "acceptable")]
    return Target(TargetKind(content["target_kind"]), comparison, *numbers)
