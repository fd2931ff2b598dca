"""What Kolada has lists of: indicators, municipalities, units, and groups of them, a page at a time.

Each page takes one query, that of groups a second one for the members.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kompassros.api.kolada.paging import Page
from kompassros.api.kolada.parameters import Parameters
from kompassros.api.kolada.places import MUNICIPALITIES, WORKPLACES, Kind, groups, units
from kompassros.api.kolada.versions import V2, Refusal, Version
from kompassros.indicators.models import Indicator, IndicatorGroup, IndicatorGroupMember
from kompassros.methods.ordering import search_key
from kompassros.statistics.models import UnitGroupMember

Row = dict[str, Any]
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Entity:
    """One list. ``rows``: of the ids asked for, or all; ``texts``: parameter -> the column that must hold its text."""

    rows: Callable[[Sequence[str], Parameters], Rows]
    show: Callable[[Sequence[Row], Version], list[Row]]
    texts: Mapping[str, str]


def read(entity: Entity, ids: Sequence[str], parameters: Parameters, page: Page, version: Version) -> list[Row]:
    """Return the things of a page, and the one after it where there is one, in the order of their ids."""
    rows = entity.rows(ids, parameters)
    wanted = {column: text for name, column in entity.texts.items() if (text := parameters.text(name))}
    found = _holding(rows, wanted) if wanted else rows
    return entity.show(list(found[page.offset : page.offset + page.reach]), version)


def _holding(rows: Rows, wanted: Mapping[str, str]) -> list[Row]:
    """Return the rows that hold these texts, whatever their case.

    The stored key narrows them down; SQLite alone would know no capital letters beyond Z.
    """
    title = next((text for column, text in wanted.items() if column in ("title", "name")), "")
    folded = [(column, text.casefold()) for column, text in wanted.items()]
    near = rows.filter(search_key__contains=search_key(title))
    return [row for row in near if all(text in row[column].casefold() for column, text in folded)]


def indicators() -> QuerySet[Indicator]:
    """Return the indicators that are served: those with an id of the source."""
    return Indicator.objects.filter(owner=None)


_KPI = (
    *("code", "title", "definition", "by_gender", "by_workplace", "about", "auspice", "operating_area"),
    *("perspective", "publication"),
)


def _kpi_rows(ids: Sequence[str], parameters: Parameters) -> Rows:
    """An indicator that has vanished from the source is found by its id, but not listed, as in Kolada."""
    wanted = indicators().filter(code__in=ids) if ids else indicators().filter(vanished_on=None)
    rows: Rows = wanted.order_by("code").values(*_KPI)
    return rows


def _show_kpis(rows: Sequence[Row], version: Version) -> list[Row]:
    return [_kpi_2(row) if version is V2 else _kpi_3(row) for row in rows]


def _kpi_3(row: Row) -> Row:
    published = row["publication"]
    return {
        "id": row["code"],
        "title": row["title"],
        "description": row["definition"],
        "is_divided_by_gender": row["by_gender"],
        "municipality_type": row["about"] or None,
        "auspice": row["auspice"] or None,
        "operating_area": row["operating_area"] or None,
        "perspective": row["perspective"] or None,
        "prel_publication_date": published.get("preliminary") or None,
        "publication_date": published.get("expected") or None,
        "publ_period": published.get("period") or None,
        "has_ou_data": row["by_workplace"],
    }


def _kpi_2(row: Row) -> Row:
    shown = _kpi_3(row)
    auspice, divided = shown.pop("auspice"), shown.pop("is_divided_by_gender")
    return shown | {"auspices": auspice, "is_divided_by_gender": int(divided), "ou_publication_date": None}


def _kpi_group_rows(ids: Sequence[str], parameters: Parameters) -> Rows:
    found = IndicatorGroup.objects.filter(code__in=ids) if ids else IndicatorGroup.objects.all()
    return found.order_by("code").values("pk", "code", "title")


def _show_kpi_groups(rows: Sequence[Row], version: Version) -> list[Row]:
    places = IndicatorGroupMember.objects.filter(group__in=[row["pk"] for row in rows])
    return _with_members(rows, places.order_by("position").values_list("group", "code", "title"))


def _group_rows(ids: Sequence[str], parameters: Parameters) -> Rows:
    found = groups().filter(code__in=ids) if ids else groups()
    return found.order_by("code").values("pk", "code", "title")


def _show_groups(rows: Sequence[Row], version: Version) -> list[Row]:
    places = UnitGroupMember.objects.filter(group__in=[row["pk"] for row in rows])
    return _with_members(rows, places.order_by("position").values_list("group", "unit__code", "unit__name"))


def _with_members(rows: Sequence[Row], members: Iterable[tuple[int, str, str]]) -> list[Row]:
    by_group: dict[int, list[Row]] = defaultdict(list)
    for group, code, title in members:
        by_group[group].append({"member_id": code, "member_title": title})
    return [{"id": row["code"], "title": row["title"], "members": by_group[row["pk"]]} for row in rows]


_TYPES = {"K": (Kind.MUNICIPALITY,), "L": (Kind.COUNTRY, Kind.REGION)}


def _municipality_rows(ids: Sequence[str], parameters: Parameters) -> Rows:
    found = units(MUNICIPALITIES)
    types = parameters.listed("type", "region_type")
    if types:
        found = found.filter(unit_class__kind__in=[kind for one in types for kind in _kinds(one)])
    if ids:
        found = found.filter(code__in=ids)
    return found.order_by("code").values("code", "name", "unit_class__kind")


def _kinds(letter: str) -> tuple[Kind, ...]:
    if letter not in _TYPES:
        raise Refusal(f"region_type must be K (municipality) or L (region), not {letter[:40]!r}.")
    return _TYPES[letter]


def _show_municipalities(rows: Sequence[Row], version: Version) -> list[Row]:
    municipalities = Kind.MUNICIPALITY
    return [
        {"id": row["code"], "title": row["name"], "type": "K" if row["unit_class__kind"] == municipalities else "L"}
        for row in rows
    ]


def _workplace_rows(ids: Sequence[str], parameters: Parameters) -> Rows:
    found = units(WORKPLACES)
    within = parameters.listed("municipality")
    if within:
        found = found.filter(parent__code__in=within)
    if ids:
        found = found.filter(code__in=ids)
    return found.order_by("code").values("code", "name", "parent__code")


def _show_workplaces(rows: Sequence[Row], version: Version) -> list[Row]:
    return [{"id": row["code"], "municipality": row["parent__code"], "title": row["name"]} for row in rows]


ENTITIES: dict[str, Entity] = {
    "kpi": Entity(
        _kpi_rows,
        _show_kpis,
        {"title": "title", "description": "definition", "operating_area": "operating_area"},
    ),
    "kpi_groups": Entity(_kpi_group_rows, _show_kpi_groups, {"title": "title"}),
    "municipality": Entity(_municipality_rows, _show_municipalities, {"title": "name"}),
    "municipality_groups": Entity(_group_rows, _show_groups, {"title": "title"}),
    "ou": Entity(_workplace_rows, _show_workplaces, {"title": "name"}),
}
