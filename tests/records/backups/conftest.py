"""An installation of a test's own: the demo's database, a copy of its files, a store of made-up files."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kompassros.records.backups import registry


@pytest.fixture
def data_dir(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its data folder, in which files and statistics are those that the demo's rows name; other folders are empty."""
    folder = tmp_path / "data"
    folder.mkdir()
    if Path(settings.MEDIA_ROOT).exists():
        shutil.copytree(settings.MEDIA_ROOT, folder / "files")
    if Path(settings.STATISTICS_DIR).exists():
        shutil.copytree(settings.STATISTICS_DIR, folder / "statistics", ignore=shutil.ignore_patterns(".*"))
    settings.DATA_DIR, settings.MEDIA_ROOT = folder, folder / "files"
    settings.STATISTICS_DIR = folder / "statistics"
    monkeypatch.setattr(registry, "_folders", dict(registry._folders))
    return folder


@pytest.fixture
def store(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A further folder that is backed up, under the key "store"."""
    place = data_dir / "store"
    (place / "kolada").mkdir(parents=True)
    (place / "kolada" / "a.parquet").write_bytes(b"old values")
    (place / "kolada" / "b.part").write_bytes(b"not finished")
    registry.register_folder("store", lambda: place, left_out=("*.part",))
    return place
