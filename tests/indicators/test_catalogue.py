"""The packaged catalogue, and catalogues from several files at once."""

import json
from typing import Any

import pytest

from kompassros.indicators import demo
from kompassros.indicators.catalogue import Kind, Wish, import_catalogue, recognise
from kompassros.indicators.corrections import BASES, packaged_corrections
from kompassros.indicators.models import Indicator, IndicatorGroup, Measure, MeasureSet
from kompassros.records.packaged import packaged
from kompassros.records.tabular import Severity
from kompassros.statistics.catalogue_files import parse_file
from kompassros.statistics.models import Unit, UnitGroup
from tests.indicators.catalogue_cases import FIRST, LATER, kpi

pytestmark = pytest.mark.django_db

UNIT = {"id": "9999", "title": "Nykommunen", "type": "K"}
WORKPLACE = {"id": "V11E1", "municipality": "9999", "title": "Lillan"}
GROUP = {"id": "G9", "title": "Nynätverket", "members": [{"member_id": "9999", "member_title": "Nykommunen"}]}
KPI_GROUP = {"id": "GKPI9", "title": "Provgrupp", "members": [{"member_id": FIRST, "member_title": "Provmått"}]}


def page(*objects: dict[str, Any], **more: object) -> bytes:
    return json.dumps({"values": objects, "count": len(objects), **more}).encode()


def all_files() -> list[tuple[str, bytes]]:
    """The files of a folder by name, so that each stands before what it needs."""
    return [
        ("kpi_groups.json", page(KPI_GROUP)),
        ("municipality_groups.json", page(GROUP)),
        ("ou.json", page(WORKPLACE)),
        ("kpi.json", page(kpi(title="Provmått, antal"))),
        ("units.json", page(UNIT)),
    ]


def test_loading_again_changes_nothing() -> None:
    assert demo.load_catalogue() == 0


def test_importing_the_packaged_files_again_changes_nothing_and_says_so() -> None:
    contents = [(name, packaged(package, name)) for package, name in demo.FILES]
    outcome = import_catalogue(contents, Wish())
    assert outcome.stored
    assert {
        plan.kind: {action: count for action, count in plan.counts().items() if count} for plan in outcome.plans
    } == {
        "units": {"unchanged": 312},
        "workplaces": {"unchanged": 35_368},
        "unit groups": {"unchanged": 3630},
        "indicators": {"unchanged": 6099},
        "indicator groups": {"unchanged": 117},
    }


def test_packaged_indicators_are_those_of_kolada() -> None:
    stored = Indicator.objects.get(code="N00003")
    assert Indicator.objects.filter(owner=None).count() == 6099
    assert (stored.title, stored.unit, stored.source) == ("Personalkostnader, kr/inv", "kr/inv", "SCB")
    assert stored.publication == {"preliminary": "2026-04-01", "expected": "2026-08-28", "period": "2025"}
    assert not Indicator.objects.filter(owner=None).exclude(definition="").exists()
    assert [entry.seen_on for entry in stored.versions.all()] == [demo.DAY]


def test_measures_of_kkik_2024_have_a_direction_with_its_basis_and_costs_have_none() -> None:
    kkik = MeasureSet.objects.get(key="kkik-2024")
    indicators = [measure.indicator for measure in kkik.measures.select_related("indicator") if measure.indicator]
    assert (len(indicators), kkik.complete) == (40, True)
    assert all(indicator.direction_basis in BASES.values() for indicator in indicators)
    costs = {indicator.code for indicator in indicators if indicator.direction == "none"}
    assert costs == {indicator.code for indicator in indicators if indicator.title.startswith("Kostnad")}
    assert {indicator.dimension for indicator in indicators if indicator.code in costs} == {"cost"}
    low = {indicator.code for indicator in indicators if indicator.direction == "low"}
    assert low == {"N11102", "N17625", "U00811", "U07801", "U21401", "U23401", "U31402"}


def test_corrections_are_about_indicators_of_the_catalogue_and_take_effect() -> None:
    corrections = packaged_corrections()
    stored = Indicator.objects.in_bulk(list(corrections), field_name="code")
    assert stored.keys() == corrections.keys()
    for code, correction in corrections.items():
        assert {name: getattr(stored[code], name) for name in correction.columns()} == correction.columns()
        assert {entry.period for entry in stored[code].breaks.all()} == {entry.period for entry in correction.breaks}
        successor = stored[code].replaced_by
        assert (successor.code if successor else None) == correction.replaced_by
    assert {"N00945", "N03702", "N03703"} <= corrections.keys()


def test_sets_of_earlier_years_are_incomplete_and_keep_words_without_codes() -> None:
    sizes = {found.key: (found.measures.count(), found.complete) for found in MeasureSet.objects.filter(owner=None)}
    assert sizes == {
        "kkik-2011": (12, False), "kkik-2012": (11, False), "kkik-2013-14": (41, False), "kkik-2015": (11, False),
        "kkik-2016": (27, False), "kkik-2018": (16, False), "kkik-2024": (40, True),
        "oj-grundskola-kommunala": (63, True), "kostra-utvalg": (30, True),
    }  # fmt: skip
    words = Measure.objects.filter(measure_set__key="kkik-2011", code="")
    assert words.count() == 8
    assert not words.filter(title="").exists()
    lost = Measure.objects.filter(measure_set__key="kkik-2013-14", indicator=None, title="")
    assert lost.count() == 26
    assert not Measure.objects.filter(code="", title="").exists()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (kpi(), Kind.INDICATORS),
        (UNIT, Kind.UNITS),
        (WORKPLACE, Kind.WORKPLACES),
        (GROUP, Kind.UNIT_GROUPS),
        (KPI_GROUP, Kind.INDICATOR_GROUPS),
        ({"kpi": "N15428", "municipality": "0180", "period": 2020, "values": []}, None),
    ],
)
def test_files_are_recognised_by_their_fields(row: dict[str, Any], kind: Kind | None) -> None:
    assert recognise(parse_file(page(row), name="x.json")) == kind


def test_files_in_any_order_are_stored_so_that_each_finds_what_it_names() -> None:
    outcome = import_catalogue([*all_files(), ("data.json", page({"kpi": "N1"}))], Wish(part=True, day=LATER))
    assert outcome.stored
    assert outcome.left_aside == ["data.json"]
    assert [plan.counts()["added"] for plan in outcome.plans] == [1, 1, 1, 1, 1]
    assert UnitGroup.objects.get(code="G9").members.get().code == "9999"
    assert IndicatorGroup.objects.get(code="GKPI9").members.get().indicator == Indicator.objects.get(code=FIRST)


def test_one_error_stops_all_files() -> None:
    files = [(name, data) for name, data in all_files() if name != "kpi.json"]
    outcome = import_catalogue([*files, ("kpi.json", page(kpi(title="")))], Wish(part=True))
    assert not outcome.stored
    assert [(plan.file, entry.row) for plan in outcome.plans for entry in plan.troubles] == [("kpi.json", 1)]
    assert not Unit.objects.filter(code="9999").exists()


def test_dry_run_tells_the_same_and_keeps_nothing() -> None:
    outcome = import_catalogue(all_files(), Wish(part=True, dry_run=True))
    assert not outcome.stored
    assert [plan.counts()["added"] for plan in outcome.plans] == [1, 1, 1, 1, 1]
    assert not Unit.objects.filter(code="9999").exists()


def test_page_that_is_followed_by_another_lets_nothing_vanish() -> None:
    outcome = import_catalogue([("kpi.json", page(kpi(), next_url="https://api.example/v3/kpi?page=2"))], Wish())
    assert outcome.stored
    assert outcome.plans[0].counts()["vanished"] == 0


def test_single_page_without_part_asks_and_is_stored_only_when_confirmed() -> None:
    files = [("kpi.json", page(kpi()))]
    asked = import_catalogue(files, Wish())
    assert (asked.stored, asked.has(Severity.QUESTION)) == (False, True)
    assert not Indicator.objects.exclude(vanished_on=None).exists()
    assert import_catalogue(files, Wish(confirmed=True)).stored
    assert Indicator.objects.exclude(vanished_on=None).count() == 6099


def test_files_without_any_catalogue_are_an_error() -> None:
    outcome = import_catalogue([("data.json", page({"kpi": "N1"}))], Wish())
    assert not outcome.stored
    assert outcome.has(Severity.ERROR)
