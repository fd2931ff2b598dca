"""`kompassros edition export|import`: files there and back, faults told line by line, nothing stored by half."""

from pathlib import Path

import pytest

from kompassros.instruments.exchange import canonical
from kompassros.instruments.files import read_file
from kompassros.instruments.models import Edition
from kompassros.instruments.workbook_writing import write_content
from kompassros.records.models import HistoryEntry
from tests.cli.running import runner
from tests.instruments.tiny import read, tiny, written

pytestmark = pytest.mark.django_db
run = runner("edition")


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_exported_edition_can_be_imported_again(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"own.{kind}"
    result = run("export", "kompassros-bedomningspunkter", "1", "--format", kind, "--output", file)
    assert (result.exit_code, result.stderr) == (0, "")
    stored = Edition.objects.get(instrument__key="kompassros-bedomningspunkter")
    assert canonical(read_file(file.read_bytes(), file=file.name)) == stored.content
    assert run("import", file).exit_code == 0
    assert Edition.objects.filter(instrument__key="kompassros-bedomningspunkter").count() == 1


def test_new_edition_is_stored_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "tiny.xlsx"
    file.write_bytes(write_content(canonical(read(tiny()))))
    result = run("import", file, "--why", "the board decided")
    assert (result.exit_code, result.stdout) == (0, "tiny 1.0, revision 1 is stored.\n")
    stored = Edition.objects.get(instrument__key="tiny")
    assert HistoryEntry.objects.get(subject_kind="edition", subject_key=stored.pk).why == "the board decided"


def test_dry_run_stores_nothing(tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_bytes(written(tiny()))
    result = run("import", file, "--dry-run")
    assert result.stdout == "tiny 1.0, revision 1: 2 areas, 4 criteria; nothing was stored.\n"
    assert not Edition.objects.filter(instrument__key="tiny").exists()


def test_faults_are_told_one_on_a_line(tmp_path: Path) -> None:
    content = canonical(read(tiny()))
    content["areas"][0]["questions"][0]["criteria"][1]["partly"]["nb"] = ""
    file = tmp_path / "tiny.xlsx"
    file.write_bytes(write_content(content))
    result = run("import", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "tiny.xlsx, sheet criteria, row 3, column partly_nb: the text is empty; write it",
        "Nothing was stored: mend the faults and import the file again.",
    ]


def test_other_content_under_a_stored_revision_is_refused(tmp_path: Path) -> None:
    for sources in (["one"], ["two"]):
        (tmp_path / "tiny.yaml").write_bytes(written(tiny(sources=sources)))
        result = run("import", tmp_path / "tiny.yaml")
    assert result.exit_code == 1
    assert "never changes" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "nothing", "1", "--output", "x.yaml"), "There is no edition nothing 1"),
        (("export", "kommunkompassen", "2.0", "--output", "/nowhere/x.yaml"), "cannot be written"),
        (("import", "/nowhere/x.yaml"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_ends_with_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
