"""A small catalogue under ids that Kolada does not use, so that it can stand beside the real one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kompassros.indicators.models import Indicator, IndicatorGroup, IndicatorGroupMember
from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations.models import Organisation
from kompassros.statistics.models import Unit, UnitClass, UnitGroup, UnitGroupMember

Kind = UnitClass.Kind
CLASSES = {
    "municipality": (201, "SE", Kind.MUNICIPALITY, False),
    "region": (202, "SE", Kind.REGION, False),
    "country": (203, "SE", Kind.COUNTRY, False),
    "school": (204, "SE", Kind.WORKPLACE, False),
    "made up": (205, "SE", Kind.MUNICIPALITY, True),
    "made-up school": (206, "SE", Kind.WORKPLACE, True),
    "Norwegian": (207, "NO", Kind.MUNICIPALITY, False),
}
UNITS = (
    ("municipality", "X901", "Provköping", None),
    ("municipality", "X902", "Åprovstad", None),
    ("municipality", "X903", "Aprovby", None),
    ("region", "X801", "Region Prov", None),
    ("country", "X800", "Provriket", None),
    ("made up", "X950", "Påhittad provstad", None),
    ("Norwegian", "X960", "Prøvebygd", None),
    ("school", "V99E1", "PROVSKOLAN", "X901"),
    ("school", "V99E2", "Ängens provskola", "X902"),
    ("made-up school", "V99E9", "Påhittad provskola", "X950"),
)
PUBLICATION = {"preliminary": "2026-04-01", "expected": "2026-08-28", "period": "2025"}


@dataclass
class Catalogue:
    """The numbers of what was made, by id."""

    kpis: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)


def make_catalogue() -> Catalogue:
    made = Catalogue()
    for key, (number, country, kind, made_up) in CLASSES.items():
        UnitClass.objects.create(number=number, key=f"prov {key}", country=country, kind=kind, made_up=made_up)
    for name, code, title, parent in UNITS:
        made.units[code] = make_unit(CLASSES[name][0], code, title, made.units.get(parent or "")).number
    for code, title in (("N99001", "Prov av kostnader, kr/inv"), ("N99002", "ÅTERPROV, andel (%)")):
        made.kpis[code] = make_kpi(code, title).number
    _make_groups(made)
    return made


def make_unit(unit_class: int, code: str, title: str, parent: int | None = None) -> Unit:
    return Unit.objects.create(
        unit_class_id=unit_class,
        country=UnitClass.objects.get(number=unit_class).country,
        code=code,
        name=title,
        parent_id=parent,
        search_key=search_key(title),
        sort_key=sort_key(title, "sv"),
    )


def make_kpi(code: str, title: str, **columns: object) -> Indicator:
    common = {
        "about": "K",
        "auspice": "E",
        "operating_area": "Provverksamhet",
        "perspective": "Resurser",
        "publication": PUBLICATION,
    }
    return Indicator.objects.create(
        **common | {"code": code, "title": title, "search_key": search_key(title)} | columns
    )


def make_group(code: str, title: str, members: Sequence[int], **columns: object) -> UnitGroup:
    columns = {"kind": UnitGroup.Kind.NETWORK, "search_key": search_key(title)} | columns
    group = UnitGroup.objects.create(code=code, title=title, **columns)
    UnitGroupMember.objects.bulk_create(
        UnitGroupMember(group=group, unit_id=number, position=position) for position, number in enumerate(members)
    )
    return group


def make_kpi_group(code: str, title: str, members: Iterable[tuple[str, str]]) -> None:
    group = IndicatorGroup.objects.create(code=code, title=title, search_key=search_key(title))
    known = dict(Indicator.objects.values_list("code", "number"))
    IndicatorGroupMember.objects.bulk_create(
        IndicatorGroupMember(group=group, code=one, title=name, indicator_id=known.get(one), position=position)
        for position, (one, name) in enumerate(members)
    )


def _make_groups(made: Catalogue) -> None:
    unit = made.units
    make_group("G9901", "Provnätverket (ovägt medel)", (unit["X903"], unit["X901"]))
    make_group("G9902", "Provnätverk med en påhittad", (unit["X901"], unit["X950"]))
    make_group("G9903", "Provnätverk, eget", (unit["X901"],), owner=Organisation.objects.get(key="sverige"))
    around = {"around_id": unit["X950"], "kind": UnitGroup.Kind.SIMILAR}
    make_group("G9904", "Liknande provkommuner, Påhittad", (unit["X901"], unit["X902"]), **around)
    members = [("N99002", "ÅTERPROV, andel (%)"), ("N99000", "Ett prov som inte längre finns")]
    make_kpi_group("GKPI9901", "Provmått", members)
