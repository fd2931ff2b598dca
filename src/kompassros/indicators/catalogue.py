"""A catalogue from files: each is recognised by its fields, and all are stored in their order, or none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.group_importing import plan_indicator_groups, store_indicator_groups
from kompassros.indicators.importing import plan_indicators, store_indicators
from kompassros.records.tabular import Severity, error
from kompassros.statistics.catalogue_files import RawFile, parse_file
from kompassros.statistics.catalogue_plan import Plan
from kompassros.statistics.unit_group_importing import plan_unit_groups, store_unit_groups
from kompassros.statistics.unit_importing import plan_units, plan_workplaces, store_units


class Kind(IntEnum):
    """What a file holds, in the order in which files are stored: each kind may name those before it."""

    UNITS = 1
    WORKPLACES = 2
    UNIT_GROUPS = 3
    INDICATORS = 4
    INDICATOR_GROUPS = 5


@dataclass
class Outcome:
    """What became of the files: a plan for each, those that hold no catalogue, and whether anything was stored."""

    plans: list[Plan[Any]] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    stored: bool = False

    def has(self, severity: Severity) -> bool:
        """Return whether any file has a trouble of this severity."""
        return any(plan.has(severity) for plan in self.plans)


@dataclass(frozen=True)
class Wish:
    """How an import is done.

    part: the files are a part of the catalogue, and nothing vanishes. confirmed: questions are answered with yes.
    dry_run: everything is tried and told, nothing is kept. day: on which the source said so, None for today.
    """

    part: bool = False
    confirmed: bool = False
    dry_run: bool = False
    day: date | None = None
    person: Any = None
    why: str = ""


def recognise(raw: RawFile) -> Kind | None:
    """Return what the rows of a file are, by the fields of the first; None for something else."""
    if not raw.rows:
        return None
    first = raw.rows[0]
    if {"members", "member_id"} & first.keys():
        return Kind.INDICATOR_GROUPS if "KPI" in str(first.get("id")) else Kind.UNIT_GROUPS
    fields = ((Kind.INDICATORS, "is_divided_by_gender"), (Kind.WORKPLACES, "municipality"), (Kind.UNITS, "type"))
    return next((kind for kind, name in fields if {"id", "title", name} <= first.keys()), None)


@transaction.atomic
def import_catalogue(files: Iterable[tuple[str, bytes]], wish: Wish) -> Outcome:
    """Store the catalogue that files (name, content) hold: all of them, or none where one has an error.

    Nothing is stored either where a question is not confirmed. A file that is readable but holds no catalogue is left
    aside and named.
    """
    outcome = Outcome()
    recognised: list[tuple[Kind, RawFile]] = []
    for name, data in files:
        raw = parse_file(data, name=name)
        kind = recognise(raw)
        if kind:
            recognised.append((kind, replace(raw, whole=raw.whole and not wish.part)))
        elif raw.troubles:
            outcome.plans.append(Plan("", name, troubles=list(raw.troubles)))
        else:
            outcome.left_aside.append(name)
    for kind, raw in sorted(recognised, key=lambda found: found[0]):
        outcome.plans.append(_import(kind, raw, wish))
    _tell_when_nothing(outcome)
    questions = outcome.has(Severity.QUESTION) and not wish.confirmed
    outcome.stored = not (wish.dry_run or questions or outcome.has(Severity.ERROR))
    if not outcome.stored:
        transaction.set_rollback(True)
    return outcome


def _import(kind: Kind, raw: RawFile, wish: Wish) -> Plan[Any]:
    """Plan one file and store it, for the plans of the files after it; what must not stay is rolled back in the end."""
    who: dict[str, Any] = {"person": wish.person, "why": wish.why}
    steps: dict[Kind, tuple[Callable[[RawFile], Plan[Any]], Callable[[Plan[Any]], Any]]] = {
        Kind.UNITS: (plan_units, lambda plan: store_units(plan, **who)),
        Kind.WORKPLACES: (plan_workplaces, lambda plan: store_units(plan, **who)),
        Kind.UNIT_GROUPS: (plan_unit_groups, lambda plan: store_unit_groups(plan, **who)),
        Kind.INDICATORS: (plan_indicators, lambda plan: store_indicators(plan, day=wish.day, confirmed=True, **who)),
        Kind.INDICATOR_GROUPS: (plan_indicator_groups, lambda plan: store_indicator_groups(plan, **who)),
    }
    make, store = steps[kind]
    plan = make(raw)
    if not plan.has(Severity.ERROR):
        store(plan)
    return plan


def _tell_when_nothing(outcome: Outcome) -> None:
    if not outcome.plans:
        message = _("No file holds indicators, units or groups, as our own CSV files and Kolada's interface have them.")
        outcome.plans.append(Plan("", "", troubles=[error(0, "", message)]))
