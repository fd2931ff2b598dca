"""Saved files of values: both versions of the interface, packed or not, and troubles by file and position."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompassros.indicators.kolada import files
from kompassros.indicators.kolada.files import FileTrouble, KoladaFiles, read_kolada_json
from kompassros.indicators.kolada.numbering import Numbers
from kompassros.records.errors import DomainError
from kompassros.statistics.layout import OBSERVATIONS
from kompassros.statistics.values import Status
from tests.indicators.kolada.fake_kolada import data_value

NUMBERS = Numbers(
    indicators={"N00945": 5, "N15030": 6}, units={"0180": (11, 3), "1280": (12, 3), "V15E1": (90, 7)}, groups=()
)


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Numbers, "read", classmethod(lambda _cls: NUMBERS))


def row(code: str = "N00945", unit: str = "0180", period: Any = 2024, *values: dict[str, Any], **other: Any) -> Any:
    return {"kpi": code, "municipality": unit, "period": period, "values": values or [data_value("T", 1.5)]} | other


def save(path: Path, *rows: Any, **other: Any) -> Path:
    data = json.dumps({"values": rows, "count": len(rows)} | other).encode()
    path.write_bytes(gzip.compress(data) if path.name.endswith(".gz") else data)
    return path


def read_rows(path: Path) -> list[tuple[Any, ...]]:
    found = read_kolada_json(path)
    assert found.troubles == ()
    assert found.table.schema == OBSERVATIONS
    return [tuple(row.values()) for row in found.table.to_pylist()]


VERSION_2 = {"kpi": "N00945", "municipality": "0180", "period": "2013"} | {
    "values": [
        {"gender": "K", "count": 1, "status": "", "value": 31.5},
        {"gender": "M", "count": 1, "status": "", "value": None, "is_deleted": 1},
    ]
}


@pytest.mark.parametrize("name", ["page.json", "page.json.gz"])
def test_version_3_is_read_packed_or_not(tmp_path: Path, name: str) -> None:
    values = [data_value("T", 31.5), data_value("K", None, status="Missing")]
    saved = save(tmp_path / name, row("N00945", "0180", 2024, *values), next_url=None, previous_url=None)
    assert read_rows(saved) == [
        (5, 2024, 0, 11, 3, 31.5, Status.PRESENT, 1),
        (5, 2024, 1, 11, 3, None, Status.MISSING, 1),
    ]


def test_version_2_is_read(tmp_path: Path) -> None:
    assert read_rows(save(tmp_path / "page.json", VERSION_2)) == [
        (5, 2013, 1, 11, 3, 31.5, Status.PRESENT, 1),
        (5, 2013, 2, 11, 3, None, Status.DELETED, 1),
    ]


def test_values_of_workplaces_are_read_by_their_own_code(tmp_path: Path) -> None:
    saved = save(tmp_path / "page.json", row(ou="V15E1"))
    assert read_rows(saved) == [(5, 2024, 0, 90, 7, 1.5, Status.PRESENT, 1)]


def test_a_count_that_is_not_given_is_one_beside_a_value_and_none_without(tmp_path: Path) -> None:
    values = [data_value("T", 1.5) | {"count": None}, data_value("K", None, status="Missing") | {"count": None}]
    assert [row[-1] for row in read_rows(save(tmp_path / "page.json", row("N00945", "0180", 2024, *values)))] == [1, 0]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    saved = save(tmp_path / "page.json", row())
    saved.write_bytes(b"\xef\xbb\xbf" + saved.read_bytes())
    assert len(read_rows(saved)) == 1


def test_files_of_a_folder_are_read_in_order_and_others_left(tmp_path: Path) -> None:
    save(tmp_path / "b.json.gz", row(unit="1280"), previous_url="https://x/?page=1")
    save(tmp_path / "a.json", row(), next_url="https://x/?page=2")
    (tmp_path / "notes.txt").write_text("Not a page")
    assert [row[3] for row in read_rows(tmp_path)] == [11, 12]


def test_a_page_that_is_missing_is_told(tmp_path: Path) -> None:
    save(tmp_path / "a.json", row(), next_url="https://x/?page=2", previous_url=None)
    assert read_kolada_json(tmp_path).troubles == (
        FileTrouble("", "", "1 page names a next page that is not among the files: save that too."),
    )
    save(tmp_path / "b.json", row("N15030"), previous_page="https://x/?page=1")
    assert read_kolada_json(tmp_path).troubles == ()


def test_rows_that_cannot_be_read_are_told_by_place_and_the_others_kept(tmp_path: Path) -> None:
    nameless = row()
    del nameless["kpi"]
    saved = save(
        tmp_path / "page.json",
        nameless,
        row("N00945", "0180", 2024, data_value("X", 1.0)),
        row("N00945", "0180", "last year"),
        "text",
        row("N00945", "1280"),
        row("N00945", "0180", 2024, data_value("T", 1.0) | {"value": "1,0"}),
    )
    found = read_kolada_json(saved)
    assert [(trouble.position, trouble.message.split(" (")[0]) for trouble in found.troubles] == [
        ("values[0]", "Left out: the field values[0].kpi is missing."),
        ("values[1]", "Left out: values[1].values[0].gender cannot be read: 'X'"),
        ("values[2]", "Left out: values[2].period cannot be read: 'last year'"),
        ("values[3]", "Left out: values[3] cannot be read: 'text'"),
        ("values[5]", "Left out: values[5].values[0].value cannot be read: '1,0'"),
    ]
    assert {trouble.file for trouble in found.troubles} == {"page.json"}
    assert (found.table["unit"].to_pylist(), found.left_out) == ([12], 5)


def test_codes_that_are_not_known_are_told_once_a_file_with_their_number(tmp_path: Path) -> None:
    both = [data_value("K", 1.0), data_value("M", 2.0)]
    save(tmp_path / "page.json", row("N99999", "0180", 2024, *both), row("N99999", "9999"), row())
    found = read_kolada_json(tmp_path / "page.json")
    assert found.troubles == (
        FileTrouble("page.json", "values[0].values[0]", "The catalogue has no indicator N99999."),
        FileTrouble("page.json", "values[1].values[0]", "No unit is known by the code 9999."),
        FileTrouble("page.json", "", "3 values of N99999 were left out in all."),
    )
    assert (found.table.num_rows, found.left_out) == (1, 3)


def test_a_status_that_is_not_known_is_told_and_taken_as_missing(tmp_path: Path) -> None:
    found = read_kolada_json(
        save(tmp_path / "page.json", row("N00945", "0180", 2024, data_value("T", 1.5, status="Odd")))
    )
    assert found.troubles == (
        FileTrouble(
            "page.json",
            "values[0].values[0]",
            "The status “Odd” is not known beside this value; it is taken as missing.",
        ),
    )
    assert (found.table["value"].to_pylist(), found.table["status"].to_pylist()) == ([None], [Status.MISSING])


def test_a_value_that_stands_twice_is_kept_once_and_told_where_it_differs(tmp_path: Path) -> None:
    save(tmp_path / "a.json", row())
    save(tmp_path / "b.json", row(), row("N00945", "0180", 2024, data_value("T", 2.5)))
    found = read_kolada_json(tmp_path)
    assert found.troubles == (
        FileTrouble(
            "b.json",
            "values[1].values[0]",
            "The same indicator, unit, year and gender stands before with another value, which is kept.",
        ),
    )
    assert (found.table["value"].to_pylist(), found.left_out) == ([1.5], 2)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is not JSON in UTF-8"),
        (b'{"values": [', "The file is not JSON in UTF-8"),
        (b'{"values": [NaN]}', "The file is not JSON in UTF-8"),
        ("{'ä'}".encode("latin-1"), "The file is not JSON in UTF-8"),
        (b"[" * 100_000, "The file is not JSON in UTF-8"),
        (b"[1]", "it has no list “values”"),
        (b'{"values": {"a": 1}}', "it has no list “values”"),
        (b'{"detail": "Not Found"}', "it has no list “values”"),
    ],
)
def test_a_file_that_is_no_page_is_told_and_the_others_are_read(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "bad.json").write_bytes(data)
    save(tmp_path / "good.json", row())
    found = read_kolada_json(tmp_path)
    (trouble,) = found.troubles
    assert (trouble.file, trouble.position) == ("bad.json", "")
    assert told in trouble.message
    assert found.table.num_rows == 1


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-20], lambda _data: b"no gzip", lambda data: data[:12] + b"??" * 20]
)
def test_a_packed_file_that_is_damaged_is_told(tmp_path: Path, damage: Any) -> None:
    saved = save(tmp_path / "page.json.gz", row())
    saved.write_bytes(damage(saved.read_bytes()))
    (trouble,) = read_kolada_json(saved).troubles
    assert trouble.message.startswith("The file cannot be read: ")


def test_a_file_that_unpacks_to_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 1024 * 1024)
    (tmp_path / "page.json.gz").write_bytes(gzip.compress(b" " * (1024 * 1024 + 1)))
    (trouble,) = read_kolada_json(tmp_path).troubles
    assert trouble.message == "The file is larger than 1 MB. Split it into several files."


def test_troubles_are_told_up_to_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_TOLD", 2)
    found = read_kolada_json(save(tmp_path / "page.json", *["text"] * 5))
    assert [trouble.position for trouble in found.troubles] == ["values[0]", "values[1]", ""]
    assert found.troubles[-1].message == "3 more such sentences are not shown."
    assert found.left_out == 5


@pytest.mark.parametrize("name", ["none.json", ""])
def test_nothing_to_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(DomainError, match="is neither a JSON file nor a folder with any"):
        read_kolada_json(tmp_path / name)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["values", "kpi", "municipality", "period", "gender", "count", "status", "value", "isdeleted"]
    ), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@given(values=st.lists(JSON, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_page_is_kept_or_told(tmp_path: Path, values: list[Any]) -> None:
    found: KoladaFiles = read_kolada_json(save(tmp_path / "page.json", *values))
    assert found.table.num_rows == 0
    assert len(found.troubles) >= found.left_out
    assert found.left_out <= len(values)
