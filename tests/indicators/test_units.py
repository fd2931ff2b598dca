"""Units and their groups from catalogue files."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.records.errors import DomainError
from kompassros.records.models import HistoryEntry
from kompassros.records.tabular import Severity
from kompassros.statistics import catalogue_plan
from kompassros.statistics.catalogue_files import RawFile, from_objects
from kompassros.statistics.catalogue_plan import Action, Plan
from kompassros.statistics.models import Unit, UnitClass, UnitGroup
from kompassros.statistics.unit_classes import ensure_classes, workplace_key
from kompassros.statistics.unit_group_importing import plan_unit_groups, store_unit_groups
from kompassros.statistics.unit_importing import plan_units, plan_workplaces, store_units
from kompassros.statistics.unit_titles import read_group_title

pytestmark = pytest.mark.django_db


def part(*rows: dict[str, Any]) -> RawFile:
    return from_objects(rows, name="part.json", whole=False)


def actions(plan: Plan[Any]) -> list[Action]:
    return [step.action for step in plan.steps]


def bring_units(*rows: dict[str, Any]) -> Plan[Any]:
    plan = plan_units(part(*rows))
    store_units(plan)
    return plan


def bring_groups(*rows: dict[str, Any]) -> Plan[Any]:
    plan = plan_unit_groups(part(*rows))
    store_unit_groups(plan)
    return plan


def group(code: str, title: str, members: Sequence[str]) -> dict[str, Any]:
    return {"id": code, "title": title, "members": [{"member_id": member, "member_title": "?"} for member in members]}


@pytest.mark.parametrize(
    ("code", "name", "key", "organisation"),
    [
        ("0000", "Riket", "SE-country", "sverige"),
        ("0001", "Region Stockholm", "SE-region", "region-stockholm"),
        ("0180", "Stockholm", "SE-municipality", "stockholm"),
    ],
)
def test_packaged_units_have_their_class_and_organisation(code: str, name: str, key: str, organisation: str) -> None:
    unit = Unit.objects.get(country="SE", code=code)
    assert unit.organisation is not None
    assert (unit.name, unit.unit_class.key, unit.organisation.key, unit.parent) == (name, key, organisation, None)


def test_packaged_units_are_all_there() -> None:
    counts = {
        key: Unit.objects.filter(unit_class__key=key).count() for key in ("SE-municipality", "SE-region", "SE-V35")
    }
    assert counts == {"SE-municipality": 290, "SE-region": 21, "SE-V35": 1}
    workplaces = Unit.objects.filter(unit_class__kind=UnitClass.Kind.WORKPLACE)
    assert workplaces.count() == 35_368
    assert not workplaces.filter(parent=None).exists()
    assert not Unit.objects.filter(parent=None, organisation=None, country="SE", unit_class__made_up=False).exists()


def test_classes_of_units_have_fixed_numbers_and_unknown_prefixes_no_name() -> None:
    classes = {found.key: found for found in UnitClass.objects.all()}
    basic = ("SE-country", "SE-region", "SE-municipality", "XX-municipality")
    assert [classes[key].number for key in basic] == [1, 2, 3, 4]
    assert [key for key, found in classes.items() if not found.ranked] == ["SE-country"]
    assert [key for key, found in classes.items() if found.made_up] == ["XX-municipality"]
    assert (classes["SE-V11"].name, classes["SE-V35"].name) == ("preschool", "")


def test_new_class_has_the_next_number_and_a_known_one_keeps_its_own() -> None:
    before = {found.key: found.number for found in UnitClass.objects.all()}
    after = ensure_classes(["SE-V99", "SE-V11"])
    assert after["SE-V99"].number == max(before.values()) + 1
    assert {key: found.number for key, found in after.items() if key != "SE-V99"} == before
    assert ensure_classes(["SE-V99"])["SE-V99"].number == after["SE-V99"].number


@pytest.mark.parametrize(("code", "key"), [("V11E100135", "SE-V11"), ("V60U12", "SE-V60"), ("X1", "SE-other")])
def test_workplace_key_is_the_prefix_of_the_code(code: str, key: str) -> None:
    assert workplace_key(code) == key


def test_unit_keeps_its_number_and_organisation_under_a_new_name() -> None:
    before = Unit.objects.get(country="SE", code="0180")
    plan = bring_units({"id": "0180", "title": "Stockholms stad", "type": "K"})
    after = Unit.objects.get(country="SE", code="0180")
    assert actions(plan) == [Action.RENAMED]
    assert (after.number, after.name, after.organisation_id) == (
        before.number,
        "Stockholms stad",
        before.organisation_id,
    )
    assert after.search_key == "0180 stockholms stad"
    told = HistoryEntry.objects.filter(subject_key="units").latest("pk").after
    assert told is not None
    assert told["changes"] == {"0180": {"title": ["Stockholm", "Stockholms stad"]}}


def test_unit_without_an_organisation_is_stored_and_keeps_none() -> None:
    plan = bring_units({"id": "9999", "title": "Nykommunen", "type": "K"})
    assert actions(plan) == [Action.ADDED]
    assert Unit.objects.get(code="9999").organisation is None
    assert actions(bring_units({"id": "9999", "title": "Nykommunen", "type": "K"})) == [Action.UNCHANGED]


def test_more_units_than_are_asked_for_at_once_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_plan, "MOST_ASKED", 1)
    rows = [{"id": code, "title": f"{code} stad", "type": "K"} for code in ("0180", "1880")]
    assert actions(bring_units(*rows)) == [Action.RENAMED, Action.RENAMED]
    assert list(Unit.objects.filter(code__in=("0180", "1880")).values_list("name", flat=True)) == [
        "0180 stad",
        "1880 stad",
    ]
    groups = [group(code, "Provnätverket", ["0180"]) for code in ("G1", "G2")]
    bring_groups(*groups)
    assert actions(bring_groups(*groups)) == [Action.UNCHANGED, Action.UNCHANGED]


def test_unit_whose_organisation_the_file_does_not_lead_to_keeps_the_one_it_has() -> None:
    bring_units({"id": "9999", "title": "Nykommunen", "type": "K"})
    linked = Unit.objects.get(code="0180").organisation
    Unit.objects.filter(code="9999").update(organisation=linked)
    bring_units({"id": "9999", "title": "Nyastad", "type": "K"})
    after = Unit.objects.get(code="9999")
    assert (after.name, after.organisation) == ("Nyastad", linked)


def test_units_missing_in_a_whole_catalogue_are_told_and_stay() -> None:
    plan = plan_units(from_objects([{"id": "0180", "title": "Stockholm", "type": "K"}], name="w", whole=True))
    store_units(plan)
    assert len(plan.of(Action.VANISHED)) == 311
    assert Unit.objects.filter(parent=None, country="SE", unit_class__made_up=False).count() == 312


def test_workplace_of_an_unknown_municipality_is_an_error() -> None:
    plan = plan_workplaces(part({"id": "V11E1", "municipality": "9999", "title": "Lillan"}))
    assert [(trouble.severity, trouble.row, trouble.column) for trouble in plan.troubles] == [
        (Severity.ERROR, 1, "municipality")
    ]
    with pytest.raises(DomainError):
        store_units(plan)


def test_workplace_that_moves_is_changed_with_its_parent() -> None:
    row = {"id": "V11E1", "municipality": "0180", "title": "Lillan"}
    store_units(plan_workplaces(part(row)))
    plan = plan_workplaces(part(row | {"municipality": "1880"}))
    store_units(plan)
    moved = Unit.objects.get(code="V11E1")
    assert actions(plan) == [Action.CHANGED]
    assert moved.parent is not None
    assert (moved.parent.code, moved.unit_class.key) == ("1880", "SE-V11")


@pytest.mark.parametrize(
    ("title", "kind", "area", "around", "year"),
    [
        ("Liknande kommuner, övergripande, Ale, 2025", "similar", "övergripande", "Ale", 2025),
        ("Liknande kommuner övergripande, Stockholm, 2023", "similar", "övergripande", "Stockholm", 2023),
        (
            "Liknande kommuner räddningstjänst, Region Dalarna, 2024",
            "similar",
            "räddningstjänst",
            "Region Dalarna",
            2024,
        ),
        (
            "Liknande regioner, hälso- och sjukvård (inkl läkemedel), Region Skåne, 2024",
            "similar",
            "hälso- och sjukvård (inkl läkemedel)",
            "Region Skåne",
            2024,
        ),
        ("Stockholms läns kommuner (ovägt medel)", "structure", "", "", None),
        ("Kommuner med 5 000 - 9 999 invånare (ovägt medel)", "structure", "", "", None),
        ("Lågpendlingskommun nära större stad (ovägt medel)", "structure", "", "", None),
        ("Resultatnätverket R9 (ovägt medel)", "network", "", "", None),
        ("Liknande kommuner", "network", "", "", None),
    ],
)
def test_group_title_is_read(title: str, kind: str, area: str, around: str, year: int | None) -> None:
    read = read_group_title(title)
    assert (read.kind, read.service_area, read.around, read.year) == (kind, area, around, year)


def test_packaged_groups_have_kind_and_members_in_order() -> None:
    counts = {kind: UnitGroup.objects.filter(kind=kind, owner=None).count() for kind in UnitGroup.Kind.values}
    assert counts == {"similar": 3542, "structure": 47, "network": 41}
    found = UnitGroup.objects.get(code="G114418")
    assert [entry.unit.code for entry in found.memberships.select_related("unit")] == ["0682", "1499", "1885", "2081"]


def test_group_with_other_members_is_changed_and_has_the_new_ones_in_order() -> None:
    bring_groups(group("G1", "Provnätverket", ["0180", "1880", "1480"]))
    plan = bring_groups(group("G1", "Provnätverket", ["1480", "0180"]))
    found = UnitGroup.objects.get(code="G1")
    assert actions(plan) == [Action.CHANGED]
    assert [entry.unit.code for entry in found.memberships.all()] == ["1480", "0180"]
    assert actions(bring_groups(group("G1", "Provnätverket", ["1480", "0180"]))) == [Action.UNCHANGED]


def test_group_with_a_new_title_is_read_anew() -> None:
    bring_groups(group("G1", "Provnätverket", ["0180"]))
    plan = bring_groups(group("G1", "Liknande kommuner LSS, Ale, 2026", ["0180"]))
    found = UnitGroup.objects.get(code="G1")
    assert actions(plan) == [Action.RENAMED]
    assert found.around is not None
    assert (found.kind, found.service_area, found.year, found.around.name) == ("similar", "LSS", 2026, "Ale")


def test_group_around_an_unknown_unit_is_told_and_kept_by_structure() -> None:
    plan = bring_groups(group("G1", "Liknande kommuner LSS, Nergård, 2026", ["0180"]))
    assert [trouble.severity for trouble in plan.troubles] == [Severity.NOTE]
    assert "Nergård" in plan.troubles[0].message
    assert UnitGroup.objects.get(code="G1").kind == "structure"


def test_group_of_an_unknown_unit_is_an_error() -> None:
    plan = plan_unit_groups(part(group("G1", "Provnätverket", ["0180", "9999"])))
    assert [(trouble.severity, trouble.row, trouble.column) for trouble in plan.troubles] == [
        (Severity.ERROR, 1, "members")
    ]
    assert "9999" in plan.troubles[0].message


def test_own_network_is_not_among_the_catalogue() -> None:
    owner = Unit.objects.get(country="SE", code="0180").organisation
    UnitGroup.objects.create(code="own-1", title="Vårt nätverk", kind="network", owner=owner, search_key="")
    plan = plan_unit_groups(from_objects([group("G1", "Provnätverket", ["0180"])], name="w", whole=True))
    assert "own-1" not in {step.code for step in plan.steps}


def test_import_of_units_takes_as_many_queries_for_many_as_for_few() -> None:
    def count(number: int, start: int) -> int:
        rows = [{"id": f"V11E{start + row}", "municipality": "0180", "title": "X"} for row in range(number)]
        with CaptureQueriesContext(connection) as queries:
            store_units(plan_workplaces(part(*rows)))
            bring_groups(*(group(f"G{start + row}", "Prov", ["0180", "1880"]) for row in range(number)))
        return len(queries)

    assert count(30, 1000) == count(1, 2000)
