"""The plan of the reporting periods, with everything that can follow a reorganisation."""

from datetime import date

import pytest

from kompassros.records import clock
from tests.steering.conftest import YEAR
from tests.steering.periods.conftest import agreed, first, goals, periods, report_of

__all__ = ["agreed", "first", "goals", "periods", "report_of"]


@pytest.fixture
def in_summer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(YEAR, 6, 2))
