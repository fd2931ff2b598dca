from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kompassros.organisations.models import Person
from kompassros.records import clock
from kompassros.steering.auditing.kept import kept_plan
from kompassros.steering.goals.contents import TargetContent
from kompassros.steering.goals.indicator_services import change_indicator
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import SICK, indicator_of

pytestmark = pytest.mark.django_db
FIRST, LATER = date(2026, 3, 1), date(2026, 6, 16)


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    def set_day(day: date) -> None:
        monkeypatch.setattr(clock, "now", lambda: timezone.make_aware(datetime.combine(day, time(9))))

    set_day(FIRST)
    return set_day


@pytest.fixture
def changed(
    on_day: Callable[[date], None], agreed: SteeringPlan, goals: dict[str, GoalEdition], bodies: Bodies
) -> SteeringPlan:
    """The plan whose council target was changed on the later day."""
    on_day(LATER)
    goal = goals[bodies.municipality.key]
    goal.refresh_from_db()
    content = replace(SICK, target=TargetContent("< 8 %"))
    change_indicator(edition=indicator_of(goal), content=content, decision="KF § 90", person=None)
    return agreed


def test_plan_is_read_as_it_stood_on_each_day(changed: SteeringPlan, bodies: Bodies) -> None:
    before, after = kept_plan(changed, date(2026, 6, 15)), kept_plan(changed, LATER)
    own = [each for each in before.goals if each.body == bodies.municipality]
    assert [one.target for each in own for one in each.goal.indicators] == ["< 6 %; lowest acceptable: 7"]
    own = [each for each in after.goals if each.body == bodies.municipality]
    assert [one.target for each in own for one in each.goal.indicators] == ["< 8 %"]
    assert own[0].goal.decision == "KF § 90"
    assert (len(before.goals), len(after.goals)) == (8, 8)


def test_checksum_is_the_same_until_something_changes(changed: SteeringPlan) -> None:
    days = [FIRST, date(2026, 6, 15), LATER, date(2026, 12, 31)]
    first, before, after, last = (kept_plan(changed, day).sha256 for day in days)
    assert first == before
    assert after == last
    assert before != after


def test_day_before_everything_has_nothing(changed: SteeringPlan) -> None:
    kept = kept_plan(changed, date(2025, 1, 1))
    assert (list(kept.goals), kept.decision) == ([], "")


def test_one_card_is_read_alone(changed: SteeringPlan, bodies: Bodies) -> None:
    kept = kept_plan(changed, LATER, bodies.units[0].key)
    assert [each.body for each in kept.goals] == [bodies.units[0]]


def test_page_shows_a_day_and_gives_files(
    client: Client, changed: SteeringPlan, auditor: Person, bodies: Bodies
) -> None:
    address = reverse("steering:plan_kept", args=[bodies.municipality.key, YEAR])
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address, {"day": "2026-06-15"}, headers={"accept-language": "en"}).content.decode()
    assert len(queries) <= 10
    assert "Adopted by KF 2025-11-20 § 101." in page
    assert kept_plan(changed, date(2026, 6, 15)).sha256 in page
    asked = {"day": "2026-06-15", "format": "csv", "table": "kept"}
    told = client.get(address, asked, headers={"accept-language": "en"}).content.decode()
    assert told.count("< 6 %") == 8
    wrong = client.get(address, {"day": "någon gång"}, headers={"accept-language": "en"})
    assert "Choose a day." in wrong.content.decode()
