"""Indicators from a catalogue: planned against what is known, told, then stored in bulk.

What a source says is kept as it said it, one version for each day on which it was another. In force is that entry,
read, with the corrections by hand on top: a new title never takes a correction away. An indicator that a whole
catalogue no longer has keeps its row, marked; one that comes back loses the mark. Its number never changes. Indicators
that no catalogue has ever named (an organisation's own) are left alone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.indicators.corrections import (
    BREAK_SOURCE,
    Correction,
    effective,
    kept_columns,
    packaged_corrections,
)
from kompassros.indicators.entries import KpiEntry, read_fields
from kompassros.indicators.models import Break, Indicator, IndicatorVersion
from kompassros.methods.ordering import search_key
from kompassros.records import clock, history
from kompassros.records.tabular import Severity, Trouble, error
from kompassros.statistics.catalogue_files import RawFile, read_entries
from kompassros.statistics.catalogue_plan import Action, Plan, Step, compare, narrow

SOURCE = "Kolada"
BATCH = 2000
STORED_ACTIONS = (Action.ADDED, Action.RENAMED, Action.CHANGED, Action.COMPLETED, Action.RETURNED)
FEW = 10
SHARE_THAT_ASKS = 0.1


@dataclass(frozen=True)
class Told:
    """What a file says of an indicator, and all that is known of it then: that, over what was said before."""

    entry: dict[str, Any]
    known: dict[str, Any]


IndicatorPlan = Plan[Told]


def plan_indicators(raw: RawFile, *, whole: bool = True) -> IndicatorPlan:
    """Check a file of indicators and return what it would do; nothing is stored. Three queries.

    ``whole`` False: the file is a part of the catalogue, and nothing vanishes. When more than a tenth would (own
    choice), the plan asks first, since the file may be a part that does not say so.
    """
    reading = read_entries(raw, KpiEntry)
    plan: IndicatorPlan = Plan("indicators", raw.name, troubles=reading.troubles)
    whole = whole and raw.whole
    codes = None if whole else {entry.id for _row, entry in reading.entries}
    known = known_entries(codes)
    there = narrow(Indicator.objects.all(), "code", codes)
    own = set(there.values_list("code", flat=True)) - known.keys()
    told = []
    for row, entry in reading.entries:
        if entry.id in own:
            message = _("“%(code)s” is the code of an indicator of one's own here. Give that one another code.")
            plan.troubles.append(error(row, "id", message % {"code": entry.id}))
        content = entry.told()
        told.append((row, entry.id, content))
        plan.content[entry.id] = Told(content, {**known.get(entry.id, {}), **content})
    if plan.troubles:
        return plan
    gone = set(there.exclude(vanished_on=None).values_list("code", flat=True))
    plan.steps = compare(told, known, gone=gone, whole=whole)
    plan.troubles += _asked(plan, len(known) - len(gone))
    return plan


def known_entries(codes: Collection[str] | None = None) -> dict[str, dict[str, Any]]:
    """Return what the source has said of indicators so far, the latest word on each field; one query.

    ``codes``: of which at least; None for all.
    """
    known: dict[str, dict[str, Any]] = {}
    versions = narrow(IndicatorVersion.objects.filter(source=SOURCE), "indicator__code", codes)
    for code, entry in versions.order_by("pk").values_list("indicator__code", "entry"):
        known.setdefault(code, {}).update(entry)
    return known


def _asked(plan: IndicatorPlan, there: int) -> list[Trouble]:
    vanished = len(plan.of(Action.VANISHED))
    if vanished <= max(FEW, there * SHARE_THAT_ASKS):
        return []
    message = ngettext(
        "%(count)s indicator is not in the file and would be marked as vanished. Is the file the whole catalogue?",
        "%(count)s indicators are not in the file and would be marked as vanished. Is the file the whole catalogue?",
        vanished,
    )
    return [Trouble(Severity.QUESTION, 0, "", message % {"count": vanished})]


@transaction.atomic
def store_indicators(
    plan: IndicatorPlan,
    *,
    day: date | None = None,
    corrections: Mapping[str, Correction] | None = None,
    confirmed: bool = False,
    person: Any = None,
    why: str = "",
) -> dict[str, int]:
    """Store a plan; returns how many entries each action had. A plan without changes stores nothing, not even history.

    ``day``: on which the source said so, today where it is not given. ``corrections``: those of the package by default.
    """
    plan.ensure_storable(confirmed=confirmed)
    steps, vanished = plan.of(*STORED_ACTIONS), plan.of(Action.VANISHED)
    if not steps and not vanished:
        return plan.counts()
    by_hand = packaged_corrections() if corrections is None else corrections
    seen_on = day or clock.today()
    rows = _store_rows(steps, plan, by_hand)
    _store_versions(steps, plan, rows, seen_on)
    _store_breaks(rows, by_hand)
    _store_successors(rows, by_hand)
    Indicator.objects.filter(code__in=[step.code for step in vanished]).update(vanished_on=seen_on)
    history.write(
        person=person, verb="imported", subject=("catalogue", plan.kind, plan.kind), after=plan.record(), why=why
    )
    return plan.counts()


def _store_rows(
    steps: Iterable[Step], plan: IndicatorPlan, corrections: Mapping[str, Correction]
) -> dict[str, Indicator]:
    """Write the columns in force of added and changed indicators; returns the rows by code."""
    steps = list(steps)
    stored = Indicator.objects.in_bulk([step.code for step in steps], field_name="code")
    rows = {}
    for step in steps:
        row = stored.get(step.code) or Indicator(code=step.code)
        read = read_fields(plan.content[step.code].known)
        columns, row.corrected = effective(read, corrections.get(step.code), kept_columns(row))
        for name, value in columns.items():
            setattr(row, name, value)
        row.vanished_on = None
        row.search_key = search_key(f"{row.code} {row.title}")[:350]
        rows[step.code] = row
    Indicator.objects.bulk_create([row for code, row in rows.items() if code not in stored], batch_size=BATCH)
    written = [row for code, row in rows.items() if code in stored]
    columns_written = [*read_fields({"title": ""}), "corrected", "vanished_on", "search_key"]
    Indicator.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["number"], update_fields=columns_written, batch_size=BATCH
    )
    return rows


def _store_versions(steps: Iterable[Step], plan: IndicatorPlan, rows: Mapping[str, Indicator], seen_on: date) -> None:
    """Keep what the source said; what it said earlier on the same day is replaced, and stands in the history."""
    versions = [
        IndicatorVersion(indicator=rows[step.code], seen_on=seen_on, source=SOURCE, entry=plan.content[step.code].entry)
        for step in steps
    ]
    IndicatorVersion.objects.bulk_create(
        versions,
        update_conflicts=True,
        unique_fields=["indicator", "source", "seen_on"],
        update_fields=["entry"],
        batch_size=BATCH,
    )


def _store_breaks(rows: Mapping[str, Indicator], corrections: Mapping[str, Correction]) -> None:
    breaks = [
        Break(indicator=row, period=entry.period, reason=entry.reason, note=entry.note, source=BREAK_SOURCE)
        for code, row in rows.items()
        if code in corrections
        for entry in corrections[code].breaks
    ]
    Break.objects.bulk_create(breaks, ignore_conflicts=True)


def _store_successors(rows: Mapping[str, Indicator], corrections: Mapping[str, Correction]) -> None:
    """Link indicators to those that replace them, as far as the catalogue has these."""
    wanted = {
        code: corrections[code].replaced_by for code in rows if code in corrections and corrections[code].replaced_by
    }
    if not wanted:
        return
    numbers = dict(Indicator.objects.filter(code__in=wanted.values()).values_list("code", "number"))
    linked = [rows[code] for code, successor in wanted.items() if successor in numbers]
    for row in linked:
        row.replaced_by_id = numbers[wanted[row.code] or ""]
    Indicator.objects.bulk_update(linked, ["replaced_by"])
