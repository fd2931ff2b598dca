"""`kompassros release compare`: two files, or a sentence and nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import typer
from django.utils import translation
from typer.testing import CliRunner

from kompassros.cli.release import compare_observations
from kompassros.statistics import spark
from kompassros.statistics.layout import table_of
from kompassros.statistics.values import Observation

APP = typer.Typer()
APP.command()(compare_observations)


@pytest.fixture(autouse=True)
def in_english(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    with translation.override("en"):
        yield


@pytest.fixture
def observations(tmp_path: Path) -> Path:
    path = tmp_path / "observations.parquet"
    pq.write_table(table_of([Observation(1, 2024, 0, unit, 3, float(unit)) for unit in (1, 2, 4)]), path)
    return path


def test_two_files_are_written_and_named(observations: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = CliRunner().invoke(APP, [str(observations), "--out", str(out)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"values: 3, {out / 'values.parquet'}\ncells: 1, {out / 'cells.parquet'}\n"
    assert pq.read_table(out / "cells.parquet")["median"].to_pylist() == [2.0]


def test_missing_spark_is_a_sentence(observations: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    out = tmp_path / "out"
    result = CliRunner().invoke(APP, [str(observations), "--out", str(out), "--engine", "spark"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("PySpark is missing. Install it")
    assert not out.exists()
