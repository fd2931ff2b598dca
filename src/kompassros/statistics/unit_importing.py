"""Units from a catalogue: municipalities, regions and the country, and organisational units. Planned, then stored.

A unit keeps its number for good. A changed name is told and stored, the earlier one stays in the history; a unit that
a whole catalogue no longer has is told, and its row stays. Each import takes a fixed number of queries.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations.models import Organisation
from kompassros.records import history
from kompassros.records.tabular import error
from kompassros.statistics.bulk import insert_rows
from kompassros.statistics.catalogue_files import MOST_TOLD, RawFile, read_entries
from kompassros.statistics.catalogue_plan import Action, Plan, compare, narrow
from kompassros.statistics.models import Unit, UnitClass
from kompassros.statistics.unit_classes import COUNTRY, MUNICIPALITY, REGION, ensure_classes, workplace_key
from kompassros.statistics.unit_entries import UnitEntry, WorkplaceEntry

RIKET = "0000"
BATCH = 2000
COLUMNS = ("code", "name", "unit_class_id", "parent_id", "organisation_id", "search_key", "sort_key")


class UnitDraft(NamedTuple):
    """A unit as a file tells it: its class and parent by key and code, its organisation by number."""

    code: str
    title: str
    unit_class: str
    parent: str | None = None
    organisation: int | None = None

    def content(self) -> dict[str, Any]:
        """Return what is compared with the stored unit; an organisation that was not found is not compared."""
        told = {"title": self.title, "unit_class": self.unit_class, "parent": self.parent}
        return told | ({"organisation": self.organisation} if self.organisation else {})


UnitPlan = Plan[UnitDraft]


def plan_units(raw: RawFile, *, country: str = "SE") -> UnitPlan:
    """Check a file of municipalities and regions and return what it would do; nothing is stored."""
    reading = read_entries(raw, UnitEntry)
    if reading.troubles:
        return Plan("units", raw.name, troubles=reading.troubles)
    organisations = _organisations(country)
    drafts = []
    for row, entry in reading.entries:
        key = MUNICIPALITY if entry.type == "K" else COUNTRY if entry.id == RIKET else REGION
        drafts.append((row, UnitDraft(entry.id, entry.title, key, None, organisations.get((key, entry.id)))))
    return _plan("units", raw, drafts, country, workplaces=False)


def plan_workplaces(raw: RawFile, *, country: str = "SE") -> UnitPlan:
    """Check a file of organisational units and return what it would do; their municipalities must be stored before."""
    reading = read_entries(raw, WorkplaceEntry)
    plan: UnitPlan = Plan("workplaces", raw.name, troubles=reading.troubles)
    parents = set(_known(country, None, workplaces=False))
    for row, entry in reading.entries:
        if entry.municipality not in parents and len(plan.troubles) < MOST_TOLD:
            message = _("No municipality or region has the code “%(code)s”. Import the units first.")
            plan.troubles.append(error(row, "municipality", message % {"code": entry.municipality}))
    if plan.troubles:
        return plan
    drafts = [
        (row, UnitDraft(entry.id, entry.title, workplace_key(entry.id), entry.municipality))
        for row, entry in reading.entries
    ]
    return _plan("workplaces", raw, drafts, country, workplaces=True)


def _plan(kind: str, raw: RawFile, drafts: list[tuple[int, UnitDraft]], country: str, *, workplaces: bool) -> UnitPlan:
    content = {draft.code: draft for _row, draft in drafts}
    known = _known(country, None if raw.whole else content, workplaces=workplaces)
    told = [(row, draft.code, draft.content()) for row, draft in drafts]
    return Plan(kind, raw.name, compare(told, known, whole=raw.whole), content=content)


def _known(country: str, codes: Collection[str] | None, *, workplaces: bool) -> dict[str, dict[str, Any]]:
    kind = UnitClass.Kind.WORKPLACE
    units = narrow(Unit.objects.filter(country=country, unit_class__made_up=False), "code", codes)
    chosen = units.filter(unit_class__kind=kind) if workplaces else units.exclude(unit_class__kind=kind)
    rows = chosen.values_list("code", "name", "unit_class__key", "parent__code", "organisation_id")
    return {
        code: {"title": name, "unit_class": key, "parent": parent, "organisation": organisation}
        for code, name, key, parent, organisation in rows
    }


def _organisations(country: str) -> dict[tuple[str, str], int]:
    """Return the organisations that exist today by class and official code; the country's own code is Riket's here."""
    classes = {Organisation.Kind.MUNICIPALITY: MUNICIPALITY, Organisation.Kind.REGION: REGION}
    found = Organisation.objects.filter(country=country, valid_to=None, made_up=False)
    by_code = {
        (classes[Organisation.Kind(kind)], code): number
        for number, kind, code in found.filter(kind__in=classes).values_list("pk", "kind", "code")
    }
    nation = found.filter(kind=Organisation.Kind.COUNTRY).values_list("pk", flat=True).first()
    return by_code | ({(COUNTRY, RIKET): nation} if nation else {})


@transaction.atomic
def store_units(plan: UnitPlan, *, country: str = "SE", person: Any = None, why: str = "") -> dict[str, int]:
    """Store a plan of units or organisational units; returns how many entries each action had."""
    plan.ensure_storable(confirmed=True)
    added = [plan.content[step.code] for step in plan.of(Action.ADDED)]
    changed = [plan.content[step.code] for step in plan.of(Action.RENAMED, Action.CHANGED, Action.COMPLETED)]
    if not added and not changed:
        return plan.counts()
    classes = ensure_classes({draft.unit_class for draft in (*added, *changed)})
    parents = {draft.parent for draft in (*added, *changed) if draft.parent}
    numbers = dict(Unit.objects.filter(country=country, code__in=parents).values_list("code", "number"))
    columns = [_columns(draft, classes, numbers) for draft in added]
    insert_rows(Unit, ("country", *COLUMNS), [(country, *(row[name] for name in COLUMNS)) for row in columns])
    _update(country, {draft.code: _columns(draft, classes, numbers) for draft in changed})
    subject = ("catalogue", plan.kind, plan.kind)
    history.write(person=person, verb="imported", subject=subject, after=plan.record(), why=why)
    return plan.counts()


def _columns(draft: UnitDraft, classes: Mapping[str, UnitClass], numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": draft.code,
        "name": draft.title,
        "unit_class_id": classes[draft.unit_class].number,
        "parent_id": numbers[draft.parent] if draft.parent else None,
        "organisation_id": draft.organisation,
        "search_key": search_key(f"{draft.code} {draft.title}")[:250],
        "sort_key": sort_key(draft.title, "sv")[:254],
    }


def _update(country: str, changed: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the changed columns; a unit keeps its organisation where the file led to none."""
    units = narrow(Unit.objects.filter(country=country), "code", changed)
    rows = [row for row in units if row.code in changed]
    for row in rows:
        for name, value in changed[row.code].items():
            if name != "organisation_id" or value is not None:
                setattr(row, name, value)
    Unit.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=[name.removesuffix("_id") for name in COLUMNS if name != "code"],
        batch_size=BATCH,
    )
