"""`kompassros report kkik`: one file or one for each municipality, whole or not there."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from kompassros.cli.commands import app
from kompassros.statistics.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["report", "kkik", *words, "--country", "XX", "--year", "2024"])


def test_report_of_a_unit_is_written_as_pdf_in_the_language(tmp_path: Path) -> None:
    done = run("M007", "--out", str(tmp_path / "new" / "one.pdf"), "--language", "en")
    assert done.exit_code == 0, done.output
    text = PdfReader(tmp_path / "new" / "one.pdf").pages[0].extract_text()
    assert "Kommun 007: results 2024" in text
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["one.pdf"]


@pytest.mark.parametrize("ending", ["docx", "odt", "pptx", "xlsx"])
def test_formats_are_what_they_are_called(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"one.{ending}"
    assert run("M007", "--out", str(out), "--format", ending).exit_code == 0
    names = zipfile.ZipFile(io.BytesIO(out.read_bytes())).namelist()
    assert {"docx": "word/document.xml", "odt": "content.xml", "pptx": "ppt/presentation.xml"}.get(
        ending, "xl/workbook.xml"
    ) in names


def test_sign_rule_and_set_are_followed(tmp_path: Path) -> None:
    out = tmp_path / "one.json"
    done = run("m007", "--out", str(out), "--format", "json", "--sign-rule", "against-mean", "--set", "kkik-2024")
    assert done.exit_code == 0, done.output
    told = json.loads(out.read_bytes())
    assert (told["sign_rule"]["rule"], told["set"]["key"], len(told["results"])) == ("against_mean", "kkik-2024", 40)


def test_all_writes_a_file_for_each_municipality(tmp_path: Path) -> None:
    few = Unit.objects.filter(country="XX").order_by("code").values_list("code", flat=True)[:3]
    Unit.objects.filter(country="XX").exclude(code__in=list(few)).update(
        unit_class_id=Unit.objects.exclude(country="XX").values_list("unit_class_id", flat=True)[0]
    )
    done = run("--all", "--out", str(tmp_path / "all"), "--format", "json", "--language", "nb")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == [
        f"m00{number}-kkik-2024-2024-figures-nb.json" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name one unit, or write --all."),
        (("M007", "--all"), "Name one unit, or write --all."),
        (("M999",), "There is no unit M999 in XX."),
        (("M007", "--set", "nothing"), "There is no set nothing. There are: kkik-"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = run(*words, "--out", str(tmp_path / "one.pdf"))
    assert (done.exit_code, said in done.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_folder_is_no_file(tmp_path: Path) -> None:
    done = run("M007", "--out", str(tmp_path))
    assert (done.exit_code, "is a folder" in done.output) == (1, True)


def test_file_that_cannot_be_put_in_place_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    done = run("M007", "--out", str(tmp_path / "one.json"), "--format", "json")
    assert (done.exit_code, "No space left on device" in done.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_year_before_every_set_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["report", "kkik", "M007", "--country", "XX", "--year", "2001", "--out", str(tmp_path / "one.pdf")]
    )
    assert (done.exit_code, "No set is as old as 2001" in done.output) == (1, True)
