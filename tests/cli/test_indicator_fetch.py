"""`kompassros indicator fetch`: what it asks Kolada, what it says, and going on after it was stopped."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from click.testing import Result
from django.utils import translation
from typer.testing import CliRunner

from kompassros.cli.indicator_fetch import fetch
from kompassros.indicators.kolada import storing
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.statistics.making import Made
from kompassros.statistics.models import Dataset, Release, Unit, UnitClass
from tests.indicators.kolada.fake_kolada import MUNICIPALITIES, Kolada, as_usual, data_value, kpi, refuse, serving

pytestmark = pytest.mark.django_db
GROUPS = "1 in municipality_groups.json"
MEANING = "See whether it still measures the same."
APP = typer.Typer()
APP.command()(fetch)


@pytest.fixture(autouse=True)
def surroundings(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, a data folder of its own, no proxy, the units that have values, and no release really made."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(storing, "make_release", lambda **_arguments: Made(Release(number=7), True, 1, 2, 3))
    Dataset.objects.update(current=None)
    kind, _made = UnitClass.objects.get_or_create(
        key="SE-municipality", defaults={"number": 3, "country": "SE", "kind": "municipality"}
    )
    for code in MUNICIPALITIES:
        names = {"name": code, "unit_class": kind, "search_key": "", "sort_key": ""}
        Unit.objects.get_or_create(country="SE", code=code, defaults=names)
    for code in ("N98001", "N98002", "N98003"):
        Indicator.objects.create(code=code, title=kpi(code)["title"], search_key="")
    with translation.override("en"):
        yield


@pytest.fixture
def kolada() -> Iterator[Kolada]:
    with serving() as server:
        yield server


def run(kolada: Kolada, *arguments: str) -> Result:
    return CliRunner().invoke(APP, [*arguments, "--base-url", kolada.url])


def test_made_up_values_are_read_no_more_when_real_ones_came(kolada: Kolada, tmp_path: Path) -> None:
    Dataset.objects.filter(key="made-up").update(current=Release.objects.get(dataset__key="made-up"))
    kolada.add("N98001")
    done = run(kolada, "--kpi", "N98001", "--from", "2023", "--to", "2024", "--folder", str(tmp_path / "kept"))
    assert done.stdout.splitlines()[-1] == "The made-up values are read no more, now that there are real ones."
    assert Dataset.objects.get(key="made-up").current is None


def test_values_of_a_set_are_fetched_and_stored(kolada: Kolada, tmp_path: Path) -> None:
    kolada.add("N98001", "N98002")
    measures = MeasureSet.objects.create(key="of-a-test", title="Mått")
    for position, code in enumerate(["N98001", "N98002", ""]):
        Measure.objects.create(measure_set=measures, code=code, title=f"Mått {position}", position=position)
    done = run(kolada, "--set", "of-a-test", "--from", "2023", "--to", "2024", "--folder", str(tmp_path / "kept"))
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "Without a code at Kolada, so not fetched: Mått 2.",
            "12 values came, in 1 part.",
            "Release 7: 1 new, 2 other than before, 3 as before; 0 left out.",
        ],
    )
    assert kolada.data_requests() == ["/v3/data/kpi/N98001,N98002/year/2023,2024"]


def test_everything_that_did_not_come_as_expected_is_said(kolada: Kolada) -> None:
    kolada.add("N98001", "N98004")
    kolada.kpis["N98002"] = kpi("N98002", "Annat")
    kolada.data["N98001", "0180", 2024] = [data_value("T", 1.0, status="Odd"), data_value("T", 1.0)]
    codes = ["--kpi", "N98001", "--kpi", "N98002", "--kpi", "N98003", "--kpi", "N98004"]
    done = run(kolada, *codes, "--from", "2024", "--to", "2024")
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "9 values came, in 1 part.",
            "Without any value in these years: N98003.",
            "Not in the catalogue here: N98004.",
            "No longer in Kolada's catalogue: N98003.",
            f"N98002 has another title: “{kpi('N98002')['title']}” is now “Annat”. {MEANING}",
            "Taken as missing, as the status “Odd” is not known beside it: 1 value.",
            "Came more than once, and the last was kept: 1 value.",
            "The catalogue has no indicator N98004: 3 values were left out. Fetch the catalogue first.",
            "Release 7: 1 new, 2 other than before, 3 as before; 3 left out.",
        ],
    )


def test_the_same_command_goes_on_and_once_stored_begins_anew(kolada: Kolada, tmp_path: Path, set_clock: Any) -> None:
    set_clock("2026-11-20T12:00:00+01:00")
    kolada.add("N98001")
    kolada.faults = [as_usual, as_usual, refuse(410)]
    command = ("--kpi", "n98001", "--from", "2020")
    stopped = run(kolada, *command)
    assert stopped.exit_code == 1
    assert "This version of Kolada's interface is closed" in stopped.stderr
    assert f"What has come is kept in {tmp_path / 'kolada' / '2026-11-20-1'}; the same command goes" in stopped.stderr
    done = run(kolada, *command)
    assert "Of these, 1 part came before, in a fetch that began on 2026-11-20." in done.stdout
    anew = run(kolada, *command)
    assert "came before" not in anew.stdout
    assert sorted(path.name for path in (tmp_path / "kolada").iterdir()) == ["2026-11-20-1", "2026-11-20-2"]
    first, second = "2020,2021,2022,2023,2024", "2025,2026"
    asked = [path.rpartition("/")[2] for path in kolada.data_requests()]
    assert asked == [first, second, second, first, second]


def test_the_catalogue_is_saved(kolada: Kolada, tmp_path: Path) -> None:
    kolada.add("N98001")
    done = run(kolada, "--catalogue")
    assert done.exit_code == 0
    target = tmp_path / "kolada" / "catalogue"
    assert done.stdout.splitlines() == [
        f"Saved in {target}: 1 in kpi.json, 0 in kpi_groups.json, 3 in municipality.json, {GROUPS}.",
        f"See what it would change here: kompassros indicator import {target} --dry-run",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Say what to fetch"),
        (("--kpi", "N98001"), "Say from which year"),
        (("--set", "nothing", "--from", "2024"), "no set of measures “nothing”"),
        (("--kpi", "N98001", "--from", "2024", "--to", "2023"), "The years 2024 to 2023 cannot be fetched"),
    ],
)
def test_what_cannot_be_fetched_is_told(kolada: Kolada, arguments: tuple[str, ...], told: str) -> None:
    refused = run(kolada, *arguments)
    assert refused.exit_code == 1
    assert told in refused.stderr
    assert kolada.asked == []
