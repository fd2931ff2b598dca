"""`kompassros instrument list|show|validate`: what they print, for people and programs, and how they end."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.running import runner

pytestmark = pytest.mark.django_db
run = runner("instrument")
PACKAGED = Path(str(files("kompassros.instruments"))) / "data"


def test_list_prints_each_edition_with_what_is_published() -> None:
    result = run("list", "--format", "json")
    assert result.exit_code == 0
    found = {(row["instrument"], row["version"]): row for row in json.loads(result.stdout)}
    assert {("kommunkompassen", version) for version in ("v1", "2.0", "2016", "2020")} <= set(found)
    assert [found["kommunkompassen", version]["areas"] for version in ("v1", "2.0", "2016", "2020")] == [8] * 4
    assert [found["kommunkompassen", version]["questions"] for version in ("v1", "2.0", "2016")] == [37, 45, None]
    assert len({row["sha256"] for row in found.values()}) == len(found)


def test_list_as_a_table_says_what_is_not_published() -> None:
    result = run("list")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.stdout.splitlines()]
    found = {tuple(cells[:2]): cells for cells in lines if cells}
    assert found["kommunkompassen", "2.0"][3:5] == ["8", "45"]
    assert found["kommunkompassen", "2020"][3:] == ["8", "not published", "2020", "not known"]


def test_show_prints_an_edition_in_full() -> None:
    result = run("show", "kommunkompassen", "2.0", "--format", "json")
    shown = json.loads(result.stdout)
    assert (shown["version"], len(shown["content"]["areas"])) == ("2.0", 8)
    assert shown["content"]["areas"][0]["name"]["sv"] == "Offentlighet och demokrati"


def test_show_without_a_version_is_the_latest() -> None:
    assert json.loads(run("show", "kommunkompassen", "--format", "json").stdout)["version"] == "2020"


def test_show_as_a_table_names_areas_and_questions() -> None:
    result = run("show", "kommunkompassen", "2.0")
    assert result.exit_code == 0
    assert "Offentlighet och demokrati" in result.stdout
    assert "8.1" in result.stdout


def test_show_as_a_table_names_the_criteria_below_their_question() -> None:
    result = run("show", "kompassros-bedomningspunkter")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1.1.1" in result.stdout
    listed = {row["instrument"]: row["criteria"] for row in json.loads(run("list", "--format", "json").stdout)}
    assert (listed["kompassros-bedomningspunkter"] >= 164, listed["kommunkompassen"]) == (True, None)


@pytest.mark.parametrize("arguments", [("kommunkompassen", "3.0"), ("nothing",)])
def test_show_of_an_unknown_edition_ends_with_a_sentence(arguments: tuple[str, ...]) -> None:
    result = run("show", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no edition" in result.stderr
    assert "instrument list" in result.stderr


def test_packaged_editions_are_without_faults() -> None:
    result = run("validate", *(str(path) for path in sorted(PACKAGED.glob("*.yaml"))))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "without faults" in result.stdout


def test_fault_is_told_with_file_place_and_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    text = (PACKAGED / "kommunkompassen-2.0.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("revision: 1", "revision: zero", 1), encoding="utf-8")
    result = run("validate", str(broken), str(PACKAGED / "kommunkompassen-2016.yaml"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("broken.yaml, line ")
    assert "revision" in result.stderr


def test_file_that_is_missing_is_told(tmp_path: Path) -> None:
    result = run("validate", str(tmp_path / "nowhere.yaml"))
    assert result.exit_code == 1
    assert "nowhere.yaml" in result.stderr
