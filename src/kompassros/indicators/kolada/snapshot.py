"""Keeping Kolada's whole catalogue as files, each as one page of its interface, version 3."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from kompassros.indicators.kolada.client import KoladaClient
from kompassros.indicators.kolada.entries import Entry
from kompassros.indicators.kolada.folder import write_whole


def save_catalogue(
    *, client: KoladaClient, folder: Path, workplaces: bool, progress: Callable[[int, int], None]
) -> dict[str, int]:
    """Save indicators, municipalities and the groups of both, and return how many of each came, by file name.

    ``workplaces``: the organisational units too. Fields that are not known here are kept. A file is written when all
    its pages have come, in the place of one that is there.
    """
    lists: dict[str, Iterable[Entry]] = {
        "kpi.json": client.kpis(),
        "kpi_groups.json": client.kpi_groups(),
        "municipality.json": client.municipalities(),
        "municipality_groups.json": client.municipality_groups(),
    }
    if workplaces:
        lists["ou.json"] = client.workplaces()
    counts = {}
    for done, (name, entries) in enumerate(lists.items(), start=1):
        counts[name] = _save(folder / name, entries)
        progress(done, len(lists))
    return counts


def _save(target: Path, entries: Iterable[Entry]) -> int:
    values = [entry.model_dump(mode="json") for entry in entries]
    page = {"values": values, "count": len(values), "next_url": None, "previous_url": None}
    write_whole(target, json.dumps(page, ensure_ascii=False).encode())
    return len(values)
