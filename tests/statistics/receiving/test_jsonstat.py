"""JSON-stat 2.0 datasets: what is read, and what is refused with its place."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonstat_validator import validate_jsonstat

from kompassros.records.errors import DomainError
from kompassros.statistics.receiving import jsonstat
from kompassros.statistics.receiving.jsonstat import Category, Dataset, Dimension, read_dataset
from tests.statistics.receiving.datasets import dataset


def read(content: Any) -> Dataset:
    return read_dataset(json.dumps(content).encode(), "table.json")


def test_dataset_of_the_tests_is_valid_json_stat() -> None:
    assert validate_jsonstat(dataset())


def test_dense_dataset() -> None:
    found = read(dataset())
    assert (found.file, found.label, found.source) == ("table.json", "Made-up table", "Statistics Norway")
    assert [(one.key, one.label, one.role) for one in found.dimensions] == [
        ("Region", "region", "geo"),
        ("Kjonn", "sex", ""),
        ("ContentsCode", "contents", "metric"),
        ("Tid", "year", "time"),
    ]
    assert found.dimensions[1].categories == (Category("2", "Kvinner"), Category("1", "Menn"))
    assert found.values == {0: 1, 1: Decimal("2.5"), 2: 3, 4: 5, 5: 6, 6: 7, 7: 8}
    assert found.statuses == {3: ":"}
    assert found.size == 8
    assert list(found.positions())[:3] == [(0, 0, 0, 0), (0, 0, 0, 1), (0, 1, 0, 0)]


def test_sparse_values_and_statuses_in_their_three_forms() -> None:
    sparse = read(dataset(value={"0": 1, "7": 8}, status={"3": ".."}))
    assert (sparse.values, sparse.statuses) == ({0: 1, 7: 8}, {3: ".."})
    assert read(dataset(status=[None, "a", "", None, "b", None, None, None])).statuses == {1: "a", 4: "b"}
    assert read(dataset(status="p")).statuses == dict.fromkeys(range(8), "p")
    assert read(dataset(status=None)).statuses == {}


def test_categories_by_list_by_object_and_by_their_only_label() -> None:
    by_object = dataset()
    by_object["dimension"]["Tid"]["category"] = {"index": {"2020": 1, "2019": 0}}
    assert read(by_object).dimensions[3].categories == (Category("2019", "2019"), Category("2020", "2020"))
    by_label = dataset()
    by_label["dimension"]["ContentsCode"] = {"category": {"label": {"N00945": "Share"}}}
    assert read(by_label).dimensions[2] == Dimension(
        "ContentsCode", "ContentsCode", "metric", (Category("N00945", "Share"),)
    )


def test_numbers_are_read_exactly() -> None:
    data = json.dumps(dataset()).replace("2.5", "31.32959689000000000000001").encode()
    assert read_dataset(b"\xef\xbb\xbf" + data, "a.json").values[1] == Decimal("31.32959689000000000000001")


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in dataset().items() if name != key}


def with_category(category: Any) -> dict[str, Any]:
    content = dataset()
    content["dimension"]["Tid"]["category"] = category
    return content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"version": "2.0", "class": "collection", "link": {}}, "JSON-stat collection"),
        ({"version": "2.0", "class": "dimension"}, "JSON-stat dimension"),
        ({"dataset": {"dimension": {}}}, "not JSON-stat 2.0"),
        (dataset(version="1.0"), "not JSON-stat 2.0"),
        ([1, 2], "at “/” an object is needed"),
        (without("id"), "at “id” between 1 and 30"),
        (dataset(id=["Tid", "Tid", "Region", "Kjonn"]), "at “id”"),
        (dataset(id=[]), "at “id”"),
        (dataset(id=[[]], size=[1]), "at “id”"),
        (dataset(size=[2, 2, 1]), "at “size”"),
        (dataset(size=[2, 2, 1, 3]), "at “dimension/Tid” the number of categories"),
        (dataset(size=[2, 2, True, 2]), "at “dimension/ContentsCode”"),
        (without("dimension"), "at “dimension” the dimensions must be described"),
        (dataset(id=["Region", "Kjonn", "ContentsCode", "Year"]), "at “dimension/Year” the categories are missing"),
        (with_category({}), "at “dimension/Tid/category/index”"),
        (with_category({"index": ["2019", "2019"]}), "at “dimension/Tid/category/index”"),
        (with_category({"index": {"2019": 1, "2020": 2}}), "at “dimension/Tid/category/index”"),
        (with_category({"index": {"2019": True, "2020": 0}}), "at “dimension/Tid/category/index”"),
        (with_category({"label": {"2019": "a", "2020": "b"}}), "at “dimension/Tid/category/index”"),
        (without("value"), "at “value” the values are missing"),
        (dataset(value=[1, 2, 3]), "at “value” there are 3, but the sizes multiply to 8"),
        (dataset(value=[1, 2, "3", 4, 5, 6, 7, 8]), "at “value/2” a number or nothing"),
        (dataset(value=[1, True, 3, 4, 5, 6, 7, 8]), "at “value/1”"),
        (dataset(value={"8": 1}), "at “value/8” the place must be a number below 8"),
        (dataset(value={"-1": 1}), "at “value/-1”"),
        (dataset(value={"x": 1}), "at “value/x”"),
        (dataset(value={"0": 10**40}), "at “value/0”"),
        (dataset(status=5), "at “status”"),
        (dataset(status=["a"]), "at “status” there are 1"),
        (dataset(status={"0": 5}), "at “status/0” a text must stand"),
    ],
)
def test_what_is_no_dataset_is_refused_with_its_place(content: Any, sentence: str) -> None:
    with pytest.raises(DomainError) as caught:
        read(content)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"a": NaN}',
        b'{"a":' + b"[" * 100_000,
        b"\xff{}",
        b'{"a": 1' + b"0" * 5000 + b"}",
        b'{"a": 1e' + b"9" * 30 + b"}",
    ],
    ids=["cut", "NaN", "deep", "not UTF-8", "long number", "large exponent"],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(DomainError):
        read_dataset(data, "a.json")


def test_room_for_too_many_values_is_refused_though_few_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonstat, "MOST_CELLS", 7)
    with pytest.raises(DomainError, match="room for 8 values, more than 7"):
        read(dataset(value={}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(["id", "size", "role", "dimension", "value", "status", "label", "class", "version"]), JSON)
def test_any_content_is_read_or_refused(key: str, value: Any) -> None:
    try:
        found = read(dataset(**{key: value}))
    except DomainError:
        return
    assert found.size == len(list(found.positions()))


@pytest.mark.parametrize("character", ["\\u0000", "\\ud800", "\\udc00", "\\ud800x\\udc00"])
def test_character_that_no_database_keeps_is_refused(character: str) -> None:
    data = json.dumps(dataset()).replace("Made-up table", f"Made-up {character} table").encode()
    with pytest.raises(DomainError, match="not readable JSON"):
        read_dataset(data, "table.json")


def test_pair_that_writes_one_character_is_read() -> None:
    assert read(dataset(label="Made-up \U0001f600")).label == "Made-up \U0001f600"
