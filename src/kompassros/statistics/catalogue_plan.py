"""What a catalogue file would do to what is stored: each entry added, renamed, changed, gone, back or as it was."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.records.tabular import Severity, Trouble

Content = Mapping[str, Any]
MOST_ASKED = 500


class Action(StrEnum):
    """What becomes of an entry. RENAMED: its title changed, and perhaps more. COMPLETED: it says what was unknown.

    VANISHED: a file that claims to be whole no longer has it; its row stays. RETURNED: it had vanished and is back.
    """

    ADDED = "added"
    RENAMED = "renamed"
    CHANGED = "changed"
    COMPLETED = "completed"
    RETURNED = "returned"
    VANISHED = "vanished"
    UNCHANGED = "unchanged"


class Change(NamedTuple):
    """One field that differs from what is stored."""

    field: str
    before: Any
    after: Any


class Step(NamedTuple):
    """What would become of one entry. ``row`` is 0 for one that is not in the file."""

    code: str
    title: str
    action: Action
    row: int = 0
    changes: tuple[Change, ...] = ()


Stored = TypeVar("Stored")


@dataclass
class Plan(Generic[Stored]):
    """What a file would do. ``content``: what is to be stored, by code; ``kind``: of what, in a word."""

    kind: str
    file: str
    steps: list[Step] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    content: dict[str, Stored] = field(default_factory=dict)

    def of(self, *actions: Action) -> list[Step]:
        """Return the steps with one of these actions, in the order of the file."""
        return [step for step in self.steps if step.action in actions]

    def counts(self) -> dict[str, int]:
        """Return how many entries each action has; every action is named."""
        counted = Counter(step.action for step in self.steps)
        return {str(action): counted[action] for action in Action}

    def has(self, severity: Severity) -> bool:
        """Return whether there is a trouble of this severity."""
        return any(trouble.severity is severity for trouble in self.troubles)

    def ensure_storable(self, *, confirmed: bool) -> None:
        """Raise DomainError when the file has errors, or questions that nobody has said yes to."""
        if self.has(Severity.ERROR):
            raise DomainError(_("The file has errors; nothing was stored."))
        if self.has(Severity.QUESTION) and not confirmed:
            raise DomainError(_("The file has questions that nobody has answered; nothing was stored."))

    def record(self) -> dict[str, Any]:
        """Return what the history keeps: the numbers, and before and after of each change to what was stored."""
        changed = self.of(Action.RENAMED, Action.CHANGED, Action.RETURNED)
        return {
            "file": self.file,
            **self.counts(),
            "changes": {step.code: {change.field: change[1:] for change in step.changes} for step in changed},
        }


RowType = TypeVar("RowType", bound=Model)


def narrow(rows: QuerySet[RowType], name: str, codes: Collection[str] | None) -> QuerySet[RowType]:
    """Return the rows whose field ``name`` is one of ``codes``; all rows for None, and where the codes are many.

    A database takes only so many values in one question, and reading all rows is then the shorter way.
    """
    return rows if codes is None or len(codes) > MOST_ASKED else rows.filter(**{f"{name}__in": list(codes)})


def compare(
    told: Iterable[tuple[int, str, Content]],
    known: Mapping[str, Content],
    *,
    gone: Collection[str] = (),
    whole: bool = True,
) -> list[Step]:
    """Compare what a file tells with what is known; both by code, with the same names of fields.

    A field that the file does not tell is not compared. ``gone``: codes that had vanished before. Where the file is not
    ``whole``, nothing vanishes.
    """
    steps = []
    met = set()
    for row, code, content in told:
        met.add(code)
        steps.append(_step(row, code, content, known.get(code), code in gone))
    if whole:
        steps += [
            Step(code, str(content["title"]), Action.VANISHED)
            for code, content in known.items()
            if code not in met and code not in gone
        ]
    return steps


def _step(row: int, code: str, content: Content, before: Content | None, was_gone: bool) -> Step:
    title = str(content["title"])
    if before is None:
        return Step(code, title, Action.ADDED, row)
    changes = tuple(
        Change(name, before.get(name), value)
        for name, value in content.items()
        if name not in before or before[name] != value
    )
    return Step(code, title, Action.RETURNED if was_gone else _action(changes, before), row, changes)


def _action(changes: tuple[Change, ...], before: Content) -> Action:
    fields = {change.field for change in changes}
    if not fields:
        return Action.UNCHANGED
    if "title" in fields:
        return Action.RENAMED
    return Action.CHANGED if fields & before.keys() else Action.COMPLETED
