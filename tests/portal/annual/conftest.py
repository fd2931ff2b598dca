"""The made-up municipality of steering with a published report; the clock stands on the day of publication."""

from pathlib import Path
from typing import Any

import pytest

from tests.steering.conftest import bodies, draft, in_english, person_with, plan
from tests.steering.residents.conftest import now, report

__all__ = ["bodies", "draft", "in_english", "now", "person_with", "plan", "report"]


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.CHART_CACHE_DIR = tmp_path / "charts"
    settings.PUBLISHED_DIR = tmp_path / "published"
