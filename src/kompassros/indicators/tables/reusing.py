"""A kept mapping for another file of the same shape: what was said once for the earlier file is looked at again.

A year that was said of the whole file is left open, unless this file names one: the next file is most often of another
year, and its values must not get the year of the last one. An indicator, unit or gender said once stays, unless this
file names another one, and is told so that somebody looks. Own choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.cells import Sheet
from kompassros.statistics.receiving.guessing import ROLE_NAMES, Guess
from kompassros.statistics.receiving.headers import plain_heading
from kompassros.statistics.receiving.mapping import Constant, DatasetMapping, Layout, TableMapping
from kompassros.statistics.receiving.resolving import Role

_ROLES: tuple[Role, ...] = ("unit", "indicator", "gender", "period")


@dataclass
class _Reuse:
    reasons: list[Guess] = field(default_factory=list)

    def say(self, sheet: str, role: Role, why: str) -> None:
        self.reasons.append(Guess(sheet, str(ROLE_NAMES[role]), why))


def reuse_table(
    kept: TableMapping, guessed: TableMapping, sheets: Sequence[Sheet]
) -> tuple[TableMapping, tuple[Guess, ...]]:
    """Return a kept mapping for the sheets of another file, and what there is to look at."""
    reuse = _Reuse()
    layouts = [
        _reuse_layout(layout, _alike(layout, index, guessed.layouts), sheets, reuse)
        for index, layout in enumerate(kept.layouts)
    ]
    changes = {"layouts": tuple(layouts), "fingerprint": guessed.fingerprint}
    return kept.model_copy(update=changes), tuple(reuse.reasons)


def reuse_dataset(kept: DatasetMapping) -> tuple[DatasetMapping, tuple[Guess, ...]]:
    """Return a kept mapping for another dataset of the same dimensions, and what there is to look at."""
    reuse = _Reuse()
    once: tuple[tuple[Role, str | None], ...] = (("unit", kept.unit), ("indicator", kept.indicator))
    for role, said in once:
        if said is not None:
            reuse.say("", role, _still(said))
    if kept.period is not None:
        reuse.say("", "period", _asked_again(str(kept.period)))
    return kept.model_copy(update={"period": None}), tuple(reuse.reasons)


def _alike(layout: Layout, index: int, guessed: Sequence[Layout]) -> Layout | None:
    """Return what was guessed for the same sheets: by their names, else by the place among the layouts."""
    names = {plain_heading(name) for name in layout.sheets}
    for other in guessed:
        if names == {plain_heading(name) for name in other.sheets}:
            return other
    return guessed[index] if index < len(guessed) else None


def _reuse_layout(layout: Layout, guessed: Layout | None, sheets: Sequence[Sheet], reuse: _Reuse) -> Layout:
    names = _names_now(layout, sheets)
    said = ", ".join(names)
    changes: dict[str, Any] = {"sheets": names}
    for role in _ROLES:
        source = getattr(layout, role)
        if isinstance(source, Constant):
            changes[role] = _said_anew(source, getattr(guessed, role, None), role, said, reuse)
    if any(column.period is not None for column in layout.values):
        reuse.say(said, "period", _("The year of single columns was said of the last file. Say it again."))
        changes["values"] = tuple(column.model_copy(update={"period": None}) for column in layout.values)
    return layout.model_copy(update=changes)


def _names_now(layout: Layout, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the names that the layout's sheets have in this file, where a year in a name may be another one."""
    wanted = {plain_heading(name) for name in layout.sheets}
    found = tuple(sheet.name for sheet in sheets if plain_heading(sheet.name) in wanted)
    return found or layout.sheets


def _said_anew(kept: Constant, guessed: object, role: Role, sheet: str, reuse: _Reuse) -> Constant | None:
    if isinstance(guessed, Constant):
        if guessed.value != kept.value:
            message = _("Last time “%(kept)s” was said; this file names “%(now)s”, which is taken.")
            reuse.say(sheet, role, message % {"kept": kept.value, "now": guessed.value})
        return guessed
    if role == "period":
        reuse.say(sheet, role, _asked_again(kept.value))
        return None
    reuse.say(sheet, role, _still(kept.value))
    return kept


def _asked_again(said: str) -> str:
    return _("Last time “%(said)s” was said. Say which year this file is of.") % {"said": said}


def _still(said: str) -> str:
    return _("Kept from last time: “%(said)s”. The file does not say it; look whether it still holds.") % {"said": said}
