"""The organisations' own data files, read as plain CSV: codes, names in time, changes and inhabitants."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src/kompassros/organisations/data"
KOLADA = ROOT.parent / "shared/data/kolada/municipality.csv"
COLUMNS = ["key", "country", "kind", "code", "name", "parent_code", "valid_from", "valid_to", "source"]
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def designations() -> list[Row]:
    return read(DATA / "sweden.csv") + read(DATA / "norway.csv")


def period(row: Row) -> tuple[date, date]:
    """First and last day of a row; an empty date is open."""
    start, end = row["valid_from"], row["valid_to"]
    return date.fromisoformat(start) if start else date.min, date.fromisoformat(end) if end else date.max


def by_key(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=period):
        found.setdefault(row["key"], []).append(row)
    return found


@pytest.mark.parametrize("name", ["sweden.csv", "norway.csv"])
def test_columns_of_both_countries(name: str) -> None:
    rows = read(DATA / name)
    assert list(rows[0]) == COLUMNS
    assert all(row[column] for row in rows for column in ("key", "country", "kind", "code", "name", "source"))


def test_numbers_of_swedish_organisations() -> None:
    codes = {(row["kind"], row["code"]) for row in read(DATA / "sweden.csv")}
    assert Counter(kind for kind, _ in codes) == {"municipality": 290, "region": 21, "country": 1}


def test_swedish_names_equal_to_kolada() -> None:
    if not KOLADA.exists():
        pytest.skip("the Kolada list lies outside the repository and is not here")
    ours = {row["code"]: row["name"] for row in read(DATA / "sweden.csv") if row["kind"] != "country"}
    theirs = {row["id"]: row["title"] for row in read(KOLADA) if row["id"] != "0000"}
    different = {code for code in ours.keys() | theirs.keys() if ours.get(code) != theirs.get(code)}
    assert different == {"0980"}


def test_swedish_parent_from_the_code() -> None:
    municipalities = [row for row in read(DATA / "sweden.csv") if row["kind"] == "municipality"]
    assert all(row["parent_code"] == "00" + row["code"][:2] for row in municipalities)


def test_parent_exists_as_long_as_the_child() -> None:
    rows = designations()
    for row in rows:
        if row["kind"] == "country":
            assert row["parent_code"] == ""
            continue
        parents = [r for r in rows if (r["country"], r["code"]) == (row["country"], row["parent_code"])]
        assert [r["kind"] for r in parents] == ["country" if row["kind"] == "region" else "region"], row
        start, end = period(row)
        assert period(parents[0])[0] <= start, row
        assert period(parents[0])[1] >= end, row


def test_key_belongs_to_one_organisation() -> None:
    for key, rows in by_key(designations()).items():
        assert len({(row["country"], row["kind"]) for row in rows}) == 1, key
        assert key.isascii()
        assert key == key.lower()
        assert key.replace("-", "").isalnum()


def test_designations_of_one_organisation_never_overlap() -> None:
    for key, rows in by_key(designations()).items():
        periods = [period(row) for row in rows]
        assert all(start <= end for start, end in periods), key
        assert all(earlier[1] < later[0] for earlier, later in pairwise(periods)), key


def test_municipality_has_a_code_on_every_day_until_it_ends() -> None:
    for rows in by_key(row for row in designations() if row["kind"] == "municipality").values():
        for earlier, later in pairwise(period(row) for row in rows):
            assert earlier[1] + timedelta(days=1) == later[0], rows


def test_gotland_under_both_names() -> None:
    rows = by_key(designations())["gotland"]
    assert [(row["code"], row["name"], row["valid_from"], row["valid_to"]) for row in rows] == [
        ("0980", "Gotlands kommun", "", "2010-12-31"),
        ("0980", "Region Gotland", "2011-01-01", ""),
    ]


def test_roros_keeps_its_key_when_the_code_changes() -> None:
    rows = by_key(designations())["roros"]
    assert [(row["code"], row["valid_from"], row["valid_to"]) for row in rows] == [
        ("1640", "", "2017-12-31"),
        ("5025", "2018-01-01", ""),
    ]


def test_change_joins_the_end_of_one_to_the_start_of_another() -> None:
    organisations = by_key(designations())
    changes = read(DATA / "changes.csv")
    assert list(changes[0]) == ["date", "kind", "from_key", "to_key", "source"]
    for change in changes:
        day = date.fromisoformat(change["date"])
        assert change["kind"] in {"merged", "split", "part_moved"}
        assert change["source"]
        assert period(organisations[change["from_key"]][-1])[1] == day - timedelta(days=1)
        assert period(organisations[change["to_key"]][0])[0] == day


def test_sund_became_oygarden_with_two_others() -> None:
    changes = read(DATA / "changes.csv")
    merged = {(row["date"], row["from_key"]) for row in changes if row["to_key"] == "oygarden"}
    assert merged == {("2020-01-01", key) for key in ("sund", "fjell", "oygarden-1259")}


def test_inhabitants_name_a_municipality_and_a_source() -> None:
    codes = {(row["country"], row["code"]) for row in designations() if row["kind"] == "municipality"}
    rows = read(DATA / "inhabitants.csv")
    assert list(rows[0]) == ["country", "code", "year", "inhabitants", "source"]
    assert all((row["country"], row["code"]) in codes for row in rows)
    assert all(500 < int(row["inhabitants"]) < 1_000_000 and row["source"] for row in rows)


def test_inhabitants_once_a_year_under_the_code_of_that_day() -> None:
    keys = {(row["country"], row["code"]): row["key"] for row in designations()}
    rows = read(DATA / "inhabitants.csv")
    seen = Counter((keys[row["country"], row["code"]], row["year"]) for row in rows)
    assert set(seen.values()) == {1}
    for row in rows:
        day = date(int(row["year"]), 12, 31)
        same = [r for r in designations() if (r["country"], r["code"]) == (row["country"], row["code"])]
        assert any(start <= day <= end for start, end in map(period, same)), row
