"""Values in both versions: every form of address, genders, statuses, changes, pages, units, and means of groups."""

from datetime import date
from itertools import permutations, product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.api.kolada import data
from kompassros.statistics.models import UnitClass
from kompassros.statistics.values import Status
from tests.api.kolada.catalogue import CLASSES, Catalogue
from tests.api.kolada.conftest import Ask
from tests.api.kolada.store import Store, value

KPIS, PLACES, YEARS = ("N99001", "N99002"), ("X901", "X902", "X800"), (2019, 2020)
MOST_QUERIES = 4


def number_of(kpi: str, place: str, year: int) -> float:
    """Give each value a number of its own."""
    return (year - 2000) + 100.25 * (1 + KPIS.index(kpi)) + 1000 * PLACES.index(place)


@pytest.fixture
def filled(store: Store, catalogue: Catalogue) -> Store:
    """One value for each of two indicators, three places and two years."""
    classes = {"X901": "municipality", "X902": "municipality", "X800": "country"}
    store.add(
        value(
            *(catalogue.kpis[kpi], year, catalogue.units[place], number_of(kpi, place, year)),
            unit_class=CLASSES[classes[place]][0],
        )
        for kpi, place, year in product(KPIS, PLACES, YEARS)
    )
    return store


def numbers(answer: dict[str, Any]) -> set[float]:
    return {entry["value"] for one in answer["values"] for entry in one["values"]}


def test_value_in_version_3(ask: Ask, filled: Store) -> None:
    assert ask("v3", "/data/kpi/N99001/municipality/X901/year/2020") == {
        "values": [
            {
                "kpi": "N99001",
                "municipality": "X901",
                "period": 2020,
                "values": [{"gender": "T", "count": 1, "status": "", "value": 120.25, "isdeleted": False}],
            }
        ],
        "count": 1,
        "next_url": None,
        "previous_url": None,
    }


def test_value_in_version_2(ask: Ask, filled: Store) -> None:
    entry = {"count": 1, "gender": "T", "status": "", "value": 120.25}
    assert ask("v2", "/data/kpi/N99001/municipality/X901/year/2020") == {
        "count": 1,
        "values": [{"kpi": "N99001", "municipality": "X901", "period": 2020, "values": [entry]}],
    }


PAIRS = {"kpi": ("N99002",), "municipality": ("X901", "X800"), "year": ("2019",)}


@pytest.mark.parametrize("named", [names for size in (2, 3) for names in permutations(PAIRS, size)])
@pytest.mark.parametrize("version", ["v2", "v3"])
@pytest.mark.parametrize("end", ["", "/"])
def test_two_or_three_pairs_in_any_order(
    ask: Ask, filled: Store, version: str, named: tuple[str, ...], end: str
) -> None:
    path = "".join(f"/{name}/{','.join(PAIRS[name])}" for name in named)
    kpis = PAIRS["kpi"] if "kpi" in named else KPIS
    places = PAIRS["municipality"] if "municipality" in named else PLACES
    years = (2019,) if "year" in named else YEARS
    wanted = {number_of(kpi, place, year) for kpi, place, year in product(kpis, places, years)}
    assert numbers(ask(version, f"/data{path}{end}")) == wanted


@pytest.mark.parametrize(
    "query",
    [
        {"kpi_id": "N99002", "municipality_id": ["X901", "X800"], "year": "2019"},
        {"kpi_id": "N99002", "municipality_id": "X901,X800", "year": [2019]},
        {"kpi_id": ["N99002", "N99002"], "municipality_id": ["X901", "X800,X901"], "year": [2019, 2019]},
    ],
)
@pytest.mark.parametrize("path", ["/data", "/data/"])
def test_query_of_version_3_repeats_parameters_or_parts_them(
    ask: Ask, filled: Store, path: str, query: dict[str, object]
) -> None:
    assert numbers(ask("v3", path, **query)) == {number_of("N99002", place, 2019) for place in ("X901", "X800")}


def test_query_of_version_3_may_name_one_of_three(ask: Ask, filled: Store) -> None:
    assert len(ask("v3", "/data/", kpi_id="N99001")["values"]) == 6
    assert len(ask("v3", "/data/", municipality_id="X901")["values"]) == 4
    assert len(ask("v3", "/data/", year="2020")["values"]) == 6


def test_query_adds_to_the_address(ask: Ask, filled: Store) -> None:
    found = ask("v3", "/data/kpi/N99001", year=2019, municipality_id="X901")
    assert numbers(found) == {number_of("N99001", "X901", 2019)}


@pytest.mark.parametrize(
    "path", ["/kpi/N0/year/2020", "/kpi/N99001/municipality/X950", "/kpi/N99001/municipality/V99E1"]
)
def test_what_is_not_known_gives_an_empty_page_and_not_everything(
    ask: Ask, filled: Store, catalogue: Catalogue, path: str
) -> None:
    filled.add([value(catalogue.kpis["N99001"], 2020, catalogue.units["X950"], 1.0)])
    assert ask("v3", f"/data{path}")["values"] == []
    assert filled.asked == []


def test_made_up_and_foreign_units_are_in_no_answer(ask: Ask, store: Store, catalogue: Catalogue) -> None:
    for name, code in (("made up", "X950"), ("Norwegian", "X960"), ("school", "V99E1")):
        unit_class = CLASSES[name][0]
        store.add([value(catalogue.kpis["N99001"], 2020, catalogue.units[code], 1.0, unit_class=unit_class)])
    assert ask("v3", "/data/kpi/N99001/year/2020")["values"] == []
    assert len(ask("v3", "/oudata/kpi/N99001/year/2020")["values"]) == 1


def test_catalogue_without_units_has_no_values(ask: Ask, store: Store, catalogue: Catalogue) -> None:
    UnitClass.objects.update(made_up=True)
    store.add([value(catalogue.kpis["N99001"], 2020, catalogue.units["X901"], 1.0)])
    assert ask("v3", "/data/kpi/N99001/year/2020")["values"] == []


def test_genders_of_one_object(ask: Ask, store: Store, catalogue: Catalogue) -> None:
    kpi, unit = catalogue.kpis["N99001"], catalogue.units["X901"]
    store.add(value(kpi, 2020, unit, 10.0 + gender, gender=gender) for gender in (2, 0, 1))
    (found,) = ask("v3", "/data/kpi/N99001/municipality/X901")["values"]
    assert [(one["gender"], one["value"]) for one in found["values"]] == [("T", 10.0), ("K", 11.0), ("M", 12.0)]


@pytest.mark.parametrize(
    ("status", "number", "words", "given"),
    [
        (Status.PRESENT, 0.0, "", 0.0),
        (Status.MISSING, None, "Missing", None),
        (Status.NOT_APPLICABLE, None, "Not applicable", None),
        (Status.SUPPRESSED, None, "Suppressed", None),
        (Status.PRELIMINARY, 5.5, "Preliminary", 5.5),
        (Status.BELOW, 5.0, "Below 5", None),
        (Status.AT_MOST, 0.5, "At most 0.5", None),
        (Status.ABOVE, 1234567.25, "Above 1234567.25", None),
        (Status.AT_LEAST, 100.0, "At least 100", None),
    ],
)
def test_status_in_words(
    ask: Ask, store: Store, catalogue: Catalogue, status: Status, number: float | None, words: str, given: float | None
) -> None:
    store.add([value(catalogue.kpis["N99001"], 2020, catalogue.units["X901"], number, status=status)])
    (found,) = ask("v3", "/data/kpi/N99001/municipality/X901")["values"]
    assert [(one["status"], one["value"], one["isdeleted"]) for one in found["values"]] == [(words, given, False)]


@pytest.fixture
def changed(store: Store, catalogue: Catalogue) -> Store:
    """2019: as it was. 2020: another value since 1 March. 2021: deleted then."""
    kpi, unit = catalogue.kpis["N99001"], catalogue.units["X901"]
    march = date(2026, 3, 1)
    store.add(
        [
            value(kpi, 2019, unit, 1.0, seen=date(2026, 2, 28)),
            value(kpi, 2020, unit, 2.0, seen=march),
            value(kpi, 2021, unit, None, seen=march, status=Status.DELETED),
        ]
    )
    return store


def test_changes_in_version_2_say_what_is_deleted(ask: Ask, changed: Store) -> None:
    answer = ask("v2", "/data/kpi/N99001/municipality/X901", from_date="2026-03-01")
    assert [(one["period"], one["values"]) for one in answer["values"]] == [
        (2020, [{"count": 1, "gender": "T", "status": "", "value": 2.0, "is_deleted": 0}]),
        (2021, [{"count": 1, "gender": "T", "status": "Deleted", "value": None, "is_deleted": 1}]),
    ]


def test_changes_in_version_3(ask: Ask, changed: Store) -> None:
    answer = ask("v3", "/data/", kpi_id="N99001", municipality_id="X901", from_date="2026-03-01")
    assert [(one["period"], one["values"][0]["isdeleted"]) for one in answer["values"]] == [
        *((2020, False), (2021, True)),
    ]
    assert len(ask("v3", "/data/", kpi_id="N99001", from_date="2026-02-28", municipality_id="X901")["values"]) == 3
    assert ask("v3", "/data/", kpi_id="N99001", from_date="2026-03-02", municipality_id="X901")["values"] == []


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_without_a_day_what_is_deleted_is_not_there(ask: Ask, changed: Store, version: str) -> None:
    answer = ask(version, "/data/kpi/N99001/municipality/X901")
    assert [one["period"] for one in answer["values"]] == [2019, 2020]
    assert not [one for one in answer["values"] if "is_deleted" in one["values"][0]]


@pytest.mark.parametrize(("version", "link"), [("v2", "next_page"), ("v3", "next_url")])
@pytest.mark.parametrize("places", ["X901,X902,X800", "X901,G9901,X902"])
def test_pages_are_of_objects_and_keep_the_filters(
    client: Client, filled: Store, version: str, link: str, places: str
) -> None:
    path = f"/kolada/{version}/data/kpi/N99001,N99002/municipality/{places}"
    whole = client.get(path).json()["values"]
    assert len(whole) == 12
    address, found, sizes = f"{path}?per_page=5&from_date=1970-01-01", [], []
    while address:
        answer = client.get(address).json()
        address = answer.get(link)
        sizes.append(answer["count"])
        found += [(one["kpi"], one["municipality"], one["period"]) for one in answer["values"]]
        assert address is None or "from_date=1970-01-01&" in f"{address}&"
    assert sizes == [5, 5, 2]
    assert found == [(one["kpi"], one["municipality"], one["period"]) for one in whole]


@pytest.mark.parametrize(
    "query",
    [
        "kpi_id=N99001&kpi_id=N99002&municipality_id=X901&municipality_id=X902&year=2019&year=2020",
        "kpi_id=N99001,N99002&municipality_id=X901,X902&from_date=1970-01-01",
    ],
)
def test_pages_of_a_query_keep_every_repeated_parameter(client: Client, filled: Store, query: str) -> None:
    address, found = f"/kolada/v3/data/?{query}&per_page=3", list[tuple[str, str, int]]()
    while address:
        answer = client.get(address).json()
        found += [(one["kpi"], one["municipality"], one["period"]) for one in answer["values"]]
        address = answer["next_url"]
        assert address is None or all(part in address for part in query.split("&"))
    assert sorted(found) == sorted(product(KPIS, ("X901", "X902"), YEARS))


@pytest.mark.parametrize(("version", "link"), [("v2", "next_page"), ("v3", "next_url")])
def test_pages_of_units_keep_the_municipalities(client: Client, schools: Store, version: str, link: str) -> None:
    first = client.get(f"/kolada/{version}/oudata/kpi/N99001/year/2020?municipality=X901,X902&per_page=1").json()
    assert numbers(first) == {1.0}
    assert "municipality=X901,X902" in first[link]
    second = client.get(first[link]).json()
    assert numbers(second) == {2.0}
    assert second.get(link) is None


def test_store_is_read_once_for_a_page(client: Client, filled: Store) -> None:
    for path in ("/kpi/N99001/year/2020", "/kpi/N99001,N99002/municipality/X901,G9901", "/municipality/X901/year/2020"):
        filled.asked.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/kolada/v3/data{path}?per_page=1").status_code == 200
        assert len(filled.asked) == 1
        assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


def test_group_has_the_mean_of_its_members_with_a_value(ask: Ask, store: Store, catalogue: Catalogue) -> None:
    kpi, (first, second) = catalogue.kpis["N99001"], (catalogue.units[code] for code in ("X903", "X901"))
    store.add(
        [
            *(value(kpi, 2019, first, 0.1), value(kpi, 2019, second, 0.2)),
            *(value(kpi, 2020, first, 3.0), value(kpi, 2020, second, None, status=Status.MISSING)),
            *(value(kpi, 2021, first, None, status=Status.SUPPRESSED), value(kpi, 2022, second, 4.5, gender=1)),
            value(kpi, 2019, catalogue.units["X902"], 1000.0),
        ]
    )
    answer = ask("v2", "/data/kpi/N99001/municipality/G9901")
    assert [(one["municipality"], one["period"], one["values"]) for one in answer["values"]] == [
        ("G9901", 2019, [{"count": 2, "gender": "T", "status": "", "value": 0.15}]),
        ("G9901", 2020, [{"count": 1, "gender": "T", "status": "", "value": 3.0}]),
        ("G9901", 2021, [{"count": 0, "gender": "T", "status": "Missing", "value": None}]),
        ("G9901", 2022, [{"count": 1, "gender": "K", "status": "", "value": 4.5}]),
    ]


def test_groups_that_are_not_served_have_no_means(ask: Ask, filled: Store) -> None:
    assert ask("v3", "/data/kpi/N99001/municipality/G9902,G9903,G9904")["values"] == []


def test_group_changes_when_a_member_does(ask: Ask, store: Store, catalogue: Catalogue) -> None:
    kpi, (first, second) = catalogue.kpis["N99001"], (catalogue.units[code] for code in ("X903", "X901"))
    new = date(2026, 3, 1)
    store.add(
        [
            *(value(kpi, 2019, first, 1.0), value(kpi, 2019, second, 2.0)),
            *(value(kpi, 2020, first, 1.0), value(kpi, 2020, second, 2.0, seen=new)),
            *(value(kpi, 2021, unit, None, status=Status.DELETED, seen=new) for unit in (first, second)),
            *(value(kpi, 2022, first, 7.0), value(kpi, 2022, second, None, status=Status.DELETED, seen=new)),
        ]
    )
    answer = ask("v2", "/data/kpi/N99001/municipality/G9901,X901", from_date="2026-03-01")
    found = {(one["municipality"], one["period"]): one["values"][0] for one in answer["values"]}
    assert {place: (one["value"], one["count"], one["is_deleted"]) for place, one in found.items()} == {
        ("X901", 2020): (2.0, 1, 0),
        ("G9901", 2020): (1.5, 2, 0),
        ("X901", 2021): (None, 1, 1),
        ("G9901", 2021): (None, 0, 1),
        ("X901", 2022): (None, 1, 1),
        ("G9901", 2022): (7.0, 1, 0),
    }


def test_too_many_values_for_the_means_are_refused(
    client: Client, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/kolada/v2/data/municipality/G9901/year/2019,2020"
    monkeypatch.setattr(data, "MOST_MEMBER_VALUES", 4)
    assert client.get(path).json()["count"] == 4
    monkeypatch.setattr(data, "MOST_MEMBER_VALUES", 3)
    answer = client.get(path)
    assert (answer.status_code, "more than 3 values" in answer.json()["detail"]) == (400, True)
    assert len(filled.asked) == 1, "counted, and not read"


def test_values_of_three_genders_are_three_values_of_one_object(
    client: Client, store: Store, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    kpi, unit = catalogue.kpis["N99001"], catalogue.units["X901"]
    store.add(value(kpi, 2020, unit, 10.0, gender=gender) for gender in (0, 1, 2))
    path = "/kolada/v2/data/municipality/G9901/year/2020"
    for most, status in ((3, 200), (2, 400)):
        monkeypatch.setattr(data, "MOST_MEMBER_VALUES", most)
        assert client.get(path).status_code == status


@pytest.fixture
def schools(store: Store, catalogue: Catalogue) -> Store:
    """The value 1 of a school of X901, 2 of one of X902, each in 2020, and 3 of X901 itself."""
    kpi, school = catalogue.kpis["N99001"], CLASSES["school"][0]
    store.add(value(kpi, 2020, catalogue.units[f"V99E{n}"], float(n), unit_class=school) for n in (1, 2))
    store.add([value(kpi, 2020, catalogue.units["X901"], 3.0, unit_class=CLASSES["municipality"][0])])
    return store


@pytest.mark.parametrize(
    ("path", "query", "found"),
    [
        ("/kpi/N99001/ou/V99E1/year/2020", {}, {1.0}),
        ("/kpi/N99001/ou/V99E1,V99E2", {}, {1.0, 2.0}),
        ("/ou/V99E2/year/2020", {}, {2.0}),
        ("/kpi/N99001/year/2020", {}, {1.0, 2.0}),
        ("/kpi/N99001/year/2020", {"municipality": "X902"}, {2.0}),
        ("/kpi/N99001/year/2020", {"municipality": "X901,X902"}, {1.0, 2.0}),
        ("/kpi/N99001/ou/V99E1/year/2020", {"municipality": "X902"}, set()),
        ("/kpi/N99001/ou/X901/year/2020", {}, set()),
        ("/kpi/N99001/ou/G9901/year/2020", {}, set()),
    ],
)
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_values_of_units(
    ask: Ask, schools: Store, version: str, path: str, query: dict[str, str], found: set[float]
) -> None:
    answer = ask(version, f"/oudata{path}", **query)
    assert numbers(answer) == found
    assert all(set(one) == {"kpi", "ou", "period", "values"} for one in answer["values"])


def test_query_of_version_3_for_units(ask: Ask, schools: Store) -> None:
    assert numbers(ask("v3", "/oudata/", ou_id=["V99E1", "V99E2"], kpi_id="N99001")) == {1.0, 2.0}
    assert numbers(ask("v3", "/oudata/", ou_id="V99E2")) == {2.0}
    assert numbers(ask("v3", "/oudata/", municipality_id="X901")) == {1.0}
