"""Commands about the catalogue of indicators."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kompassros.cli.commands import app
from kompassros.indicators.models import Indicator
from tests.indicators.catalogue_cases import FIRST, kpi

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["indicator", *words])


def saved(folder: Path, name: str, *rows: dict[str, object]) -> Path:
    path = folder / name
    path.write_text(json.dumps({"values": rows}), encoding="utf-8")
    return path


@pytest.mark.parametrize("words", [["förskola", "inskrivet"], ["FORSKOLA inskrivet"]])
def test_list_finds_words_whatever_their_case_and_accents(words: list[str]) -> None:
    found = json.loads(run("list", *words, "--format", "json").stdout)
    assert {
        "code": "N11008",
        "title": "Kostnad förskola, kr/inskrivet barn",
        "unit": "kr/inskrivet barn",
    }.items() <= next(row for row in found if row["code"] == "N11008").items()


def test_list_of_a_set_has_its_measures_in_order() -> None:
    rows = list(csv.DictReader(io.StringIO(run("list", "--set", "kkik-2024", "--format", "csv").stdout)))
    assert len(rows) == 40
    assert [row["code"] for row in rows[:2]] == ["N00640", "N00647"]
    assert {row["code"]: row["direction"] for row in rows}["U31402"] == "low"


def test_list_as_json_holds_all_and_a_table_says_how_many_more_there_are() -> None:
    assert len(json.loads(run("list", "--format", "json").stdout)) == 6099 + 30
    shown = run("list", "--limit", "3")
    assert "Indicators: 6129" in shown.stdout
    assert "6126 more" in shown.stderr


def test_list_of_an_unknown_set_names_those_there_are() -> None:
    refused = run("list", "--set", "kkik-1999")
    assert refused.exit_code == 1
    assert "kkik-2024" in refused.output


def test_show_tells_what_holds_and_what_was_corrected() -> None:
    record = json.loads(run("show", "n15428", "--format", "json").stdout)
    assert (record["unit"], record["direction"], record["breaks"][0]["period"]) == ("%", "high", 2012)
    assert "direction" in record["corrected"]
    assert {"code": "GKPI118", "title": "Kommunens kvalitet i korthet (KKiK) - alla mått"} in record["groups"]
    assert "Elever i åk 9" in run("show", "N15428").stdout


def test_show_of_an_unknown_code_is_told_in_a_sentence() -> None:
    refused = run("show", "N00000")
    assert refused.exit_code == 1
    assert "no indicator N00000" in refused.output


def test_import_of_a_file_and_again_and_with_another_title(tmp_path: Path) -> None:
    first = run("import", str(saved(tmp_path, "kpi.json", kpi())), "--part")
    again = run("import", str(tmp_path / "kpi.json"), "--part")
    renamed = run("import", str(saved(tmp_path, "kpi.json", kpi(title="Nytt, kr/inv"))), "--part")
    assert [result.exit_code for result in (first, again, renamed)] == [0, 0, 0]
    assert "indicators (kpi.json): 1 added." in first.stdout
    assert "1 unchanged." in again.stdout
    assert f"{FIRST} renamed: “Provmått, andel (%)” is now “Nytt, kr/inv”" in renamed.stdout


def test_import_of_a_folder_takes_what_it_knows_and_names_the_rest(tmp_path: Path) -> None:
    saved(tmp_path, "kpi.json", kpi())
    saved(tmp_path, "values.json", {"kpi": FIRST})
    (tmp_path / "README.md").write_text("no catalogue", encoding="utf-8")
    result = run("import", str(tmp_path), "--part")
    assert result.exit_code == 0
    assert "values.json: holds no indicators" in result.stderr
    assert Indicator.objects.filter(code=FIRST).exists()


def test_import_with_an_error_names_file_row_and_field(tmp_path: Path) -> None:
    refused = run("import", str(saved(tmp_path, "kpi.json", kpi(), kpi("N99002", title=""))), "--part")
    assert refused.exit_code == 1
    assert "kpi.json: row 2, title: error:" in refused.stderr
    assert not Indicator.objects.filter(code=FIRST).exists()


def test_import_that_would_mark_most_as_vanished_asks_first(tmp_path: Path) -> None:
    asked = run("import", str(saved(tmp_path, "kpi.json", kpi())))
    assert asked.exit_code == 1
    assert "6099 indicators are not in the file" in asked.stderr
    assert not Indicator.objects.filter(code=FIRST).exists()


def test_dry_run_keeps_nothing(tmp_path: Path) -> None:
    tried = run("import", str(saved(tmp_path, "kpi.json", kpi())), "--part", "--dry-run")
    assert tried.exit_code == 0
    assert "1 added" in tried.stdout
    assert not Indicator.objects.filter(code=FIRST).exists()


def test_import_of_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    refused = run("import", str(tmp_path / "none.json"))
    assert refused.exit_code == 1
    assert "cannot be read" in refused.output
