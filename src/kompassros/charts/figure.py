"""What every chart hands over: the picture and everything that says the same in words."""

from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """One chart.

    name: short id, letters, digits and hyphens; unique on its page.
    spec: Vega specification of the wide drawing (760 px).
    title: the finding in one sentence.
    description: alternative text, whole sentences.
    columns, rows: the table with every number of the picture, already formatted.
    compact: Vega specification of the drawing for a phone (360 px), or None when one size serves all.
    """

    name: str
    spec: Spec
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    compact: Spec | None = None

    def __post_init__(self) -> None:
        """Refuse a table whose rows do not fit its columns, and a name that cannot be an id."""
        if not self.name.replace("-", "").isalnum() or not self.name.isascii():
            raise ValueError(f"A figure's name has letters, digits and hyphens only: {self.name!r}")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"The table of {self.name} has a row that does not fit its columns")
