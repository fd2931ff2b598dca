from datetime import timedelta
from typing import Any

import pytest

from kompassros.portal import publishing
from kompassros.portal.annual.coming import write_again_when_due
from kompassros.records import clock
from kompassros.records.models import Job
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.residents.reports import NOW, published_report


class NoProgress:
    """Stands for a job's progress where nobody looks."""

    def report(self, done: int, total: int) -> None:
        """Tell nobody."""


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch, settings: Any, now: None) -> None:
    settings.WRITE_PAGES = True
    monkeypatch.setattr(publishing, "addresses", lambda: iter(["/sv/glossary/"]))
    publishing.write_pages({}, NoProgress())  # type: ignore[arg-type]


def test_pages_are_made_anew_when_the_time_of_a_report_comes(
    plan: SteeringPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    published_report(plan, at=NOW + timedelta(hours=1))
    assert not write_again_when_due()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    assert write_again_when_due()
    assert not (publishing.folder() / "current").exists()
    assert Job.objects.filter(kind=publishing.JOB, state=Job.State.QUEUED).count() == 1
    assert not write_again_when_due()


def test_pages_written_after_a_report_came_stay(plan: SteeringPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    published_report(plan)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    publishing.write_pages({}, NoProgress())  # type: ignore[arg-type]
    assert not write_again_when_due()
    assert (publishing.folder() / "current").exists()
