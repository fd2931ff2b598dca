"""Kompassros's side of the measuring, in a process of its own: ``python -m benchmarks.statistics_own COMMAND ...``.

Works on the data folder named by the environment. Each command prints its figures as JSON.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.statistics_data import LAST_YEAR

MEASURES, YEARS = 40, 5
UNIT, MUNICIPALITIES = 17, 3


def set_up() -> None:
    """Make the database's tables."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def make(dataset_key: str, *files: str) -> dict[str, Any]:
    """Lay files of observations over a dataset, made where it is missing; seconds, and the peak of memory in MiB."""
    from kompassros.statistics.making import make_release
    from kompassros.statistics.models import Dataset

    Dataset.objects.get_or_create(key=dataset_key, defaults={"title": dataset_key, "source": "Benchmark", "rank": 50})
    began = time.perf_counter()
    made = make_release(dataset_key=dataset_key, observations=[Path(file) for file in files], note="Benchmark")
    seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "release": made.release.pk,
        "counts": [made.added, made.restated, made.unchanged],
    }


def repeat(dataset_key: str, target_key: str, times: str) -> dict[str, Any]:
    """Make a dataset that holds another's values ``times`` times over, each time as other indicators."""
    from kompassros.statistics import store
    from kompassros.statistics.making import _switch
    from kompassros.statistics.manifest import Manifest, Part
    from kompassros.statistics.models import Dataset

    source = Dataset.objects.select_related("current").get(key=dataset_key)
    target = Dataset.objects.create(key=target_key, title=target_key, source="Benchmark", rank=60)
    assert source.current is not None
    manifest: Manifest = source.current.read()
    step = max(manifest.numbers())
    parts: list[Part] = []
    with duckdb.connect(config=store.configuration()) as connection:
        for turn in range(int(times)):
            parts += [_shifted(connection, part, target_key, turn * step) for part in manifest.parts]
    release = _switch(target, Manifest(tuple(parts)), note="Benchmark", person=None)
    return {"rows": sum(part.values.rows for part in parts), "release": release.pk, "step": step}


def _shifted(connection: duckdb.DuckDBPyConnection, part: Any, target_key: str, offset: int) -> Any:
    """Write a part's files anew with other numbers of indicators."""
    from kompassros.statistics import store
    from kompassros.statistics.layout import write_rows
    from kompassros.statistics.manifest import Part, StoredFile

    def written(file: StoredFile, kind: str) -> StoredFile:
        name = f"{target_key}/{offset:08}-{file.name.partition('/')[2]}"
        target = store.folder_of(target_key) / name.partition("/")[2]
        rows = f"SELECT * REPLACE (indicator + {offset} AS indicator) FROM read_parquet('{store.path_of(file.name)}')"
        write_rows(connection, f"{rows} ORDER BY indicator, period, gender, unit_class", target, kind)
        return StoredFile(name, file.rows, "")

    ranges = tuple((first + offset, last + offset) for first, last in part.indicators)
    return Part(ranges, part.whole, written(part.values, "values"), written(part.cells, "cells"))


def read(release: str, indicators: str, runs: str) -> dict[str, list[float]]:
    """Read one unit's 40 measures of five years ``runs`` times: from the files, and again from what is kept; ms."""
    from kompassros.indicators import unit_values
    from kompassros.statistics import reading

    found: dict[str, list[float]] = {"files": [], "kept": []}
    years = range(LAST_YEAR - YEARS + 1, LAST_YEAR + 1)
    chance = random.Random(7)
    reading.current_releases = lambda: (int(release),)
    for turn in range(int(runs) + 1):
        chosen = sorted(chance.sample(range(1, int(indicators) + 1), MEASURES))
        for name in ("files", "kept"):
            began = time.perf_counter()
            rows = unit_values.unit_values(unit=UNIT, unit_class=MUNICIPALITIES, indicators=chosen, periods=years)
            if turn:
                found[name].append((time.perf_counter() - began) * 1000)
            assert len(rows.values) > MEASURES
    return found


COMMANDS: dict[str, Callable[..., Any]] = {"set-up": set_up, "make": make, "repeat": repeat, "read": read}


def main(command: str, *arguments: str) -> None:
    """Set Django up, do what is asked and print the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")
    import django

    django.setup()
    print(json.dumps(COMMANDS[command](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
