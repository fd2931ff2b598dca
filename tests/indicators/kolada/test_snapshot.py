"""Kolada's catalogue as files that the catalogue's import reads."""

import json
from pathlib import Path

import pytest

from kompassros.indicators.catalogue import Kind, recognise
from kompassros.indicators.kolada.client import KoladaClient
from kompassros.indicators.kolada.snapshot import save_catalogue
from kompassros.records.errors import DomainError
from kompassros.statistics.catalogue_files import parse_file
from tests.indicators.kolada.fake_kolada import MUNICIPALITIES, Kolada, as_usual, kpi, refuse


def save(
    client: KoladaClient, folder: Path, *, workplaces: bool = False
) -> tuple[dict[str, int], list[tuple[int, int]]]:
    seen: list[tuple[int, int]] = []
    counts = save_catalogue(
        client=client, folder=folder, workplaces=workplaces, progress=lambda done, total: seen.append((done, total))
    )
    return counts, seen


def test_the_catalogue_is_saved_with_all_its_fields(kolada: Kolada, client: KoladaClient, tmp_path: Path) -> None:
    kolada.kpis["N98001"] = kpi("N98001") | {"brand_new": {"a": 1}}
    kolada.add("N98002")
    kolada.page_size = 1
    counts, seen = save(client, tmp_path / "catalogue")
    assert counts == {
        "kpi.json": 2,
        "kpi_groups.json": 0,
        "municipality.json": len(MUNICIPALITIES),
        "municipality_groups.json": 1,
    }
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    page = json.loads((tmp_path / "catalogue" / "kpi.json").read_text(encoding="utf-8"))
    assert page == {"values": list(kolada.kpis.values()), "count": 2, "next_url": None, "previous_url": None}


def test_saved_files_are_read_by_the_import_of_the_catalogue(
    kolada: Kolada, client: KoladaClient, tmp_path: Path
) -> None:
    kolada.add("N98001")
    kolada.groups = [{"id": "GKPI1", "title": "Alla", "members": [{"member_id": "N98001", "member_title": "Ett"}]}]
    counts, _seen = save(client, tmp_path, workplaces=True)
    files = {name: parse_file((tmp_path / name).read_bytes(), name=name) for name in counts}
    assert {name: recognise(raw) for name, raw in files.items()} == {
        "kpi.json": Kind.INDICATORS,
        "kpi_groups.json": Kind.INDICATOR_GROUPS,
        "municipality.json": Kind.UNITS,
        "municipality_groups.json": Kind.UNIT_GROUPS,
        "ou.json": Kind.WORKPLACES,
    }
    assert all(raw.whole and len(raw.rows) == counts[name] for name, raw in files.items())


def test_a_list_that_does_not_come_leaves_the_file_as_it_was(
    kolada: Kolada, client: KoladaClient, tmp_path: Path
) -> None:
    kolada.add("N98001")
    save(client, tmp_path)
    before = (tmp_path / "kpi.json").read_bytes()
    kolada.add("N98002")
    kolada.page_size, kolada.faults = 1, [as_usual, refuse(404)]
    with pytest.raises(DomainError, match="There is nothing at"):
        save(client, tmp_path)
    assert (tmp_path / "kpi.json").read_bytes() == before
