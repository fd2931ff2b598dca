"""Commands about organisations: finding, importing, the first administrator."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kompassros.cli.commands import app
from kompassros.organisations.models import Organisation, Person

pytestmark = pytest.mark.django_db
RUNNER = CliRunner()


@pytest.mark.parametrize("text", ["örebro", "OREBRO", "1880"])
def test_find_does_not_care_about_case_and_accents(text: str) -> None:
    found = json.loads(RUNNER.invoke(app, ["organisation", "find", text, "--format", "json"]).stdout)
    assert "orebro" in {entry["key"] for entry in found}


def test_administrator_is_made_and_may_import() -> None:
    made = RUNNER.invoke(app, ["organisation", "administrator", "Anna@Association.Example", "--name", "Anna"])
    assert made.exit_code == 0
    assert "Anna administers Sverige." in made.stdout
    anna = Person.objects.get(email="anna@association.example")
    assert not anna.has_usable_password()
    assert anna.has_perm("evaluations.import_results", Organisation.objects.get(key="sverige"))
    assert not anna.has_perm("evaluations.import_results", Organisation.objects.get(key="norge"))


def test_administrator_of_an_unknown_country_is_refused_in_a_sentence() -> None:
    refused = RUNNER.invoke(app, ["organisation", "administrator", "x@y.example", "--name", "X", "--country", "XX"])
    assert refused.exit_code == 1
    assert "XX" in refused.output
    assert not Person.objects.filter(email="x@y.example").exists()


def test_import_adds_and_the_second_time_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text(
        "key,country,kind,code,name,parent_code\nprovby,SE,municipality,X777,Provby,0001\n", encoding="utf-8"
    )
    first = RUNNER.invoke(app, ["organisation", "import", str(file)])
    second = RUNNER.invoke(app, ["organisation", "import", str(file)])
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.startswith("1 added")
    assert second.stdout.startswith("0 added, 1 known")


def test_import_with_an_error_stores_nothing_and_names_row_and_column(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        "key,country,kind,code,name\nprovby,SE,municipality,X777,Provby\nx,SE,planet,1,X\n", encoding="utf-8"
    )
    refused = RUNNER.invoke(app, ["organisation", "import", str(file)])
    assert refused.exit_code == 1
    assert "row 3, kind" in refused.output
    assert not Organisation.objects.filter(key="provby").exists()


def test_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    refused = RUNNER.invoke(app, ["organisation", "inhabitants", str(tmp_path / "none.csv")])
    assert refused.exit_code == 1
    assert "cannot be read" in refused.output
