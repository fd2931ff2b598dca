"""Groups of units from a catalogue, with their members in the source's order. Planned, then stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.records import history
from kompassros.records.tabular import Severity, Trouble, error
from kompassros.statistics.bulk import insert_rows
from kompassros.statistics.catalogue_files import MOST_TOLD, RawFile, read_entries
from kompassros.statistics.catalogue_plan import Action, Plan, Step, compare, narrow
from kompassros.statistics.models import Unit, UnitClass, UnitGroup, UnitGroupMember
from kompassros.statistics.unit_entries import UnitGroupEntry
from kompassros.statistics.unit_importing import BATCH
from kompassros.statistics.unit_titles import read_group_title

GROUP_FIELDS = ("title", "kind", "service_area", "year", "around", "search_key")


@dataclass(frozen=True)
class GroupDraft:
    """A group as a file tells it; ``around`` and ``members`` are numbers of units."""

    code: str
    title: str
    kind: str
    service_area: str
    year: int | None
    around: int | None
    members: tuple[int, ...]

    def content(self) -> dict[str, Any]:
        """Return what is compared with the stored group."""
        return {name: value for name, value in vars(self).items() if name != "code"}


GroupPlan = Plan[GroupDraft]


@dataclass(frozen=True)
class _Units:
    """The units that groups are made of, by code and by name."""

    by_code: Mapping[str, int]
    by_name: Mapping[str, int]

    @classmethod
    def of_country(cls, country: str) -> "_Units":
        units = Unit.objects.filter(country=country, unit_class__made_up=False)
        rows = list(units.exclude(unit_class__kind=UnitClass.Kind.WORKPLACE).values_list("code", "name", "number"))
        by_name = {name: number for _code, name, number in rows}
        return cls({code: number for code, _name, number in rows}, by_name)


def plan_unit_groups(raw: RawFile, *, country: str = "SE") -> GroupPlan:
    """Check a file of groups and return what it would do; the members must be stored before."""
    reading = read_entries(raw, UnitGroupEntry)
    plan: GroupPlan = Plan("unit groups", raw.name, troubles=reading.troubles)
    units = _Units.of_country(country)
    drafts: list[tuple[int, GroupDraft]] = []
    for row, entry in reading.entries:
        draft = _draft(row, entry, units, plan)
        if draft:
            drafts.append((row, draft))
    if plan.has(Severity.ERROR):
        return plan
    plan.content = {draft.code: draft for _row, draft in drafts}
    told = [(row, draft.code, draft.content()) for row, draft in drafts]
    plan.steps = compare(told, _known(None if raw.whole else plan.content), whole=raw.whole)
    return plan


def _draft(row: int, entry: UnitGroupEntry, units: _Units, plan: GroupPlan) -> GroupDraft | None:
    """Return the draft of a group, or tell what is wrong with it.

    A group of units like one that is not known is kept as one by structure, and told: nobody can find it by that unit.
    """
    codes = list(dict.fromkeys(member.member_id for member in entry.members))
    unknown = [code for code in codes if code not in units.by_code]
    if unknown and len(plan.troubles) < MOST_TOLD:
        message = _("No unit has the code “%(code)s”. Import the units first.")
        plan.troubles.append(error(row, "members", message % {"code": unknown[0]}))
    if unknown:
        return None
    read = read_group_title(entry.title)
    around = units.by_name.get(read.around)
    kind = read.kind
    if kind == UnitGroup.Kind.SIMILAR and around is None:
        message = _("“%(name)s” is no known unit: the group is kept as one by structure.") % {"name": read.around}
        plan.troubles.append(Trouble(Severity.NOTE, row, "title", message))
        kind = UnitGroup.Kind.STRUCTURE
    members = tuple(units.by_code[code] for code in codes)
    return GroupDraft(entry.id, entry.title, kind.value, read.service_area[:60], read.year, around, members)


def _known(codes: Collection[str] | None) -> dict[str, dict[str, Any]]:
    """Return the stored groups that come from a catalogue; an organisation's own networks are not among them."""
    members: dict[int, list[int]] = {}
    memberships = narrow(UnitGroupMember.objects.filter(group__owner=None), "group__code", codes)
    for group, unit in memberships.order_by("group", "position").values_list("group_id", "unit_id"):
        members.setdefault(group, []).append(unit)
    groups = narrow(UnitGroup.objects.filter(owner=None), "code", codes)
    return {
        code: {
            "title": title,
            "kind": kind,
            "service_area": area,
            "year": year,
            "around": around,
            "members": tuple(members.get(number, ())),
        }
        for number, code, title, kind, area, year, around in groups.values_list(
            "pk", "code", "title", "kind", "service_area", "year", "around_id"
        )
    }


@transaction.atomic
def store_unit_groups(plan: GroupPlan, *, person: Any = None, why: str = "") -> dict[str, int]:
    """Store a plan of groups; the members of a changed group are written anew. Returns the count of each action."""
    plan.ensure_storable(confirmed=True)
    added = plan.of(Action.ADDED)
    changed = plan.of(Action.RENAMED, Action.CHANGED, Action.COMPLETED)
    if not added and not changed:
        return plan.counts()
    made = UnitGroup.objects.bulk_create([_row(plan.content[step.code]) for step in added], batch_size=BATCH)
    updated = _update(changed, plan)
    memberships = (
        (group.pk, unit, position)
        for group in (*made, *updated)
        for position, unit in enumerate(plan.content[group.code].members, start=1)
    )
    insert_rows(UnitGroupMember, ("group_id", "unit_id", "position"), memberships)
    history.write(
        person=person, verb="imported", subject=("catalogue", plan.kind, plan.kind), after=plan.record(), why=why
    )
    return plan.counts()


def _row(draft: GroupDraft) -> UnitGroup:
    return UnitGroup(
        code=draft.code,
        title=draft.title,
        kind=draft.kind,
        service_area=draft.service_area,
        year=draft.year,
        around_id=draft.around,
        search_key=search_key(f"{draft.code} {draft.title}")[:250],
    )


def _update(changed: list[Step], plan: GroupPlan) -> list[UnitGroup]:
    if not changed:
        return []
    codes = [step.code for step in changed]
    numbers = dict(UnitGroup.objects.filter(owner=None).values_list("code", "pk"))
    rows = []
    for code in codes:
        row = _row(plan.content[code])
        row.pk = numbers[code]
        rows.append(row)
    UnitGroup.objects.bulk_update(rows, GROUP_FIELDS, batch_size=BATCH)
    UnitGroupMember.objects.filter(group__in=rows).delete()
    return rows
