"""A council's card and a unit's, each with a goal and two indicators; the workbook of them, changed by hand."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from kompassros.methods.direction import Direction
from kompassros.methods.printed_figures import read_target
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.bulk.columns import HEADS
from kompassros.steering.bulk.scope import Scope
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent
from kompassros.steering.goals.indicator_services import add_indicator
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.conftest import Bodies

Sign = Callable[[Role, Organisation], Client]


@pytest.fixture
def indicators(
    bodies: Bodies, draft: SteeringPlan, card_of: Callable[[Organisation], Any]
) -> dict[str, IndicatorEdition]:
    """The indicators by their titles."""
    found = {}
    for body, goal, titles in (
        (bodies.municipality, "Friska", ("Sjukfrånvaro", "Heltid")),
        (bodies.units[0], "Trygga", ("Trygghet", "Trivsel")),
    ):
        edition = add_goal(card=card_of(body), content=GoalContent(goal, perspective="staff"), person=None)
        for title in titles:
            target = TargetContent("80 %", read_target("80 %", Direction.HIGH).target)
            content = IndicatorContent(title, unit="%", direction="high", target=target)
            found[title] = add_indicator(goal=edition, content=content, person=None)
    return found


@pytest.fixture
def scope(draft: SteeringPlan, indicators: dict[str, IndicatorEdition]) -> Scope:
    return Scope(draft)


@pytest.fixture
def signed_in(person_with: Callable[[Role, Any], Person], client: Client) -> Sign:
    def sign(role: Role, organisation: Organisation) -> Client:
        person = person_with(role, organisation)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


def changed(data: bytes, *cells: tuple[int, str, Any], without: str = "") -> bytes:
    """Return a workbook with other cells: (number of the indicator from 0, key of the column, value)."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    keys = list(HEADS)
    for number, key, value in cells:
        sheet.cell(row=3 + number, column=keys.index(key) + 1).value = value
    if without:
        sheet.cell(row=1, column=keys.index(without) + 1, value="x")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
