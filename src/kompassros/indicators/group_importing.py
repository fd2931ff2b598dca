"""Groups of indicators from a catalogue. A member that the catalogue no longer has stays, with its code and title."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kompassros.indicators.entries import KpiGroupEntry
from kompassros.indicators.models import Indicator, IndicatorGroup, IndicatorGroupMember
from kompassros.methods.ordering import search_key
from kompassros.records import history
from kompassros.statistics.catalogue_files import RawFile, fold_members, read_entries
from kompassros.statistics.catalogue_plan import Action, Plan, compare, narrow

BATCH = 2000


@dataclass(frozen=True)
class GroupDraft:
    """A group as a file tells it: its title, and (code, title) of its members in their order."""

    code: str
    title: str
    members: tuple[tuple[str, str], ...]

    def content(self) -> dict[str, Any]:
        """Return what is compared with the stored group."""
        return {"title": self.title, "members": self.members}


KpiGroupPlan = Plan[GroupDraft]


def plan_indicator_groups(raw: RawFile) -> KpiGroupPlan:
    """Check a file of groups of indicators and return what it would do; the indicators are stored before.

    A member without a title keeps the one it has in the group, else it has that of the catalogue. Three queries.
    """
    reading = read_entries(fold_members(raw), KpiGroupEntry)
    plan: KpiGroupPlan = Plan("indicator groups", raw.name, troubles=reading.troubles)
    if plan.troubles:
        return plan
    titles = dict(Indicator.objects.values_list("code", "title"))
    known = _known(None if raw.whole else {entry.id for _row, entry in reading.entries})
    told = []
    for row, entry in reading.entries:
        earlier = dict(known.get(entry.id, {}).get("members", ()))
        members = {
            place.member_id: place.member_title or earlier.get(place.member_id) or titles.get(place.member_id, "")
            for place in entry.members
        }
        draft = GroupDraft(entry.id, entry.title, tuple(members.items()))
        plan.content[draft.code] = draft
        told.append((row, draft.code, draft.content()))
    plan.steps = compare(told, known, whole=raw.whole)
    return plan


def _known(codes: Collection[str] | None) -> dict[str, dict[str, Any]]:
    members: dict[str, list[tuple[str, str]]] = {}
    places = narrow(IndicatorGroupMember.objects.all(), "group__code", codes)
    for group, code, title in places.order_by("group", "position").values_list("group__code", "code", "title"):
        members.setdefault(group, []).append((code, title))
    return {
        code: {"title": title, "members": tuple(members.get(code, ()))}
        for code, title in narrow(IndicatorGroup.objects.all(), "code", codes).values_list("code", "title")
    }


@transaction.atomic
def store_indicator_groups(plan: KpiGroupPlan, *, person: Any = None, why: str = "") -> dict[str, int]:
    """Store a plan of groups; the members of a changed group are written anew. Returns the count of each action."""
    plan.ensure_storable(confirmed=True)
    added = plan.of(Action.ADDED)
    changed = plan.of(Action.RENAMED, Action.CHANGED, Action.COMPLETED)
    if added or changed:
        made = IndicatorGroup.objects.bulk_create([_row(plan.content[step.code]) for step in added], batch_size=BATCH)
        _store_members([*made, *_update([plan.content[step.code] for step in changed])], plan.content)
        subject = ("catalogue", plan.kind, plan.kind)
        history.write(person=person, verb="imported", subject=subject, after=plan.record(), why=why)
    link_members()
    return plan.counts()


def _row(draft: GroupDraft) -> IndicatorGroup:
    return IndicatorGroup(
        code=draft.code, title=draft.title, search_key=search_key(f"{draft.code} {draft.title}")[:250]
    )


def _update(drafts: list[GroupDraft]) -> list[IndicatorGroup]:
    numbers = dict(IndicatorGroup.objects.values_list("code", "pk")) if drafts else {}
    rows = []
    for draft in drafts:
        row = _row(draft)
        row.pk = numbers[draft.code]
        rows.append(row)
    IndicatorGroup.objects.bulk_update(rows, ["title", "search_key"], batch_size=BATCH)
    IndicatorGroupMember.objects.filter(group__in=rows).delete()
    return rows


def _store_members(groups: Iterable[IndicatorGroup], drafts: Mapping[str, GroupDraft]) -> None:
    numbers = dict(Indicator.objects.values_list("code", "number"))
    IndicatorGroupMember.objects.bulk_create(
        [
            IndicatorGroupMember(group=group, code=code, title=title, indicator_id=numbers.get(code), position=position)
            for group in groups
            for position, (code, title) in enumerate(drafts[group.code].members, start=1)
        ],
        batch_size=BATCH,
    )


def link_members() -> None:
    """Link members whose indicator has come into the catalogue since their group was stored."""
    unlinked = list(IndicatorGroupMember.objects.filter(indicator=None))
    numbers = dict(Indicator.objects.filter(code__in={place.code for place in unlinked}).values_list("code", "number"))
    found = [place for place in unlinked if place.code in numbers]
    for place in found:
        place.indicator_id = numbers[place.code]
    IndicatorGroupMember.objects.bulk_update(found, ["indicator"], batch_size=BATCH)
