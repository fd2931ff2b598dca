"""Values as JSON: what is asked for, what is told of each, and what nobody knows by name."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.api.statistics.shapes import ValuesOut
from kompassros.indicators.models import Indicator
from kompassros.indicators.publishing import found
from kompassros.statistics.datasets import KOLADA, MADE_UP
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Observation, Status
from tests.api.statistics.conftest import Get, Refuse
from tests.api.statistics.world import COST, MADE_UP_UNIT, NORWEGIAN, SHARE, SWEDES, release, units_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


def values_of(answer: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in answer["values"]]


def test_value_is_told_with_its_place_group_and_release(world: None, get: Get) -> None:
    answer = get("/values", indicator=SHARE, unit="9719", country="se", period=2024)
    (number,) = Dataset.objects.filter(key=KOLADA).values_list("current__number", flat=True)
    assert answer["values"] == [
        {
            "indicator": SHARE,
            "country": "SE",
            "unit": "9719",
            "period": 2024,
            "gender": "T",
            "value": 69.0,
            "status": "present",
            "count": 1,
            "n": 21,
            "from_low": 20,
            "from_high": 2,
            "group": "best",
            "dataset": KOLADA,
            "release": number,
            "made_up": False,
        }
    ]
    assert answer["indicators"] == [
        {"code": SHARE, "title": "Prov på nöjda, andel (%)", "unit": "%", "decimals": 1, "direction": "high"}
    ]
    assert answer["units"] == [
        {"country": "SE", "code": "9719", "name": "Provort 9719", "kind": "municipality", "made_up": False}
    ]
    assert [(one["key"], one["release"], len(one["sha256"])) for one in answer["datasets"]] == [(KOLADA, number, 64)]


def test_what_is_no_plain_value_says_what_it_is(world: None, get: Get) -> None:
    answer = get("/values", indicator=SHARE, unit=list(SWEDES[-4:]), country="SE", period=2024)
    assert values_of(answer, "unit", "value", "status", "from_low", "group") == [
        ("9720", None, "missing", None, None),
        ("9721", None, "suppressed", None, None),
        ("9722", 5.0, "below", None, None),
        ("9723", 90.25, "preliminary", 21, None),
    ]


def test_answer_has_its_described_shape_and_is_in_order(world: None, get: Get) -> None:
    answer = get("/values", indicator=[COST, SHARE])
    shaped = ValuesOut.model_validate(answer)
    assert shaped.model_dump() == answer
    assert shaped.count == len(shaped.values) == 3 + 48 + 2
    assert values_of(answer, "indicator", "unit", "period", "gender")[:5] == [
        (COST, "9700", 2024, "T"),
        (COST, "9700", 2024, "K"),
        (COST, "9700", 2024, "M"),
        (SHARE, "9700", 2023, "T"),
        (SHARE, "9700", 2024, "T"),
    ]
    assert [one["key"] for one in answer["datasets"]] == [KOLADA, NORWEGIAN]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"indicator": SHARE, "country": "NO"}, [("NO", "9700", 40.5), ("NO", "9701", 41.5)]),
        ({"indicator": SHARE, "unit": "9700", "period": 2024}, [("SE", "9700", 50.0), ("NO", "9700", 40.5)]),
        (
            {"indicator": SHARE, "unit": "9701", "period": [2023, 2024], "country": "SE"},
            [("SE", "9701", 50.0), ("SE", "9701", 51.0)],
        ),
        ({"indicator": COST, "gender": ["K", "M"]}, [("SE", "9700", 1001.0), ("SE", "9700", 1002.0)]),
        ({"indicator": SHARE, "dataset": NORWEGIAN, "unit": "9701"}, [("NO", "9701", 41.5)]),
        ({"indicator": SHARE, "kind": "region"}, []),
        ({"indicator": SHARE, "period": 1999}, []),
        ({"indicator": SHARE, "unit": MADE_UP_UNIT, "made_up": "true"}, [("XX", MADE_UP_UNIT, 12.5)]),
        ({"indicator": SHARE, "dataset": MADE_UP, "made_up": "true"}, [("XX", MADE_UP_UNIT, 12.5)]),
    ],
)  # fmt: skip
def test_values_are_narrowed(world: None, get: Get, query: dict[str, object], rows: list[tuple[Any, ...]]) -> None:
    assert values_of(get("/values", **query), "country", "unit", "value") == rows


def test_made_up_values_come_only_when_asked_for_and_say_so(world: None, get: Get) -> None:
    assert {row["made_up"] for row in get("/values", indicator=SHARE)["values"]} == {False}
    with_them = get("/values", indicator=SHARE, made_up="true")
    assert [row["unit"] for row in with_them["values"] if row["made_up"]] == [MADE_UP_UNIT]
    assert [one["key"] for one in with_them["datasets"]] == [KOLADA, NORWEGIAN, MADE_UP]


def test_values_of_a_made_up_dataset_about_a_real_unit_are_made_up(get: Get, world: None) -> None:
    unit = units_of("SE", ["9701"])[0]
    cost = Indicator.objects.get(code=COST)
    release(MADE_UP, [Observation(cost.number, 2024, 0, unit.number, unit.unit_class_id, 7.0)])
    assert get("/values", indicator=COST, unit="9701")["count"] == 0
    only = get("/values", indicator=COST, unit="9701", made_up="true", dataset=MADE_UP)
    assert values_of(only, "value", "made_up") == [(7.0, True)]


def test_of_two_datasets_with_the_same_the_first_is_read_and_named(get: Get, world: None) -> None:
    unit, other = units_of("SE", ["9701", "9702"])
    number, of_class = Indicator.objects.get(code=SHARE).number, unit.unit_class_id
    release(NORWEGIAN, [Observation(number, 2024, 0, unit.number, of_class, 1.5)])
    release(NORWEGIAN, [Observation(number, 2022, 0, other.number, of_class, 2.5)])
    answer = get("/values", indicator=SHARE, unit=["9701", "9702"], country="SE", period=[2022, 2024])
    assert values_of(answer, "unit", "value", "n", "dataset") == [
        ("9701", 51.0, 21, KOLADA),
        ("9702", 52.0, 21, KOLADA),
    ]
    other_one = get("/values", indicator=SHARE, unit="9701", country="SE", dataset=NORWEGIAN)
    assert values_of(other_one, "value", "n", "dataset") == [(1.5, 1, NORWEGIAN)]


def test_first_dataset_is_named_also_where_it_has_no_number(get: Get, world: None) -> None:
    """Its value is missing, and the next dataset has one: what is read is the missing value, of the first."""
    unit, number = units_of("SE", ["9701"])[0], Indicator.objects.get(code=COST).number
    missing = Observation(number, 2024, 0, unit.number, unit.unit_class_id, None, Status.MISSING)
    Dataset.objects.create(key="prov-first", title="Prov", source="Provbyrån", rank=1)
    release("prov-first", [missing])
    answer = get("/values", indicator=COST)
    assert values_of(answer, "unit", "value", "status", "n", "dataset") == [("9701", None, "missing", 0, "prov-first")]
    assert [one["key"] for one in answer["datasets"]] == ["prov-first"]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({"indicator": ["X1", SHARE, "X2"]}, 404, "There are no indicators X1, X2."),
        ({"indicator": "X1"}, 404, "There is no indicator X1."),
        ({"indicator": SHARE, "unit": ["9700", "X9"]}, 404, "There is no unit X9."),
        ({"indicator": SHARE, "unit": "9705", "country": "NO"}, 404, "There is no unit 9705."),
        ({"indicator": SHARE, "country": ["SE", "ZZ"]}, 404, "There is no country ZZ."),
        ({"indicator": SHARE, "dataset": "x"}, 404, "There is no dataset x."),
        ({"indicator": SHARE, "unit": MADE_UP_UNIT}, 404, f"Made-up units: {MADE_UP_UNIT}. They are given"),
        ({"indicator": SHARE, "country": "XX"}, 400, "The units asked for are made up."),
        ({"indicator": SHARE, "dataset": MADE_UP}, 400, "The datasets asked for hold made-up values."),
    ],
)
def test_what_is_not_known_is_named(
    catalogue: None, refuse: Refuse, query: dict[str, object], status: int, sentence: str
) -> None:
    got, detail = refuse("/values", **query)
    assert (got, detail[: len(sentence)]) == (status, sentence)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"indicator": []},
        {"indicator": [f"N{number}" for number in range(51)]},
        {"indicator": "N\x00"},
        {"indicator": SHARE, "unit": "a b"},
        {"indicator": SHARE, "period": 1499},
        {"indicator": SHARE, "gender": "F"},
        {"indicator": SHARE, "format": "xml"},
    ],
)
def test_bounds_of_the_parameters(client: Any, query: dict[str, object]) -> None:
    assert client.get("/api/v1/values", query).status_code == 422


def test_too_many_values_are_refused_with_a_way_out(
    world: None, get: Get, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "MOST_VALUES", 47)
    status, detail = refuse("/values", indicator=SHARE, country="SE")
    assert (status, detail.split(".")[0]) == (400, "These are more than 47 values")
    assert "name units, a kind of units, periods" in detail
    monkeypatch.setattr(found, "MOST_VALUES", 48)
    assert get("/values", indicator=SHARE, country="SE")["count"] == 48


def test_answer_takes_a_bounded_number_of_queries(world: None, get: Get) -> None:
    get("/values", indicator=SHARE)
    with CaptureQueriesContext(connection) as queries:
        get("/values", indicator=[SHARE, COST], unit=list(SWEDES), made_up="true")
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]
