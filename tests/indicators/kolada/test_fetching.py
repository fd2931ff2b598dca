"""Fetching part by part: what the files hold, what the report says, and going on after a stop or a kill."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kompassros.indicators.kolada import folder as folders
from kompassros.indicators.kolada.chunks import Question, ask, plan
from kompassros.indicators.kolada.client import KoladaClient
from kompassros.indicators.kolada.fetching import FetchReport, fetch
from kompassros.indicators.kolada.folder import choose, existing, opened
from kompassros.indicators.models import Indicator, IndicatorVersion
from kompassros.records.errors import DomainError
from kompassros.statistics.values import Status
from tests.indicators.kolada.conftest import quick_client
from tests.indicators.kolada.fake_kolada import Kolada, data_value, kpi, refuse, value_of

Run = Callable[..., FetchReport]
pytestmark = pytest.mark.django_db
CODES = [f"N98{number:03d}" for number in range(30)]
FIRST = ",".join(CODES[:25])
LAST = ",".join(CODES[25:])
SCRIPT = """
import sys
from pathlib import Path
import django
django.setup()
from kompassros.indicators.kolada.fetching import fetch
from tests.indicators.kolada.conftest import quick_client
with quick_client(sys.argv[1]) as client:
    fetch(client=client, codes=sys.argv[3].split(","), from_year=2015, to_year=2024, folder=Path(sys.argv[2]),
          progress=lambda done, total: None)
"""


def no_progress(_done: int, _total: int) -> None:
    """Nobody looks."""


@pytest.fixture
def run(kolada: Kolada, client: KoladaClient, tmp_path: Path) -> Run:
    def run(codes: list[str], **other: Any) -> FetchReport:
        wanted = {"from_year": 2024, "to_year": 2024, "folder": tmp_path / "fetch", "progress": no_progress} | other
        return fetch(client=client, codes=codes, **wanted)

    return run


def rows(folder: Path, name: str = "municipality-00001.parquet") -> list[dict[str, Any]]:
    return pq.read_table(folder / name).to_pylist()


def all_rows(folder: Path) -> list[dict[str, Any]]:
    there = existing(folder)
    return [row for chunk in there.chunks for row in there.read(chunk).to_pylist()]


def test_values_stand_in_a_file_with_their_statuses(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.kpis["N98001"] = kpi("N98001", by_gender=True)
    kolada.data["N98001", "1280", 2024] = [data_value("T", None, status="Missing")]
    kolada.data["N98001", "1480", 2024] = [data_value("T", None, deleted=True), data_value("K", 2.5, status="Odd")]
    report = run(["N98001"])
    table = pq.read_table(tmp_path / "fetch" / "municipality-00001.parquet")
    assert [(field.name, str(field.type)) for field in table.schema] == [
        ("kpi", "string"),
        ("municipality", "string"),
        ("period", "int32"),
        ("gender", "int8"),
        ("value", "double"),
        ("status", "int8"),
        ("count", "int32"),
    ]
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        *[("N98001", "0180", 2024, g, value_of("N98001", "0180", 2024, "TKM"[g]), Status.PRESENT, 1) for g in range(3)],
        ("N98001", "1280", 2024, 0, None, Status.MISSING, 1),
        ("N98001", "1480", 2024, 0, None, Status.DELETED, 1),
        ("N98001", "1480", 2024, 1, None, Status.MISSING, 1),
    ]
    assert (report.rows, report.unread, report.without_values) == (6, {"Odd": 1}, ())


def test_a_question_is_cut_into_25_indicators_and_five_years() -> None:
    question = ask(base_url="https://x", codes=[*CODES, CODES[0]], from_year=2010, to_year=2021, workplaces=False)
    parts = plan(question)
    assert [(len(part.kpis), part.years[0], part.years[-1]) for part in parts] == [
        (kpis, *years) for kpis in (25, 5) for years in ((2010, 2014), (2015, 2019), (2020, 2021))
    ]
    assert len({part.file for part in parts}) == 6


@pytest.mark.parametrize(("first", "last"), [(2025, 2024), (999, 2024), (2024, 10_000)])
def test_years_that_cannot_be_are_refused(run: Run, first: int, last: int) -> None:
    with pytest.raises(DomainError, match=f"The years {first} to {last} cannot be fetched"):
        run(["N98001"], from_year=first, to_year=last)


def test_nothing_is_not_fetched(run: Run) -> None:
    with pytest.raises(DomainError, match="Say which indicators"):
        run([])


def test_report_tells_what_did_not_come_as_expected(kolada: Kolada, run: Run) -> None:
    def known(code: str, title: str, told: str | None = None) -> None:
        indicator = Indicator.objects.create(code=code, title=title, search_key="")
        for day, given in (("2025-01-01", "Before that"), ("2026-01-01", told)) if told else ():
            IndicatorVersion.objects.create(indicator=indicator, seen_on=day, source="Kolada", entry={"title": given})

    known("N98001", "As it  is ")
    known("N98002", "As it was")
    known("N98003", "Corrected by hand", told="As Kolada had it")
    known("N98004", "Corrected by hand", told="As Kolada has it")
    known("N98005", "Retired")
    for code, title in (
        ("N98001", "As it is"),
        ("N98002", "As it is now"),
        ("N98003", "As Kolada has it"),
        ("N98004", "As Kolada has it"),
        ("N98006", "New"),
    ):
        kolada.kpis[code] = kpi(code, title)
    kolada.data |= {
        ("N98001", town, 2024): [data_value("T", None, status="Missing")] for town in ("0180", "1280", "1480")
    }
    kolada.without_data.add("N98002")
    report = run(["N98006", "N98005", "N98004", "N98003", "N98002", "N98001"])
    assert report.renamed == {
        "N98003": ("As Kolada had it", "As Kolada has it"),
        "N98002": ("As it was", "As it is now"),
    }
    assert report.unknown == ("N98006",)
    assert report.vanished == ("N98005",)
    assert report.without_values == ("N98005", "N98002", "N98001")
    assert report.rows == 4 * 3


def test_values_that_come_twice_are_kept_once(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.add("N98001")
    kolada.data["N98001", "0180", 2024] = [data_value("T", 1.0), data_value("T", 2.0)]
    report = run(["N98001"])
    assert (report.rows, report.repeated) == (3, 1)
    assert [row["value"] for row in rows(tmp_path / "fetch") if row["municipality"] == "0180"] == [2.0]


def test_workplaces_are_fetched_too_a_year_at_a_time(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.add("N98001")
    report = run(["N98001"], from_year=2023, workplaces=True)
    assert (report.rows, report.parts) == (3 * 2 * 2, 3)
    assert [row["ou"] for row in rows(tmp_path / "fetch", "ou-00002.parquet")] == ["V15E0180", "V15E1280", "V15E1480"]
    assert kolada.data_requests() == [
        "/v3/data/kpi/N98001/year/2023,2024",
        "/v3/oudata/kpi/N98001/year/2023",
        "/v3/oudata/kpi/N98001/year/2024",
    ]


def test_parts_that_have_come_are_not_asked_for_again(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.add(*CODES)
    seen: list[tuple[int, int]] = []
    kolada.faults = [lambda _handler: False] * 4 + [refuse(404)]
    with pytest.raises(DomainError, match="There is nothing at"):
        run(CODES, from_year=2015, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 4), (1, 4), (2, 4)]
    kolada.asked.clear()
    report = run(CODES, from_year=2015)
    assert kolada.data_requests() == [
        f"/v3/data/kpi/{LAST}/year/2015,2016,2017,2018,2019",
        f"/v3/data/kpi/{LAST}/year/2020,2021,2022,2023,2024",
    ]
    assert (report.parts, report.parts_before, report.rows) == (4, 2, 30 * 10 * 3)
    kolada.asked.clear()
    assert run(CODES, from_year=2015).parts_before == 4
    assert kolada.data_requests() == []


def test_a_fetch_that_was_killed_goes_on_where_it_stopped(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    """Killed while the second page of the third part is on its way."""
    kolada.add(*CODES)
    kolada.page_size = 40
    kolada.stall_at = f"{LAST}/year/2015,2016,2017,2018,2019?per_page=5000&page=2"
    killed = tmp_path / "killed"
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, kolada.url, str(killed), ",".join(CODES)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "kompassros.settings"},
        cwd=Path(__file__).parents[3],
    )
    try:
        assert kolada.stalled.wait(60), "The fetch never came to its third part."
        process.send_signal(signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
    finally:
        process.kill()
        kolada.go_on.set()
    assert sorted(path.name for path in killed.iterdir()) == [
        "fetch.json",
        "fetch.lock",
        "municipality-00001.parquet",
        "municipality-00002.parquet",
    ]
    kolada.stall_at = ""
    kolada.asked.clear()
    report = run(CODES, from_year=2015, folder=killed)
    assert report.parts_before == 2
    assert not any(FIRST in path for path in kolada.data_requests())
    run(CODES, from_year=2015, folder=tmp_path / "whole")
    assert all_rows(killed) == all_rows(tmp_path / "whole")
    assert report.rows == len(all_rows(killed)) == 30 * 10 * 3


def test_half_a_file_is_no_part_and_is_asked_for_again(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.add("N98001")
    run(["N98001"])
    whole = tmp_path / "fetch" / "municipality-00001.parquet"
    before = rows(tmp_path / "fetch")
    whole.write_bytes(whole.read_bytes()[:-40])
    assert len(existing(tmp_path / "fetch").missing()) == 1
    assert run(["N98001"]).parts_before == 0
    assert rows(tmp_path / "fetch") == before


def test_the_file_of_another_part_is_no_part(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.add("N98001")
    run(["N98001"], from_year=2015)
    folder = tmp_path / "fetch"
    (folder / "municipality-00002.parquet").write_bytes((folder / "municipality-00001.parquet").read_bytes())
    assert [chunk.years[0] for chunk in existing(folder).missing()] == [2020]


@pytest.mark.parametrize("other", [{"from_year": 2023}, {"workplaces": True}, {"codes": ["N98001", "N98002"]}])
def test_another_question_in_the_same_folder_is_refused(kolada: Kolada, run: Run, other: dict[str, Any]) -> None:
    kolada.add("N98001")
    run(["N98001"])
    kolada.asked.clear()
    with pytest.raises(DomainError, match="holds what was fetched for another question"):
        run(**({"codes": ["N98001"]} | other))
    assert kolada.asked == []


def test_another_address_in_the_same_folder_is_refused(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.add("N98001")
    run(["N98001"])
    with (
        quick_client(kolada.url.replace("127.0.0.1", "localhost")) as other,
        pytest.raises(DomainError, match="for another question"),
    ):
        fetch(
            client=other,
            codes=["N98001"],
            from_year=2024,
            to_year=2024,
            folder=tmp_path / "fetch",
            progress=no_progress,
        )


def test_two_fetches_at_once_in_a_folder_are_refused(run: Run, kolada: Kolada, tmp_path: Path) -> None:
    kolada.add("N98001")
    question = ask(base_url=kolada.url, codes=["N98001"], from_year=2024, to_year=2024, workplaces=False)
    with opened(tmp_path / "fetch", question), pytest.raises(DomainError, match="Another fetch is writing"):
        run(["N98001"])
    assert run(["N98001"]).rows == 3


def test_what_is_stored_is_not_fetched_into(kolada: Kolada, run: Run, tmp_path: Path) -> None:
    kolada.add("N98001")
    run(["N98001"])
    existing(tmp_path / "fetch").mark_stored()
    with pytest.raises(DomainError, match="is stored already"):
        run(["N98001"])


def test_a_stopped_fetch_is_chosen_and_else_a_new_folder_named_by_the_day(
    tmp_path: Path, set_clock: Callable[[str], None]
) -> None:
    set_clock("2026-11-20T12:00:00+01:00")
    question = Question(base_url="https://x", kpis=("N98001",), from_year=2024, to_year=2024)
    other = question.model_copy(update={"to_year": 2025})
    first = choose(tmp_path, question)
    assert first == tmp_path / "2026-11-20-1"
    with opened(first, question):
        pass
    assert choose(tmp_path, question) == first
    assert choose(tmp_path, other) == tmp_path / "2026-11-20-2"
    existing(first).mark_stored()
    assert choose(tmp_path, question) == tmp_path / "2026-11-20-2"


def test_the_manifest_says_what_was_asked_and_when(
    kolada: Kolada, run: Run, tmp_path: Path, set_clock: Callable[[str], None]
) -> None:
    set_clock("2026-11-20T12:00:00+00:00")
    kolada.add("N98001")
    run(["N98001"])
    assert json.loads((tmp_path / "fetch" / "fetch.json").read_text()) == {
        "source": "Kolada",
        "question": {
            "base_url": kolada.url,
            "kpis": ["N98001"],
            "from_year": 2024,
            "to_year": 2024,
            "workplaces": False,
        },
        "began_at": "2026-11-20T12:00:00Z",
        "stored_at": None,
    }


def test_a_manifest_that_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fetch").mkdir()
    (tmp_path / "fetch" / "fetch.json").write_text("{")
    with pytest.raises(DomainError, match=r"fetch\.json cannot be read"):
        run(["N98001"])


def test_a_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DomainError, match="cannot be written: Not a directory"):
        run(["N98001"], folder=tmp_path / "file" / "fetch")


def test_a_full_disk_is_told_and_leaves_no_part(
    kolada: Kolada, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kolada.add("N98001")

    def no_room(_table: object, path: Path, **_options: object) -> None:
        path.write_bytes(b"PAR1")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(folders.pq, "write_table", no_room)
        with pytest.raises(DomainError, match="cannot be written: No space left on device"):
            run(["N98001"])
    assert not (tmp_path / "fetch" / "municipality-00001.parquet").exists()
    assert run(["N98001"]).rows == 3
