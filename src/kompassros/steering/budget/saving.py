"""The money of a body as a form sees it: how many rows are stored, so that a second editor is told of new ones."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from kompassros.steering.budget.services import stored_count
from kompassros.steering.plans.models import Card


@dataclass
class Stored:
    """What a form of money changes. ``version``: one more than the rows of ``kind`` that are stored of the card."""

    card: Card
    kind: type[Model]
    version: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the rows."""
        self.refresh_from_db()

    def refresh_from_db(self, **_fields: Any) -> None:
        """Count the rows again."""
        self.version = 1 + stored_count(self.kind, self.card)

    @property
    def seen(self) -> int:
        """How many rows there were for whoever sent the form."""
        return self.version - 1
