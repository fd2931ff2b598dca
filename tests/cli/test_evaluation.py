"""`kompassros evaluation list|show|import`: what they print, for people and programs, and how they end."""

import json
from pathlib import Path
from typing import Any

import pytest

from kompassros.evaluations import imports, published
from kompassros.evaluations.models import ScoreSheet
from kompassros.organisations.models import Organisation
from kompassros.records.errors import Conflict
from kompassros.records.models import HistoryEntry
from tests.cli.running import runner

pytestmark = pytest.mark.django_db
run = runner("evaluation")
DATA = Path(__file__).parents[1] / "evaluations" / "data"


@pytest.fixture(autouse=True)
def no_sheet_is_kept() -> None:
    """What a process keeps of frozen rows goes by their number, which the next test uses again."""
    published._kept.clear()


def shown(slug: str) -> dict[str, Any]:
    result = run("show", slug, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    record: dict[str, Any] = json.loads(result.stdout)
    return record


def counts() -> tuple[int, int, int]:
    return (ScoreSheet.objects.count(), Organisation.objects.count(), HistoryEntry.objects.count())


def test_list_prints_evaluations_and_no_references() -> None:
    rows = json.loads(run("list", "--format", "json").stdout)
    assert len(rows) == 50 + 4, "the packaged results, and the demo's own public evaluations"
    slugs = {row["slug"] for row in rows}
    assert {"tyreso-2015", "stockholm-2009", "orebro-2012", "grastorp-2014", "lom-undated"} <= slugs


def test_list_as_a_table_names_each_result() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert "tyreso-2015" in result.stdout


def test_tyreso_2015_as_its_source_prints_it() -> None:
    record = shown("tyreso-2015")
    assert (record["municipality"], record["year"], record["version"], record["status"]) == (
        *("Tyresö", 2015, "2.0", "printed"),
    )
    assert [area["points"] for area in record["areas"]] == [74, 74, 78, 55, 67, 64, 60, 64]
    assert all(area["id"].startswith("a-") for area in record["areas"])
    assert (record["total"], record["printed_total"], record["adds_up"], record["total_origin"]) == (
        *(536, 536, True, "printed"),
    )
    assert [(one["kind"], one["label"], one["year"], one["total"]) for one in record["references"]] == [
        ("earlier", "own total in 2010", 2010, 452),
        ("reference", "mean of all evaluations", None, 473),
    ]
    assert {"orebro-2012", "grastorp-2014"} <= set(record["comparable_with"]["comparable"])
    assert any("assumed to be ordinary" in sentence for sentence in record["comparable_with"]["assumptions"])


def test_stockholm_2009_is_computed_and_compares_with_nobody() -> None:
    record = shown("stockholm-2009")
    assert (record["total"], record["printed_total"], record["total_origin"], record["adds_up"]) == (
        *(602, None, "computed", None),
    )
    assert record["scope"] == {"organisation": None, "level": "group", "companies": True, "printed": "group level"}
    assert record["comparable_with"]["comparable"] == []
    assert any("different levels" in sentence for sentence in record["comparable_with"]["reasons"])


def test_unstated_version_is_null() -> None:
    record = shown("ulstein-2019")
    assert (record["version"], record["version_printed"]) == (None, "2.0 or 2016")
    assert {area["id"] for area in record["areas"]} == {None}


def test_undated_result_has_no_year() -> None:
    assert shown("lom-undated")["year"] is None


def test_show_as_a_table_says_nobody() -> None:
    result = run("show", "stockholm-2009")
    assert result.exit_code == 0
    text = " ".join(result.stdout.replace("│", " ").split())
    assert "nobody" in text
    assert "602" in text


def test_unknown_result_ends_with_a_sentence() -> None:
    result = run("show", "nowhere-1900", "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no published result nowhere-1900.")


def test_unknown_format_is_a_usage_error() -> None:
    assert run("list", "--format", "xml").exit_code == 2


def test_import_stores_a_right_file() -> None:
    result = run("import", str(DATA / "good.csv"), "--why", "read on paper")
    assert (result.exit_code, result.stdout) == (0, "5 new, 0 correction, 0 unchanged.\n")
    stored = ScoreSheet.objects.get(slug="exempelby-2014")
    assert (stored.published_by, stored.why) == (None, "read on paper")
    again = run("import", str(DATA / "good.csv"))
    assert (again.exit_code, again.stdout) == (0, "0 new, 0 correction, 5 unchanged.\n")


@pytest.mark.parametrize("name", ["every_trouble.csv", "wrong_column.csv", "binary.csv", "empty.csv"])
def test_import_with_an_error_stores_nothing_even_with_yes(name: str) -> None:
    before = counts()
    result = run("import", str(DATA / name), "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("Nothing was stored: mend the errors and import the file again.\n")
    assert counts() == before


def test_troubles_are_told_by_file_row_and_column_in_english() -> None:
    lines = run("import", str(DATA / "every_trouble.csv")).stderr.splitlines()
    assert "every_trouble.csv: row 4, area1: error: 101 points is more than the maximum of 100." in lines
    assert any(line.startswith("every_trouble.csv: row 3, municipality: question: ") for line in lines)
    assert any(line.startswith("every_trouble.csv: row 6, total: note: ") for line in lines)
    (line,) = run("import", str(DATA / "empty.csv")).stderr.splitlines()[:1]
    assert line.startswith("empty.csv: file: error: ")


def test_open_question_stores_nothing_and_names_the_option() -> None:
    before = counts()
    result = run("import", str(DATA / "misspelt_municipality.csv"))
    assert result.exit_code == 1
    assert "add --yes to confirm them" in result.stderr
    assert counts() == before
    assert run("import", str(DATA / "misspelt_municipality.csv"), "--yes").exit_code == 0
    assert counts() != before


def test_dry_run_tells_and_stores_nothing() -> None:
    before = counts()
    result = run("import", str(DATA / "good.csv"), "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "5 new, 0 corrections; nothing was stored.\n")
    assert counts() == before


def test_missing_file_is_told(tmp_path: Path) -> None:
    result = run("import", str(tmp_path / "nowhere.csv"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be read: No such file or directory" in result.stderr


def test_conflict_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def conflicting(*_arguments: object, **_values: object) -> None:
        raise Conflict("Somebody was first.")

    monkeypatch.setattr(imports, "store", conflicting)
    result = run("import", str(DATA / "good.csv"))
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, "Somebody was first.")
