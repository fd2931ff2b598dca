"""A clock that stands on the day of publication, and a report that residents may comment on."""

import pytest
from django.core.cache import cache

from kompassros.records import clock
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.writing.models import WrittenReport
from tests.steering.residents.reports import NOW, published_report


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def report(plan: SteeringPlan) -> WrittenReport:
    return published_report(plan)
