"""A store of its own for each test, in which nothing is released yet, and `get("/values", indicator="N00945")`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kompassros.indicators import measure_values
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset
from kompassros.statistics.spans import span_of
from tests.api.statistics.world import make_catalogue, make_releases

Get = Callable[..., Any]
Refuse = Callable[..., tuple[int, str]]


@pytest.fixture
def store_folder(db: None, tmp_path: Path, settings: Any) -> Path:
    """What a process keeps goes by the numbers of releases, which the next test uses again."""
    settings.STATISTICS_DIR = tmp_path / "statistics"
    Dataset.objects.update(current=None)
    for kept in (reading.manifest_of, span_of, measure_values._read):
        kept.cache_clear()
    return tmp_path


@pytest.fixture
def catalogue(store_folder: Path) -> None:
    make_catalogue()


@pytest.fixture
def world(catalogue: None) -> None:
    make_releases()


@pytest.fixture
def get(client: Client) -> Get:
    def get(path: str, **query: object) -> Any:
        answer = client.get(f"/api/v1{path}", query)
        assert answer.status_code == 200, answer.content
        return answer.json() if "json" in answer["Content-Type"] else answer.content

    return get


@pytest.fixture
def refuse(client: Client) -> Refuse:
    def refuse(path: str, **query: object) -> tuple[int, str]:
        answer = client.get(f"/api/v1{path}", query)
        return answer.status_code, answer.json()["detail"]

    return refuse
