"""`kompassros indicator publish`: a folder of files with the values of the made-up municipalities."""

import csv
import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from django.utils import translation
from typer.testing import CliRunner

from kompassros.cli.commands import app
from kompassros.indicators.models import Indicator
from kompassros.statistics import reading
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Gender

pytestmark = pytest.mark.django_db
YEARS = (2023, 2024)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def run(folder: Path, *words: str) -> Result:
    chosen = words or ("--country", "XX", "--from", str(YEARS[0]), "--to", str(YEARS[1]), "--genders", "T")
    return CliRunner().invoke(app, ["indicator", "publish", "--set", "kkik-2024", "--out", str(folder), *chosen])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published") / "kkik"


@pytest.fixture
def published(folder: Path) -> Path:
    if not folder.exists():
        done = run(folder)
        assert done.exit_code == 0, done.output
    return folder


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return found


def test_all_values_stand_in_one_table_as_the_store_has_them(published: Path) -> None:
    codes = dict(Indicator.objects.filter(measures__measure_set__key="kkik-2024").values_list("code", "number"))
    units = dict(Unit.objects.filter(country="XX").values_list("code", "number"))
    stored = {
        (row.indicator, row.unit, row.period): row.value
        for row in reading.values(
            indicators=list(codes.values()), units=list(units.values()), periods=YEARS, genders=[Gender.TOTAL]
        )
    }
    rows = rows_of(published / "values.csv")
    told = {
        (codes[row["indicator"]], units[row["unit"]], int(row["period"])): float(row["value"]) if row["value"] else None
        for row in rows
    }
    assert told == stored
    assert len(rows) == len(stored) > 10_000


def test_each_unit_and_each_indicator_has_its_file(published: Path) -> None:
    rows = rows_of(published / "values.csv")
    of_unit = rows_of(published / "units" / "XX-M001.csv")
    assert of_unit == [row for row in rows if row["unit"] == "M001"]
    cube = json.loads((published / "indicators" / "N15428.json").read_bytes())
    assert [cube["size"][cube["id"].index(name)] for name in ("unit", "period")] == [290, 2]
    assert cube["note"][0] == "made-up demo data"
    listed = {row["file"] for name in ("units", "indicators") for row in rows_of(published / f"{name}.csv")}
    assert all((published / name).is_file() for name in listed)
    assert len(listed) == 290 + 40


def test_description_tells_types_sources_and_what_is_made_up(published: Path) -> None:
    package = described(published)
    assert (package["description"], package["sources"]) == ("made-up demo data", [{"title": "Kompassros"}])
    for resource in package["resources"]:
        content = (published / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        names = [field["name"] for field in resource["schema"]["fields"]]
        rows = rows_of(published / resource["path"])
        assert list(rows[0]) == names
        for field in resource["schema"]["fields"]:
            if field["type"] == "number":
                assert all(Decimal(row[field["name"]]).is_finite() for row in rows if row[field["name"]])
    assert "made-up demo data" in (published / "README.txt").read_text(encoding="utf-8")


def test_folder_is_replaced_as_a_whole(published: Path) -> None:
    (published / "units" / "XX-gone.csv").write_text("old", encoding="utf-8")
    assert run(published).exit_code == 0
    assert not (published / "units" / "XX-gone.csv").exists()
    assert [path.name for path in published.parent.iterdir()] == [published.name]


def test_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run(tmp_path)
    assert done.exit_code == 1
    assert "holds something else" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--country", "QQ"), "There are no units of the kind municipality in QQ."),
        (("--genders", "X"), "The genders are T (total), K (women) and M (men)"),
        (("--genders", ""), "The genders are T (total), K (women) and M (men)"),
        (("--from", "2024", "--to", "2020"), "The first year, 2024, is after the last, 2020."),
        (("--country", "XX", "--from", "1950", "--to", "1951"), "There are no values to publish."),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = run(tmp_path / "new", *words)
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_unknown_set_is_told_with_those_that_exist(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["indicator", "publish", "--set", "nope", "--out", str(tmp_path / "new")])
    assert done.exit_code == 1
    assert "There is no set nope. There are:" in done.stderr
    assert "kkik-2024" in done.stderr
