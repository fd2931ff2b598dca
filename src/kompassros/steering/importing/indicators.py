"""The indicator of a row: new, or the edition of one that is known, changed where the file says something else."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from kompassros.methods.direction import Direction
from kompassros.methods.ordering import search_key
from kompassros.steering.goals.contents import IndicatorContent, TargetContent, indicator_content, plain
from kompassros.steering.goals.indicator_services import add_indicator, change_indicator
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, SteeringIndicator
from kompassros.steering.goals.said import say_content
from kompassros.steering.importing.cell_values import WantedTarget
from kompassros.steering.importing.fields import LABELS, Field
from kompassros.steering.importing.outcomes import Action, Refused, RowOutcome, blaming
from kompassros.steering.importing.rows import ScoreRow
from kompassros.steering.importing.shelves import Shelf


class IndicatorStoring:
    """Stores the indicators of rows; ``repeated`` and ``saving`` as ``RowStoring`` has them."""

    def __init__(self, repeated: frozenset[str], saving: Mapping[str, Any]) -> None:
        self._repeated = repeated
        self._saving = saving

    def of_year(self, goal: GoalEdition, shelf: Shelf, outcome: RowOutcome) -> IndicatorEdition:
        """Return the indicator as it stands under the goal of the row's year."""
        row = outcome.row
        stored = shelf.indicator_under(goal, row.indicator.title)
        if stored is not None:
            self._change(stored, _wanted(indicator_content(stored), row), outcome)
            return stored
        known = self._known(goal, shelf, row)
        base = indicator_content(known) if known else IndicatorContent(row.indicator.title)
        content = _wanted(replace(base, title=row.indicator.title, note="", target=TargetContent()), row)
        edition = self._add(goal, shelf, content, known.indicator if known else None)
        outcome.tell(self._said(known, content))
        outcome.action = Action.NEW
        return edition

    def _said(self, known: IndicatorEdition | None, content: IndicatorContent) -> str:
        target = say_content(content.target, content.unit)
        if known is None:
            return _("The indicator is new; target: %(target)s.") % {"target": target}
        words = {"title": known.title, "year": known.plan.year, "target": target}
        return _("The indicator is that of %(year)s, “%(title)s”; target: %(target)s.") % words

    def _known(self, goal: GoalEdition, shelf: Shelf, row: ScoreRow) -> IndicatorEdition | None:
        """Return another year's edition of the indicator. Refused: it stands in this year under another name."""
        year, title = row.where.year, row.indicator.previous or row.indicator.title
        before = shelf.goal_in(goal.goal, year - 1)
        found = shelf.indicator_under(before, title) if before else None
        if found is None and not row.indicator.previous:
            found = shelf.indicator_near(goal.goal, year, title)
        if found is None and search_key(row.indicator.title) not in self._repeated:
            found = shelf.only_indicator(year - 1, title)
        taken = shelf.indicator_in(found.indicator, year) if found else None
        if taken is not None:
            message = _("The indicator is called “%(title)s” in the plan of %(year)s.")
            raise Refused(Field.INDICATOR, message % {"title": taken.title, "year": year})
        return found

    def _add(
        self, goal: GoalEdition, shelf: Shelf, content: IndicatorContent, indicator: SteeringIndicator | None
    ) -> IndicatorEdition:
        with blaming(Field.INDICATOR):
            edition = add_indicator(goal=goal, content=content, indicator=indicator, **self._saving)
        shelf.put_indicator(edition)
        return edition

    def _change(self, edition: IndicatorEdition, content: IndicatorContent, outcome: RowOutcome) -> None:
        before, after = plain(indicator_content(edition).fields()), plain(content.fields())
        if before == after:
            return
        said = _differences(indicator_content(edition), content)
        with blaming(Field.TARGET):
            change_indicator(edition=edition, content=content, **self._saving)
        outcome.tell(said)

    def of_year_before(self, goal: GoalEdition, edition: IndicatorEdition, shelf: Shelf, outcome: RowOutcome) -> None:
        """Put the indicator under the goal of the year before, with the target that the file prints for it, if any."""
        row, year = outcome.row, outcome.row.where.year - 1
        stored = shelf.indicator_in(edition.indicator, year)
        title = row.indicator.previous or row.indicator.title
        base = indicator_content(stored) if stored else replace(indicator_content(edition), note="", title=title)
        target = _target(row.target_previous, base.direction, base.unit, base.target if stored else TargetContent())
        if stored:
            self._change(stored, replace(base, target=target), outcome)
        else:
            self._add(goal, shelf, replace(base, target=target), edition.indicator)
            outcome.tell(_("It stands in the plan of %(year)s, too.") % {"year": year})


def _wanted(base: IndicatorContent, row: ScoreRow) -> IndicatorContent:
    """Return what an indicator shall be: what the file says, and where its cell is empty, what is stored."""
    said = replace(base, **row.texts)
    return replace(said, target=_target(row.target, said.direction, said.unit, base.target))


def _target(wanted: WantedTarget | None, direction: str, unit: str, stored: TargetContent) -> TargetContent:
    """Return a target read with the direction and unit that hold; a level that the file leaves out stays."""
    if wanted is None:
        return stored
    with blaming(Field.TARGET):
        found = wanted.read(Direction(direction), unit)
    kept = replace(stored.target, acceptable=None) if stored.target else None
    return stored if not wanted.acceptable and (found.text, found.target) == (stored.text, kept) else found


_NAMES = {
    "definition": Field.DEFINITION,
    "unit": Field.UNIT,
    "direction": Field.DIRECTION,
    "responsible": Field.RESPONSIBLE,
    "note": Field.NOTE,
    "source": Field.SOURCE,
}


def _differences(before: IndicatorContent, after: IndicatorContent) -> str:
    names = [str(LABELS[field]) for name, field in _NAMES.items() if getattr(before, name) != getattr(after, name)]
    said = [_("Changed: %(names)s.") % {"names": ", ".join(names)}] if names else []
    targets = [say_content(one.target, one.unit) for one in (before, after)]
    if before.target.fields() != after.target.fields():
        said.append(_("Target: %(after)s in place of %(before)s.") % {"before": targets[0], "after": targets[1]})
    return " ".join(said)
