"""`kompassros indicator read`: told, and stored only where that is asked for."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from django.utils import translation
from typer.testing import CliRunner

from kompassros.cli.commands import app
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset, KeptMapping
from tests.indicators.tables.cases import EVERY_ROW_WRONG, LONG, WIDE, read_back, releases

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()


@pytest.fixture
def dataset(db: None) -> Dataset:
    Dataset.objects.update(current=None)
    return Dataset.objects.create(key="own-survey", title="Own survey", source="A survey", rank=20)


def saved(folder: Path, text: str, name: str = "table.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["indicator", "read", *words])


def test_file_is_told_and_not_stored(tmp_path: Path, dataset: Dataset) -> None:
    told = run(saved(tmp_path, LONG))
    assert told.exit_code == 0
    for part in ("column B", "84.25", "5 values: 2 indicators, 3 units, 2023–2023.", "Nothing was stored"):
        assert part in told.stdout, part
    assert releases(dataset) == []


def test_mapping_is_printed_changed_and_given_back(tmp_path: Path, dataset: Dataset) -> None:
    file = saved(tmp_path, WIDE)
    told = run(file)
    assert "0 values: 0 indicators, 0 units, no year." in told.stdout
    assert "table.csv: table: Say which indicator the values are of, or where it stands." in told.stderr
    mapping = json.loads(run(file, "--show-mapping").stdout)
    mapping["layouts"][0]["indicator"] = {"kind": "constant", "value": "N15428"}
    changed = saved(tmp_path, json.dumps(mapping), "mapping.json")
    done = run(file, "--mapping", changed, "--dataset", "own-survey", "--store", "--why", "the file of May")
    assert "Release 1: 6 new, 0 other than before, 0 as before." in done.stdout
    assert ("N15428", "1280", 2021, "T", 68.0, "PRESENT") in read_back("N15428")
    assert dataset.releases.get().note == "the file of May"
    assert KeptMapping.objects.get().name == "table.csv"
    following = run(file, "--store", "--dataset", "own-survey")
    assert "Read by the mapping that was kept as “table.csv”." in following.stdout
    assert "No new release, 1 stands: 0 new, 0 other than before, 6 as before." in following.stdout


def test_troubles_are_told_with_their_place_and_stop_the_storing(tmp_path: Path, dataset: Dataset) -> None:
    file = saved(tmp_path, LONG + "N15428;Nowhere;2023;T;1\n")
    refused = run(file, "--store", "--dataset", "own-survey")
    assert refused.exit_code == 1
    assert "table.csv: table, B7: “Nowhere” is no unit" in refused.stderr
    assert "Nothing was stored: some things cannot be taken in" in refused.stderr
    assert releases(dataset) == []
    assert run(file, "--store", "--dataset", "own-survey", "--leave-out").exit_code == 0
    assert releases(dataset) == [1]


def test_file_that_comes_to_nothing_is_not_stored(tmp_path: Path, dataset: Dataset) -> None:
    refused = run(saved(tmp_path, EVERY_ROW_WRONG), "--store", "--dataset", "own-survey", "--leave-out")
    assert (refused.exit_code, releases(dataset)) == (1, [])
    assert "no value that can be stored" in refused.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--store",), "say in which dataset, with --dataset and one of kolada"),
        (("--store", "--dataset", "made-up"), "say in which dataset"),
        (("--country", "ZZ"), "There is no country ZZ."),
        (("--mapping", "nowhere.json"), "cannot be read as a mapping"),
    ],
)
def test_wish_that_cannot_be_granted_is_told(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    refused = run(saved(tmp_path, LONG), *words)
    assert refused.exit_code == 1
    assert told in refused.stderr


@pytest.mark.parametrize(("mapping", "told"), [('{"layouts": 1}', "at “layouts”"), ("[]", "at “/”")])
def test_mapping_that_is_none_is_told(tmp_path: Path, mapping: str, told: str) -> None:
    refused = run(saved(tmp_path, LONG), "--mapping", saved(tmp_path, mapping, "mapping.json"))
    assert (refused.exit_code, told in refused.stderr) == (1, True)


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    refused = run(str(tmp_path / "nowhere.csv"))
    assert refused.exit_code == 1
    assert "cannot be read" in refused.stderr
