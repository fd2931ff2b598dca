"""What a row of a scorecard says: a goal, an indicator with its target, and the results of two years."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kompassros.statistics.receiving.troubles import Place
from kompassros.steering.importing.cell_values import WantedTarget
from kompassros.steering.importing.fields import Field


@dataclass(frozen=True)
class Reported:
    """A result as it is printed, and what the file says of it; None for what it does not say.

    ``broken``: why the series begins anew, empty for no. ``restated``: what was published first, empty where the file
    only says that something else was.
    """

    printed: str = ""
    preliminary: bool | None = None
    broken: str | None = None
    restated: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Named:
    """The name of a goal or an indicator, and the one that it had the year before, empty for the same."""

    title: str
    previous: str = ""


@dataclass(frozen=True)
class Where:
    """Whose row it is: municipality and country as printed, empty for the one that is imported for; year; body."""

    municipality: str
    country: str
    year: int
    body: str = ""


@dataclass(frozen=True)
class Planned:
    """An activity as a row says it; None and empty for what it does not say. ``note``: why it is late or cancelled."""

    title: str
    owner: str = ""
    deadline: date | None = None
    cost: Decimal | None = None
    status: str = ""
    note: str = ""


@dataclass(frozen=True)
class ScoreRow:
    """A row that can be stored as far as the file goes.

    ``columns``: where each cell of the row stands. ``texts``: what the file says of the indicator, by the names of
    ``IndicatorContent``; what it leaves empty is not there. ``target`` and ``target_previous`` are None where the file
    says none. A row names an indicator, an activity, or both.
    """

    place: Place
    columns: Mapping[Field, int]
    where: Where
    goal: Named
    indicator: Named
    perspective: str = ""
    goal_note: str = ""
    texts: Mapping[str, Any] = field(default_factory=dict)
    target: WantedTarget | None = None
    target_previous: WantedTarget | None = None
    this: Reported = Reported()
    before: Reported = Reported()
    source: str = ""
    activity: Planned | None = None

    @property
    def named(self) -> str:
        """What the row is about: its indicator, or else its activity."""
        return self.indicator.title or (self.activity.title if self.activity else "")

    def says_as(self, other: "ScoreRow") -> bool:
        """Return whether the row says the same of goal and indicator as another one."""
        return replace(self, place=other.place, columns=other.columns, activity=other.activity) == other

    def place_of(self, field: Field) -> Place:
        """Return the cell of a field, or the row as a whole where it has no column."""
        return self.place._replace(column=self.columns.get(field, 0))

    @property
    def says_of_year_before(self) -> bool:
        """Return whether the row says what the goal or its target was the year before, not only the result."""
        return bool(self.goal.previous or self.indicator.previous or self.target_previous)
