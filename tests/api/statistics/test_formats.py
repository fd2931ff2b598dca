"""The same values as JSON-stat, CSV and XLSX."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from jsonstat_validator import validate_jsonstat

from kompassros.api.statistics.shapes import CubeOut
from kompassros.indicators.models import Indicator
from kompassros.indicators.publishing import tables
from kompassros.indicators.publishing.cubes import STATUS_LABELS
from kompassros.statistics.datasets import KOLADA, MADE_UP
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Status
from tests.api.statistics.conftest import Get, Refuse
from tests.api.statistics.world import COST, MADE_UP_UNIT, NORWEGIAN, SHARE, SWEDES

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cells_of(cube: dict[str, Any]) -> dict[tuple[str, ...], float]:
    """Read a cube by its own description: the codes of each cell that has a value -> the value."""
    codes = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
    value = cube["value"]
    filled = {int(key): one for key, one in value.items()} if isinstance(value, dict) else dict(enumerate(value))
    found = {}
    for position, one in filled.items():
        rest, key = position, []
        for of in reversed(codes):
            rest, place = divmod(rest, len(of))
            key.append(of[place])
        if one is not None:
            found[tuple(reversed(key))] = one
    return found


def test_cube_holds_the_values_of_the_rows(world: None, get: Get) -> None:
    rows = get("/values", indicator=[COST, SHARE], made_up="true")["values"]
    cube = get("/values", indicator=[COST, SHARE], made_up="true", format="jsonstat")
    assert validate_jsonstat(cube)
    assert CubeOut.model_validate(cube).model_dump(by_alias=True, exclude_unset=True) == cube
    assert (cube["id"], cube["size"]) == (["indicator", "unit", "period", "gender"], [2, 27, 2, 3])
    assert cells_of(cube) == {
        (row["indicator"], f"{row['country']}-{row['unit']}", str(row["period"]), row["gender"]): row["value"]
        for row in rows
        if row["value"] is not None
    }
    assert isinstance(cube["value"], dict)


def test_cube_of_one_country_has_its_codes_and_is_a_list_when_full(world: None, get: Get) -> None:
    cube = get("/values", indicator=SHARE, country="SE", unit=list(SWEDES[:2]), format="jsonstat")
    assert cube["value"] == [49.0, 50.0, 50.0, 51.0]
    assert cube["dimension"]["unit"]["category"] == {
        "index": ["9700", "9701"],
        "label": {"9700": "Provort 9700", "9701": "Provort 9701"},
    }
    assert cube["role"] == {"metric": ["indicator"], "geo": ["unit"], "time": ["period"]}
    assert cube["dimension"]["indicator"]["category"]["unit"] == {SHARE: {"decimals": 1, "label": "%", "symbol": "%"}}
    assert "status" not in cube


def test_cube_says_what_is_no_plain_value(world: None, get: Get) -> None:
    cube = get("/values", indicator=SHARE, country="SE", unit=list(SWEDES[-4:]), period=2024, format="jsonstat")
    assert cube["value"] == [None, None, 5.0, 90.25]
    assert cube["status"] == {"0": "missing", "1": "suppressed", "2": "below", "3": "preliminary"}
    assert set(cube["status"].values()) <= cube["extension"]["status"]["label"].keys()


def test_every_status_that_can_be_read_has_a_label() -> None:
    words = {status.name.lower() for status in Status} - {"present", "deleted"}
    assert words == STATUS_LABELS.keys()


def test_cube_names_sources_releases_and_made_up_data(world: None, get: Get) -> None:
    releases = dict(Dataset.objects.values_list("key", "current__sha256"))
    real = get("/values", indicator=SHARE, format="jsonstat")
    assert real["label"] == f"{SHARE} Prov på nöjda, andel (%)"
    assert real["source"] == "Kolada (kolada.se); Prøvebyrået"
    assert {key: one["sha256"] for key, one in real["extension"]["release"].items()} == {
        key: releases[key] for key in (KOLADA, NORWEGIAN)
    }
    assert real["updated"] == max(one["made_at"] for one in real["extension"]["release"].values())
    assert "made-up demo data" not in real["note"]
    made_up = get("/values", indicator=SHARE, made_up="true", format="jsonstat")
    assert made_up["note"][0] == "made-up demo data"
    assert made_up["dimension"]["unit"]["category"]["note"] == {f"XX-{MADE_UP_UNIT}": ["made-up demo data"]}
    assert set(made_up["extension"]["release"]) == {KOLADA, NORWEGIAN, MADE_UP}


@pytest.mark.parametrize("query", [{"period": 1999}, {"kind": "region"}])
def test_cube_without_values_is_valid(world: None, get: Get, query: dict[str, object]) -> None:
    cube = get("/values", indicator=SHARE, format="jsonstat", **query)
    assert (cube["size"], cube["value"]) == ([0, 0, 0, 0], [])
    assert validate_jsonstat(cube)


def test_csv_has_one_value_a_row_with_unit_and_source(world: None, client: Client) -> None:
    query = {"indicator": [SHARE, COST], "unit": ["9700", "9723", MADE_UP_UNIT], "period": 2024}
    answer = client.get("/api/v1/values", query | {"made_up": "true", "format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="values.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert list(rows[0]) == list(tables.HEADS)
    names = ("indicator", "country", "name", "gender", "value", "unit_of_measure", "status", "source", "made_up")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (SHARE, "SE", "Provort 9700", "T", "50.0", "%", "present", "Kolada (kolada.se)", ""),
        (SHARE, "SE", "Provort 9723", "T", "90.25", "%", "preliminary", "Kolada (kolada.se)", ""),
        (SHARE, "XX", "Påhittad provort", "T", "12.5", "%", "present", "Kompassros", "made-up demo data"),
        (SHARE, "NO", "Prøvested 9700", "T", "40.5", "%", "present", "Prøvebyrået", ""),
        (COST, "SE", "Provort 9700", "T", "1000.0", "kr/inv", "present", "Kolada (kolada.se)", ""),
        (COST, "SE", "Provort 9700", "K", "1001.0", "kr/inv", "present", "Kolada (kolada.se)", ""),
        (COST, "SE", "Provort 9700", "M", "1002.0", "kr/inv", "present", "Kolada (kolada.se)", ""),
    ]


def test_workbook_has_typed_numbers_and_names_its_source(world: None, client: Client) -> None:
    query = {"indicator": SHARE, "unit": ["9723", "9720"], "period": 2024, "format": "xlsx"}
    answer = client.get("/api/v1/values", query)
    assert answer["Content-Type"] == XLSX
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert (sheet["A1"].value, sheet["A2"].value) == (f"{SHARE} Prov på nöjda, andel (%)", "Kolada (kolada.se)")
    heads = [cell.value for cell in sheet[4]]
    assert heads == list(tables.HEADS)
    column = heads.index("value")
    assert [(row[column].value, row[column].number_format) for row in sheet.iter_rows(min_row=5)] == [
        (None, "General"),
        (90.25, "0.0"),
    ]


def test_workbook_has_a_limit_of_its_own_and_says_the_way_out(
    world: None, get: Get, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_IN_WORKBOOK", 2)
    status, detail = refuse("/values", indicator=COST, format="xlsx")
    assert (status, detail.split(" here")[0]) == (400, "A workbook holds at most 2 values")
    assert detail.endswith("or for format=csv.")
    assert get("/values", indicator=COST, format="csv").count(b"\r\n") == 4


@pytest.mark.parametrize("title", ["=1+1", "@prov"])
def test_text_in_a_table_is_never_a_formula(world: None, get: Get, title: str) -> None:
    Indicator.objects.filter(code=COST).update(title=title)
    text = get("/values", indicator=COST, format="csv").decode("utf-8-sig")
    assert {row["title"] for row in csv.DictReader(io.StringIO(text))} == {f"'{title}"}
