"""Indicators, units, sets and datasets: lists, single things, and what is not there."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.api.statistics.shapes import ComparisonOut, IndicatorOut, UnitDetail
from kompassros.indicators.models import Break, Indicator, IndicatorVersion, Measure, MeasureSet
from kompassros.statistics.datasets import KOLADA, MADE_UP
from kompassros.statistics.models import Dataset, UnitGroup, UnitGroupMember
from tests.api.statistics.conftest import Get, Refuse
from tests.api.statistics.world import COST, MADE_UP_UNIT, NORWEGIAN, SHARE, SWEDES, units_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14


@pytest.fixture
def measures(catalogue: None) -> MeasureSet:
    found = MeasureSet.objects.create(key="prov-2024", title="Prov", year=2024, complete=False, source="Provkällan")
    share = Indicator.objects.get(code=SHARE)
    for position, (indicator, code, direction) in enumerate(((None, "X1", ""), (share, SHARE, "low")), start=1):
        Measure.objects.create(
            measure_set=found,
            indicator=indicator,
            code=code,
            area="A",
            title="T",
            direction=direction,
            position=position,
        )
    return found


@pytest.fixture
def group(catalogue: None) -> UnitGroup:
    own, *others = units_of("SE", SWEDES[:4])
    found = UnitGroup.objects.create(
        code="G99901", title="Liknande", kind="similar", service_area="övergripande", year=2024, around=own
    )
    for position, unit in enumerate(reversed(others)):
        UnitGroupMember.objects.create(group=found, unit=unit, position=position)
    return found


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "PROV PA"}, [SHARE, COST]),
        ({"q": "prov nojda"}, [SHARE]),
        ({"q": SHARE.lower()}, [SHARE]),
        ({"set": "prov-2024"}, [SHARE]),
        ({"set": "prov-2024", "q": "kostnad"}, []),
        ({"q": "prov pa", "about": "L"}, []),
        ({"q": "prov pa", "area": "Finns inte"}, []),
    ],
)
def test_indicators_are_found(measures: MeasureSet, get: Get, query: dict[str, str], codes: list[str]) -> None:
    found = get("/indicators", **query)
    assert ([one["code"] for one in found["items"]], found["count"]) == (codes, len(codes))


def test_pages_of_indicators_make_up_the_whole_list(catalogue: None, get: Get) -> None:
    pages = [get("/indicators", q="prov pa", limit=1, offset=offset) for offset in (0, 1, 2)]
    assert [[one["code"] for one in page["items"]] for page in pages] == [[SHARE], [COST], []]
    assert [page["count"] for page in pages] == [2, 2, 2]


def test_indicator_is_told_in_full(catalogue: None, get: Get) -> None:
    share = Indicator.objects.get(code=SHARE)
    Indicator.objects.filter(pk=share.pk).update(
        corrected=["unit"], direction_basis="Eget val", replaced_by=Indicator.objects.get(code=COST)
    )
    Break.objects.create(indicator=share, period=2020, reason="method", note="Ny enkät")
    IndicatorVersion.objects.create(indicator=share, seen_on=date(2026, 4, 1), source="Prov", entry={"title": "Förr"})
    found = get(f"/indicators/{SHARE}")
    assert IndicatorOut.model_validate(found).model_dump() == found
    assert (found["corrected"], found["direction_basis"], found["replaced_by"]) == (["unit"], "Eget val", COST)
    assert found["breaks"] == [{"period": 2020, "reason": "method", "note": "Ny enkät", "source": ""}]
    assert found["versions"] == [{"seen_on": "2026-04-01", "source": "Prov", "entry": {"title": "Förr"}}]


def test_unit_is_compared_as_of_its_last_period(world: None, group: UnitGroup, get: Get) -> None:
    found = get(f"/indicators/{SHARE}/compare", unit="9700")
    assert ComparisonOut.model_validate(found).model_dump(mode="json") == found
    names = ("period", "gender", "value", "n", "place", "group", "made_up")
    assert tuple(found[name] for name in names) == (2024, "T", 50.0, 21, 21, "worst", False)
    assert found["change"] == {"turn": "better", "difference": 1.0, "reason": None}
    (similar,) = found["similar"]
    assert (similar["group"], similar["place"], similar["of"], similar["members"]) == (
        *("G99901", 4, 4),
        ["9703", "9702", "9701"],
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"unit": "9700", "country": "no"}, (2024, "T", 40.5)),
        ({"unit": "9700", "period": 2023}, (2023, "T", 49.0)),
        ({"unit": MADE_UP_UNIT, "country": "XX"}, (2024, "T", 12.5)),
    ],
)
def test_value_to_compare_is_chosen(world: None, get: Get, query: dict[str, object], expected: tuple[Any, ...]) -> None:
    found = get(f"/indicators/{SHARE}/compare", **query)
    assert (found["period"], found["gender"], found["value"]) == expected


def test_comparison_of_what_nobody_has_is_empty_and_has_no_period(catalogue: None, get: Get) -> None:
    found = get(f"/indicators/{COST}/compare", unit="9700", gender="K")
    assert (found["period"], found["value"], found["status"], found["n"]) == (None, None, "missing", 0)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "provort 9703"}, ["9703"]),
        ({"q": "PROVORT", "limit": 2, "offset": 1}, ["9701", "9702"]),
        ({"q": "provort", "kind": "region"}, []),
        ({"q": "prøvested", "country": "no"}, ["9700", "9701"]),
        ({"country": "NO", "kind": "municipality", "limit": 1, "offset": 1}, ["1505"]),
        ({"country": "ZZ"}, []),
    ],
)
def test_units_are_found(catalogue: None, get: Get, query: dict[str, object], codes: list[str]) -> None:
    assert [one["code"] for one in get("/units", **query)] == codes


def test_unit_is_told_with_its_groups(group: UnitGroup, get: Get) -> None:
    found = get("/units/se/9700")
    assert UnitDetail.model_validate(found).model_dump() == found
    assert (found["name"], found["kind"], found["unit_class"], found["made_up"]) == (
        *("Provort 9700", "municipality", "SE-municipality"),
        False,
    )
    assert found["groups"] == [
        {
            "group": "G99901",
            "title": "Liknande",
            "kind": "similar",
            "service_area": "övergripande",
            "year": 2024,
            "members": ["9703", "9702", "9701"],
        }
    ]
    assert get(f"/units/XX/{MADE_UP_UNIT}")["made_up"] is True


def test_set_is_told_with_its_measures(measures: MeasureSet, get: Get) -> None:
    listed = {one["key"]: one for one in get("/measure-sets")}["prov-2024"]
    assert listed == {
        "key": "prov-2024",
        "title": "Prov",
        "year": 2024,
        "complete": False,
        "source": "Provkällan",
        "size": 2,
    }
    found = get("/measure-sets/prov-2024")
    assert {name: found[name] for name in listed} == listed
    names = ("position", "code", "direction", "indicator")
    assert [tuple(one[name] for name in names) for one in found["measures"]] == [
        (1, "X1", None, None),
        (2, SHARE, "low", SHARE),
    ]


def test_datasets_are_told_with_their_release(world: None, get: Get) -> None:
    found = {one["key"]: one for one in get("/datasets")}
    kolada = Dataset.objects.select_related("current").get(key=KOLADA).current
    assert kolada is not None
    assert (found[KOLADA]["release"], found[KOLADA]["sha256"]) == (kolada.number, kolada.sha256)
    assert (found[MADE_UP]["made_up"], found[NORWEGIAN]["licence"]) == (True, "CC0-1.0")


def test_dataset_without_a_release_has_none(catalogue: None, get: Get) -> None:
    found = {one["key"]: one for one in get("/datasets")}[NORWEGIAN]
    assert (found["release"], found["sha256"], found["made_at"]) == (None, None, None)


@pytest.mark.parametrize(
    ("path", "query", "sentence"),
    [
        ("/indicators/X9", {}, "There is no indicator X9."),
        ("/indicators", {"set": "x-1"}, "There is no measure set x-1."),
        ("/indicators/X9/compare", {"unit": "9700"}, "There is no indicator X9."),
        (f"/indicators/{SHARE}/compare", {"unit": "9705", "country": "NO"}, "There is no unit 9705 in NO."),
        ("/units/SE/X9", {}, "There is no unit X9 in SE."),
        ("/measure-sets/x-1", {}, "There is no measure set x-1."),
    ],
)
def test_what_is_not_there_is_a_404_with_a_sentence(
    catalogue: None, refuse: Refuse, path: str, query: dict[str, str], sentence: str
) -> None:
    status, detail = refuse(path, **query)
    assert (status, detail[: len(sentence)]) == (404, sentence)


@pytest.mark.parametrize(
    "address",
    [
        "/indicators?q=%00",
        "/indicators?area=a%00b",
        "/indicators?limit=501",
        "/indicators?about=A",
        "/indicators/N%00",
        "/indicators/N1/compare",
        "/indicators/N1/compare?unit=1&period=2501",
        "/units?q=%0b",
        "/units?country=SWE",
        "/units?limit=1001",
        "/units/S%00/1",
        "/measure-sets/a%00",
    ],
)
def test_bounds_of_the_parameters(client: Client, address: str) -> None:
    assert client.get(f"/api/v1{address}").status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/indicators?q=prov",
        f"/indicators/{SHARE}",
        f"/indicators/{SHARE}/compare?unit=9700",
        "/units?q=provort",
        "/units/SE/9700",
        "/measure-sets",
        "/measure-sets/prov-2024",
        "/datasets",
    ],
)
def test_answer_takes_a_bounded_number_of_queries(
    client: Client, group: UnitGroup, measures: MeasureSet, path: str
) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/api/v1{path}").status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]
