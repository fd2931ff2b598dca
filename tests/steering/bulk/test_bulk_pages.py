"""The pages on which several goals and indicators are changed at once."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kompassros.organisations.roles import Role
from kompassros.steering.bulk.scope import Scope
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.plans.services import adopt_plan
from tests.steering.bulk.conftest import Sign, changed
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(signed_in: Sign, bodies: Bodies) -> Client:
    return signed_in(Role.COORDINATOR, bodies.municipality)


def shown(response: Any) -> str:
    return unescape(response.content.decode())


def content_of(page: str) -> str:
    (content,) = re.findall(r'name="content" value="([^"]+)"', page)
    return str(content)


def of_lovhult(model: Any) -> Any:
    return model._base_manager.filter(plan__organisation__name="Lövhult")


def values(title: str) -> tuple[str, int | None]:
    found = of_lovhult(IndicatorEdition).get(title=title)
    return found.responsible, found.measured_in


def test_workbook_is_taken_out_looked_over_and_stored_once(leader: Client, scope: Scope) -> None:
    data = leader.get(scope.address("bulk_file"))
    assert data.headers["Content-Disposition"].startswith("attachment")
    sent = {"file": SimpleUploadedFile("x.xlsx", changed(data.content, (0, "responsible", "HR"))), "decision": ""}
    page = shown(leader.post(scope.address(), sent))
    assert "L3" in page
    assert values("Sjukfrånvaro") == ("", None)
    form = {"content": content_of(page), "request_id": str(uuid4()), "version": scope.plan.version}
    for _time in range(2):
        done = leader.post(scope.address("bulk_store"), form, follow=True)
        assert "Everything that you looked over is stored." in shown(done)
    assert values("Sjukfrånvaro") == ("HR", None)
    again = leader.post(scope.address("bulk_store"), form | {"request_id": str(uuid4())}, follow=True)
    assert "Everything that you looked over is stored." in shown(again)
    assert of_lovhult(IndicatorEdition).get(title="Sjukfrånvaro").version == 2


def test_wrong_workbook_says_why_and_offers_no_button(leader: Client, scope: Scope) -> None:
    data = changed(leader.get(scope.address("bulk_file")).content, (0, "measured_in", 13), (1, "responsible", "HR"))
    page = shown(leader.post(scope.address(), {"file": SimpleUploadedFile("x.xlsx", data)}))
    assert "<b>Indicators, row 3, J:</b> Give a whole number from 1 to 12." in page
    assert "Store all of it" not in page
    page = shown(leader.post(scope.address(), {"file": SimpleUploadedFile("x.xlsx", b"")}))
    assert "The file is empty." in page


def test_chosen_goals_and_indicators_get_the_same(
    leader: Client, scope: Scope, indicators: dict[str, IndicatorEdition]
) -> None:
    goal = of_lovhult(GoalEdition).get(title="Friska")
    chosen = [indicators["Heltid"].pk, indicators["Trygghet"].pk]
    sent = {"goals": [goal.pk], "indicators": chosen, "responsible": "HR", "measured_in": "3", "perspective": "users"}
    page = shown(leader.post(scope.address("bulk_chosen"), sent))
    for words in ("Heltid", "Trygghet", "March", "Users", "Store all of it"):
        assert words in page
    form = {"content": content_of(page), "request_id": str(uuid4()), "version": scope.plan.version}
    leader.post(scope.address("bulk_store"), form)
    assert [values(title) for title in ("Heltid", "Trygghet", "Sjukfrånvaro")] == [("HR", 3), ("HR", 3), ("", None)]
    goal.refresh_from_db()
    assert (goal.responsible, goal.perspective) == ("HR", "users")


def test_nothing_chosen_and_no_decision_are_told(leader: Client, scope: Scope) -> None:
    adopt_plan(plan=scope.plan, decision="KF § 1", on=date(2025, 11, 20), person=None)
    page = shown(leader.post(scope.address("bulk_chosen"), {"responsible": "HR"}))
    assert "Choose goals or indicators, and what they shall have." in page
    goal = of_lovhult(GoalEdition).get(title="Friska")
    page = shown(leader.post(scope.address("bulk_chosen"), {"goals": [goal.pk], "responsible": "HR"}))
    assert "Lövhult belongs to an adopted plan." in page
    assert "Store all of it" not in page


def test_what_was_changed_meanwhile_is_not_stored(
    leader: Client, scope: Scope, indicators: dict[str, IndicatorEdition]
) -> None:
    sent = {"indicators": [one.pk for one in indicators.values()], "responsible": "HR"}
    page = shown(leader.post(scope.address("bulk_chosen"), sent))
    IndicatorEdition._base_manager.filter(pk=indicators["Trivsel"].pk).update(version=9)
    form = {"content": content_of(page), "request_id": str(uuid4()), "version": scope.plan.version}
    told = shown(leader.post(scope.address("bulk_store"), form, follow=True))
    assert "Something was changed after you looked it over." in told
    assert [values(title)[0] for title in indicators] == [""] * 4
    told = shown(leader.post(scope.address("bulk_store"), form | {"content": "x"}, follow=True))
    assert "What was looked over is no longer valid." in told


def test_manager_changes_the_own_card_alone(signed_in: Sign, bodies: Bodies, scope: Scope) -> None:
    client = signed_in(Role.UNIT_MANAGER, bodies.units[0])
    assert client.get(scope.address()).status_code == 403
    own, other = (
        reverse("steering:card_bulk", args=[bodies.municipality.key, YEAR, body.key])
        for body in (bodies.units[0], bodies.municipality)
    )
    page = shown(client.get(own))
    assert "Trygghet" in page
    assert "Sjukfrånvaro" not in page
    assert client.get(other).status_code == 403
    chosen = {
        "indicators": [of_lovhult(IndicatorEdition).get(title="Sjukfrånvaro").pk],
        "responsible": "HR",
    }
    assert "Store all of it" not in shown(client.post(f"{own}chosen/", chosen))
    assert client.get(f"{own}chosen/").headers["Location"] == own


def test_page_takes_as_many_queries_however_many_stand_there(
    leader: Client, scope: Scope, indicators: dict[str, IndicatorEdition], django_assert_max_num_queries: Any
) -> None:
    leader.get(scope.address())
    with django_assert_max_num_queries(14):
        leader.get(scope.address())
