"""Many goals and indicators are changed at once: all of them in one transaction, or none.

What would change is found by changing it and taking all of it back, so that what is told is what is done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.records import filled_forms
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.filled_forms import CellTrouble
from kompassros.statistics.receiving.troubles import column_letters
from kompassros.steering.bulk.columns import CellRefused, cells_of, cells_of_goal, content_after, goal_after
from kompassros.steering.bulk.scope import Scope
from kompassros.steering.goals.contents import goal_content, indicator_content
from kompassros.steering.goals.indicator_services import change_indicator
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.goals.services import change_goal

GOAL, INDICATOR = "goal", "indicator"
_SALT = "kompassros.steering.bulk"


@dataclass(frozen=True)
class Edit:
    """Cells that shall be changed. ``version``: the one that was seen. ``columns``: where they stand in a file."""

    kind: str
    pk: int
    version: int
    cells: Mapping[str, str]
    sheet: str = ""
    row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)

    def trouble(self, column: str, sentence: str) -> CellTrouble:
        """Return what is wrong in one of the cells."""
        return CellTrouble(self.sheet, self.row, column_letters(self.columns.get(column, 0)), sentence)


@dataclass(frozen=True)
class CellChange:
    """A cell that becomes another."""

    edit: Edit
    edition: GoalEdition | IndicatorEdition
    column: str
    before: str
    after: str


@dataclass
class Edited:
    """What the edits do, or would do, and what is wrong, so that nothing is changed."""

    changes: list[CellChange] = field(default_factory=list)
    troubles: list[CellTrouble] = field(default_factory=list)


@transaction.atomic
def edit_together(*, scope: Scope, edits: Iterable[Edit], decision: str, person: Any, dry_run: bool = False) -> Edited:
    """Change everything, or nothing where anything is wrong or the run is a dry one; each change has its history row.

    An edit of an older version than the stored one is told of: somebody else was there first.
    """
    wanted, edited = list(edits), Edited()
    found = _found(scope, wanted)
    for edit in wanted:
        edition = found.get((edit.kind, edit.pk))
        if edition is None:
            edited.troubles.append(edit.trouble("", _("It does not stand here any more.")))
            continue
        try:
            edited.changes += _change(edit, edition, decision, person)
        except CellRefused as refused:
            edited.troubles.append(edit.trouble(refused.column, str(refused)))
        except Conflict:
            sentence = _("Somebody else has changed “%(what)s” since. Begin with what stands there now.")
            edited.troubles.append(edit.trouble("", sentence % {"what": edition.title}))
        except DomainError as error:
            column = "target" if "target" in edit.cells else next(iter(edit.cells))
            edited.troubles.append(edit.trouble(column, str(error)))
    if dry_run or edited.troubles:
        transaction.set_rollback(True)
    return edited


def _found(scope: Scope, edits: Iterable[Edit]) -> dict[tuple[str, int], Any]:
    """Return the rows that are edited; two queries."""
    keys: dict[str, list[int]] = {GOAL: [], INDICATOR: []}
    for edit in edits:
        keys[edit.kind].append(edit.pk)
    goals = scope.goals().filter(pk__in=keys[GOAL]) if keys[GOAL] else ()
    indicators = scope.indicators().filter(pk__in=keys[INDICATOR]) if keys[INDICATOR] else ()
    return {(GOAL, row.pk): row for row in goals} | {(INDICATOR, row.pk): row for row in indicators}


def _change(edit: Edit, edition: Any, decision: str, person: Any) -> list[CellChange]:
    before = cells_of_goal(edition) if edit.kind == GOAL else cells_of(edition)
    cells = {name: text for name, text in edit.cells.items() if before[name] != text}
    if not cells:
        return []
    edition.version = edit.version
    if edit.kind == GOAL:
        content = goal_after(goal_content(edition), cells)
        change_goal(edition=edition, content=content, person=person, decision=decision)
    else:
        wanted = content_after(indicator_content(edition), cells)
        change_indicator(edition=edition, content=wanted, person=person, decision=decision)
    return [CellChange(edit, edition, name, before[name], text) for name, text in cells.items()]


def seal(scope: Scope, edits: Iterable[Edit], decision: str) -> str:
    """Return edits that were looked over as a text that nobody can change on its way through the browser."""
    content = {"of": scope.key, "decision": decision, "edits": [asdict(each) for each in edits]}
    return filled_forms.seal(content, _SALT)


def store(*, scope: Scope, content: str, person: Any) -> int:
    """Do what was looked over, inside a transaction; return how many cells. Conflict where something changed since."""
    found = filled_forms.unseal(content, _SALT)
    if found["of"] != scope.key:
        raise DomainError(_("What was looked over is of another plan or card. Begin anew."))
    edits = [Edit(**each) for each in found["edits"]]
    edited = edit_together(scope=scope, edits=edits, decision=found["decision"], person=person)
    if edited.troubles:
        raise Conflict(_("Something was changed after you looked it over. Begin with what stands there now."))
    return len(edited.changes)
