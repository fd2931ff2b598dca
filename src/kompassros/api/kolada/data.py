"""Values as Kolada gives them: one object per indicator, period and place, with a value for each gender."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from kompassros.api.kolada.catalogue import indicators
from kompassros.api.kolada.means import Cast, Entry, Series, entry_of, objects_of
from kompassros.api.kolada.paging import Page
from kompassros.api.kolada.places import Level, Places, codes_of, find_places
from kompassros.api.kolada.versions import V3, Refusal, Version
from kompassros.api.kolada.wanted import Wanted
from kompassros.statistics import reading
from kompassros.statistics.values import Value

MOST_MEMBER_VALUES = 100_000
"""Own choice: of so many values the means of groups in one answer may be made. It takes about two seconds."""


def read(wanted: Wanted, level: Level, page: Page) -> list[Series]:
    """Return the objects of a page, and the one after it where there is one, in the order of the store's numbers.

    At one period of an indicator the groups stand after the units. The store is read once.
    """
    kpis = indicators().filter(code__in=wanted.kpis) if wanted.kpis else indicators()
    codes = dict(kpis.values_list("number", "code"))
    places = find_places(level, wanted.places, wanted.within)
    if not (codes and places):
        return []
    if places.groups:
        return _read_with_groups(wanted, codes, places, page)
    return _read_units(wanted, codes, places, page)


def _read_units(wanted: Wanted, kpis: Mapping[int, str], places: Places, page: Page) -> list[Series]:
    found = reading.objects(
        indicators=list(kpis),
        periods=wanted.years,
        units=places.units,
        classes=places.classes,
        since=wanted.since,
        limit=page.reach,
        offset=page.offset,
        deleted=wanted.since is not None,
    )
    codes = codes_of({rows[0].unit for rows in found})
    return [
        Series(kpis[rows[0].indicator], codes[rows[0].unit], rows[0].period, [entry_of(row) for row in rows])
        for rows in found
    ]


def _read_with_groups(wanted: Wanted, kpis: Mapping[int, str], places: Places, page: Page) -> list[Series]:
    members = {number for group in places.groups for number in group.members}
    rows = _member_values(wanted, list(kpis), sorted(members.union(places.units)))
    cast = Cast(kpis, codes_of(places.units), places.groups)
    return list(islice(objects_of(rows, cast, wanted.since), page.offset, page.offset + page.reach))


def _member_values(wanted: Wanted, indicators: Sequence[int], units: Sequence[int]) -> list[Value]:
    """Return all values that means are made of, and refuse too many; objects are counted first, being fewer."""
    asked: dict[str, Any] = {"indicators": indicators, "periods": wanted.years, "units": units}
    deleted = wanted.since is not None
    if reading.count_objects(**asked, deleted=deleted) <= MOST_MEMBER_VALUES:
        rows = reading.values(**asked, deleted=deleted, limit=MOST_MEMBER_VALUES + 1)
        if len(rows) <= MOST_MEMBER_VALUES:
            return rows
    raise Refusal(
        f"The means of these groups are made of more than {MOST_MEMBER_VALUES} values. "
        "Ask for fewer groups, indicators or years at once."
    )


def show(found: Sequence[Series], level: Level, version: Version, *, changes: bool) -> list[dict[str, Any]]:
    """Return objects in a version's words; ``changes``: whether those since a day were asked for."""
    shown = _entry_3 if version is V3 else _change_2 if changes else _entry_2
    return [
        {"kpi": one.kpi, level.name: one.place, "period": one.period, "values": [shown(entry) for entry in one.entries]}
        for one in found
    ]


def _entry_2(entry: Entry) -> dict[str, Any]:
    return {"count": entry.members, "gender": entry.gender, "status": entry.status, "value": entry.value}


def _change_2(entry: Entry) -> dict[str, Any]:
    return _entry_2(entry) | {"is_deleted": int(entry.deleted)}


def _entry_3(entry: Entry) -> dict[str, Any]:
    return {
        "gender": entry.gender,
        "count": entry.members,
        "status": entry.status,
        "value": entry.value,
        "isdeleted": entry.deleted,
    }
