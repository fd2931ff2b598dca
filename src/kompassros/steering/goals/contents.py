"""What a goal and an indicator say: taken from a form or a file, given to the services, kept in revisions."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition


@dataclass(frozen=True)
class GoalContent:
    """What a goal says. ``perspective``: key of one of the plan's, or empty; ``serves``: the goal above it."""

    title: str
    description: str = ""
    perspective: str = ""
    responsible: str = ""
    serves: GoalEdition | None = None


@dataclass(frozen=True)
class TargetContent:
    """A target: as it is printed, and what can be computed with; ``target`` None where nothing can."""

    text: str = ""
    target: Target | None = None

    def fields(self) -> dict[str, Any]:
        """Return the columns of an indicator that hold the target."""
        target = self.target
        return {
            "target_text": self.text.strip(),
            "target_kind": str(target.kind) if target else "",
            "comparison": str(target.comparison) if target and target.comparison else "",
            "low": target.low if target else None,
            "high": target.high if target else None,
            "acceptable": target.acceptable if target else None,
        }


@dataclass(frozen=True)
class IndicatorContent:
    """What an indicator is, and its target; the fields of ``IndicatorEdition``."""

    title: str
    purpose: str = ""
    definition: str = ""
    source: str = ""
    unit: str = ""
    direction: str = IndicatorEdition.Direction.NONE
    decimals: int = 1
    baseline: str = ""
    measured_in: int | None = None
    frequency: int = 1
    responsible: str = ""
    note: str = ""
    target: TargetContent = field(default_factory=TargetContent)

    def fields(self) -> dict[str, Any]:
        """Return the columns of an indicator, the target's among them."""
        plain = asdict(self)
        del plain["target"]
        kept = {name: value.strip() if isinstance(value, str) else value for name, value in plain.items()}
        return kept | self.target.fields()


def target_of(edition: IndicatorEdition) -> Target | None:
    """Return the target that an indicator is computed with, None for none."""
    if not edition.target_kind:
        return None
    comparison = Comparison(edition.comparison) if edition.comparison else None
    return Target(TargetKind(edition.target_kind), comparison, edition.low, edition.high, edition.acceptable)


def goal_content(edition: GoalEdition) -> GoalContent:
    """Return what a goal says now."""
    return GoalContent(edition.title, edition.description, edition.perspective, edition.responsible, edition.serves)


def indicator_content(edition: IndicatorEdition) -> IndicatorContent:
    """Return what an indicator is now."""
    names = [name for name in IndicatorContent.__dataclass_fields__ if name != "target"]
    target = TargetContent(edition.target_text, target_of(edition))
    return IndicatorContent(**{name: getattr(edition, name) for name in names}, target=target)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as history and revisions keep them: numbers as they are written, rows by their names."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, str | int | bool) else str(value)
