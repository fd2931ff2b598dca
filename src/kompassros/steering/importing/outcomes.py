"""What became of the rows of a scorecard, or would become of them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.troubles import Trouble
from kompassros.steering.importing.fields import Field
from kompassros.steering.importing.rows import ScoreRow


class Action(StrEnum):
    """What a row does: its indicator is new in the year, something stored is changed, all is known, or refused."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"
    REFUSED = "refused"


class Refused(DomainError):
    """A row that cannot be stored. ``field``: whose cell is wrong."""

    def __init__(self, field: Field, message: str) -> None:
        super().__init__(message)
        self.field = field


@contextmanager
def blaming(field: Field) -> Iterator[None]:
    """Tell what a service refuses at the cell of a field."""
    try:
        yield
    except Refused:
        raise
    except DomainError as error:
        raise Refused(field, str(error)) from None


@dataclass
class RowOutcome:
    """A row and what it does. ``told``: each thing that is stored; ``notes``: what else is to know."""

    row: ScoreRow
    action: Action = Action.KNOWN
    told: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tell(self, sentence: str) -> None:
        """Say what is stored."""
        self.told.append(sentence)
        if self.action is Action.KNOWN:
            self.action = Action.CHANGED


@dataclass(frozen=True)
class Intake:
    """What a file does: its rows, and what is wrong, so that nothing is stored."""

    outcomes: tuple[RowOutcome, ...]
    troubles: tuple[Trouble, ...]

    def counts(self) -> dict[Action, int]:
        """Return how many rows do what; those that cannot be read are refused."""
        refused = {(one.sheet, one.row) for one in self.troubles}
        counted = Counter(
            one.action for one in self.outcomes if (one.row.place.sheet, one.row.place.row) not in refused
        )
        return {action: counted[action] for action in Action} | {Action.REFUSED: len(refused)}

    @property
    def changes_something(self) -> bool:
        """Return whether anything is stored."""
        return any(one.told for one in self.outcomes)
