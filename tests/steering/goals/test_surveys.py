"""A figure from a survey: its source kept as a printed text, small groups refused."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from kompassros.steering.goals.contents import GoalContent, IndicatorContent
from kompassros.steering.goals.indicator_services import add_indicator
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.services import add_goal
from kompassros.steering.goals.surveys import Survey, read_survey, say_source
from tests.steering.conftest import Bodies

NAME = "Medarbetarenkät 2026"
RATES = st.none() | st.integers(1, 1000).map(lambda tenths: Decimal(tenths) / 10)


def test_survey_is_printed_and_read_back() -> None:
    survey = Survey(NAME, 34, Decimal("68.4"))
    assert survey.printed() == "Medarbetarenkät 2026; n = 34; 68.4 %; min 5"
    assert read_survey(survey.printed()) == survey
    assert Survey(NAME, 7, None, 3).printed() == "Medarbetarenkät 2026; n = 7; min 3"


@given(st.text(min_size=1).map(str.strip).filter(bool), st.integers(0, 10**6), RATES, st.integers(3, 20))
def test_survey_of_any_name_is_read_as_it_was_printed(
    name: str, answers: int, rate: Decimal | None, smallest: int
) -> None:
    survey = Survey(name, answers, rate, smallest)
    assert read_survey(survey.printed()) == survey


@pytest.mark.parametrize("source", ["", "Kolada", "Enkät; n = 34", "Enkät; 68 %; min 5", "; n = 3; min 5"])
def test_other_source_is_no_survey_and_is_said_as_it_stands(source: str) -> None:
    assert read_survey(source) is None
    assert say_source(source) == source


def test_survey_is_said_in_words() -> None:
    assert say_source("Enkät; n = 34; 68 %; min 5") == (
        "Enkät (survey): 34 answers, response rate 68 %; groups under 5 are not shown"
    )
    assert say_source("Enkät; n = 7; min 3") == "Enkät (survey): 7 answers; groups under 3 are not shown"


@pytest.mark.parametrize(
    ("survey", "refused"),
    [
        (Survey(NAME, 5), ""),
        (Survey(NAME, 4), "Only 4 answered, and groups of fewer than 5 are not shown"),
        (Survey(NAME, 3, None, 3), ""),
        (Survey(NAME, 2, None, 3), "Only 2 answered"),
        (Survey(NAME, 9, None, 2), "Groups of fewer than three are never shown"),
        (Survey(NAME, 9, Decimal(100)), ""),
        (Survey(NAME, 9, Decimal("100.1")), "at most 100 per cent"),
        (Survey(NAME, 9, Decimal(0)), "more than 0"),
    ],
)
def test_small_groups_are_refused(survey: Survey, refused: str) -> None:
    if not refused:
        survey.check()
        return
    with pytest.raises(DomainError, match=refused):
        survey.check()


@pytest.fixture
def indicator(bodies: Bodies, card_of: Callable[[Organisation], Any]) -> IndicatorEdition:
    goal = add_goal(card=card_of(bodies.municipality), content=GoalContent("Friska", perspective="staff"), person=None)
    return add_indicator(goal=goal, content=IndicatorContent("Engagemang"), person=None)


@pytest.fixture
def leader(bodies: Bodies, person_with: Callable[[Role, Any], Person], client: Client) -> Client:
    person = person_with(Role.COORDINATOR, bodies.municipality)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(indicator: IndicatorEdition) -> str:
    municipality = indicator.plan.organisation.key
    args = [municipality, indicator.plan.year, municipality, indicator.goal_id, indicator.pk]
    return reverse("steering:figure", args=args)


def filled(indicator: IndicatorEdition, **more: Any) -> dict[str, Any]:
    plain = {"version": indicator.version, "year": 2026, "printed": "78", "seen": 0, "request_id": str(uuid4())}
    return plain | {"survey": NAME, "answers": 34, "rate": "68,4", "smallest": 5} | more


@pytest.mark.django_db
def test_figure_is_entered_from_a_survey_and_opened_again(leader: Client, indicator: IndicatorEdition) -> None:
    response = leader.post(address(indicator), filled(indicator, rate="68.4"), follow=True)
    assert "response rate 68.4 %; groups under 5 are not shown" in unescape(response.content.decode())
    value = IndicatorValue._base_manager.get(indicator=indicator.indicator)
    assert (value.printed, value.source) == ("78", "Medarbetarenkät 2026; n = 34; 68.4 %; min 5")
    started = leader.get(address(indicator)).context["form"].initial
    names = ("survey", "answers", "rate", "smallest", "source")
    assert [started[name] for name in names] == [NAME, 34, Decimal("68.4"), 5, ""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"answers": 4}, "Only 4 answered"),
        ({"answers": ""}, "Say how many answered."),
        ({"survey": ""}, "Name the survey that was answered."),
        ({"source": "Kolada"}, "The survey is the source."),
        ({"smallest": 2}, "greater than or equal to 3"),
    ],
)
def test_figure_from_a_survey_is_refused(
    leader: Client, indicator: IndicatorEdition, more: dict[str, Any], told: str
) -> None:
    response = leader.post(address(indicator), filled(indicator, rate="68.4", **more))
    assert told in unescape(response.content.decode())
    assert not IndicatorValue._base_manager.filter(indicator=indicator.indicator).exists()
