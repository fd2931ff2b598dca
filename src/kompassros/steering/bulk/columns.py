"""The columns of the file: what each is called, what stands in it, and what a changed cell makes of an indicator."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.methods.direction import Direction
from kompassros.methods.printed_figures import read_outcome
from kompassros.records.errors import DomainError
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.importing.cell_values import WantedTarget, read_direction, with_acceptable
from kompassros.steering.importing.fields import LABELS, Field

UID, VERSION, BODY, GOAL = "uid", "version", "body", "goal"
TOLD: Mapping[str, str | Promise] = {
    UID: gettext_lazy("Id"),
    VERSION: gettext_lazy("Version"),
    BODY: LABELS[Field.BODY],
    GOAL: LABELS[Field.GOAL],
}
OPEN: Mapping[str, str | Promise] = {
    "title": LABELS[Field.INDICATOR],
    "unit": LABELS[Field.UNIT],
    "direction": LABELS[Field.DIRECTION],
    "target": LABELS[Field.TARGET],
    "acceptable": LABELS[Field.ACCEPTABLE],
    "measured_in": gettext_lazy("Measured in month"),
    "frequency": gettext_lazy("Measured every … years"),
    "responsible": LABELS[Field.RESPONSIBLE],
    "source": LABELS[Field.SOURCE],
}
OF_GOALS: Mapping[str, str | Promise] = {
    "responsible": LABELS[Field.RESPONSIBLE],
    "perspective": LABELS[Field.PERSPECTIVE],
}
HEADS = {**TOLD, **OPEN}
_LONGEST = {"title": 300, "unit": 60, "target": 120, "responsible": 120, "source": 300}
_NUMBERS = ("acceptable", "measured_in", "frequency")
_TEXTS = ("title", "unit", "responsible", "source")
_TARGET = ("target", "acceptable")
_BOUNDS = {"measured_in": (1, 12), "frequency": (1, 10)}


class CellRefused(DomainError):
    """A cell that cannot be taken in. ``column``: its key."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def cells_of(edition: IndicatorEdition) -> dict[str, str]:
    """Return what stands in the open cells of an indicator; directions by their keys."""
    month = edition.measured_in
    return {
        "title": edition.title,
        "unit": edition.unit,
        "direction": str(edition.direction),
        "target": edition.target_text,
        "acceptable": _plain(edition.acceptable),
        "measured_in": "" if month is None else str(month),
        "frequency": str(edition.frequency),
        "responsible": edition.responsible,
        "source": edition.source,
    }


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


def cells_of_goal(edition: GoalEdition) -> dict[str, str]:
    """Return what of a goal is changed together with others."""
    return {"responsible": edition.responsible, "perspective": edition.perspective}


def settle(column: str, text: str, directions: Mapping[str, str]) -> str:
    """Return a cell as ``cells_of`` writes it: numbers in one way, directions by their keys. CellRefused: neither."""
    if column == "direction":
        return directions.get(text.lower()) or _tried(column, lambda: str(read_direction(text)))
    outcome = read_outcome(text).outcome if column in _NUMBERS and text else None
    return _plain(outcome.value) if outcome and not outcome.bound else text


def _tried(column: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except CellRefused:
        raise
    except DomainError as error:
        raise CellRefused(column, str(error)) from None


def content_after(content: IndicatorContent, cells: Mapping[str, str]) -> IndicatorContent:
    """Return what an indicator is with changed cells. CellRefused: what cannot be read, and in which column.

    A target is read anew where its text, or what it was read by, is changed; one that was set by its parts stays.
    """
    _refuse_long(cells)
    texts: dict[str, Any] = {name: text for name, text in cells.items() if name in _TEXTS}
    numbers: dict[str, Any] = {name: _number(name, cells[name]) for name in _BOUNDS if name in cells}
    if "title" in texts and not texts["title"]:
        raise CellRefused("title", _("Say what is measured."))
    said = replace(content, **texts, **numbers, direction=cells.get("direction", content.direction))
    return replace(said, target=_target(content, said, cells))


def _refuse_long(cells: Mapping[str, str]) -> None:
    for name, text in cells.items():
        limit = _LONGEST.get(name)
        if limit is not None and len(text) > limit:
            raise CellRefused(name, _("The text is longer than %(limit)s characters. Shorten it.") % {"limit": limit})


def _number(name: str, text: str) -> int | None:
    least, most = _BOUNDS[name]
    if not text and name == "measured_in":
        return None
    if not text.isdecimal() or len(text) > 2 or not least <= int(text) <= most:
        words = {"least": least, "most": most}
        raise CellRefused(name, _("Give a whole number from %(least)s to %(most)s.") % words)
    return int(text)


def _target(before: IndicatorContent, after: IndicatorContent, cells: Mapping[str, str]) -> TargetContent:
    stored = before.target
    level = cells.get("acceptable", _plain(stored.target.acceptable) if stored.target else "")
    if "target" in cells or _was_read(before):
        text = cells.get("target", stored.text)
        return _tried(_blamed(cells), lambda: _read(text, level, after))  # type: ignore[no-any-return]
    if "acceptable" not in cells:
        return stored
    bare = replace(stored, target=replace(stored.target, acceptable=None)) if stored.target else stored
    return _tried("acceptable", lambda: with_acceptable(bare, level)) if level else bare


def _blamed(cells: Mapping[str, str]) -> str:
    return next((name for name in (*_TARGET, "direction", "unit") if name in cells), "target")


def _read(text: str, level: str, content: IndicatorContent) -> TargetContent:
    return WantedTarget(text, "", level).read(Direction(content.direction), content.unit)


def _was_read(content: IndicatorContent) -> bool:
    """Return whether a target is what its text says, and so is read anew with another direction or unit."""
    level = _plain(content.target.target.acceptable) if content.target.target else ""
    try:
        return bool(content.target.text) and _read(content.target.text, level, content) == content.target
    except DomainError:
        return False


def goal_after(content: GoalContent, cells: Mapping[str, str]) -> GoalContent:
    """Return what a goal says with changed cells."""
    _refuse_long(cells)
    texts: dict[str, Any] = dict(cells)
    return replace(content, **texts)
