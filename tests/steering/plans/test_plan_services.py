from collections.abc import Callable
from datetime import date

import pytest

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import history
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering import trail
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import (
    Talk,
    add_card,
    adopt_plan,
    agree_card,
    change_purpose,
    change_vision,
    keep_talk,
    make_plan,
    take_back,
)
from kompassros.steering.plans.structures import packaged_structures, read_structure
from tests.steering.conftest import YEAR, Bodies, body

pytestmark = pytest.mark.django_db
CardOf = Callable[[Organisation], Card]
PersonWith = Callable[[Role, Organisation], Person]


def test_plan_begins_with_the_municipality_s_own_card(bodies: Bodies) -> None:
    plan = make_plan(
        organisation=bodies.municipality, year=2027, structure="gausdal", vision=" Hela livet ", person=None
    )
    cards = Card._base_manager.filter(plan=plan)
    assert [(card.organisation, card.level, card.state) for card in cards] == [
        (bodies.municipality, "council", "draft")
    ]
    assert (plan.state, plan.vision, plan.made_up) == ("draft", "Hela livet", True)
    assert [each.key for each in read_structure(plan.structure).perspectives] == [
        "society",
        "users",
        "staff",
        "economy",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"year": 1998}, "Give a year between 1999 and 2999."),
        ({"year": YEAR}, f"Lövhult has a plan for {YEAR} already."),
        ({"structure": "none"}, "There is no steering model “none”."),
    ],
)
def test_plan_that_does_not_fit_is_refused(draft: SteeringPlan, change: dict[str, object], sentence: str) -> None:
    wanted = {"organisation": draft.organisation, "year": 2030, "structure": "plain", "person": None} | change
    with pytest.raises(DomainError) as error:
        make_plan(**wanted)  # type: ignore[arg-type]
    assert str(error.value) == sentence


def test_every_packaged_model_is_read_with_words_in_three_languages() -> None:
    for structure in packaged_structures():
        for named in (*structure.levels, *structure.perspectives):
            assert set(named.words) == {"sv", "nb", "en"}
        assert structure.level_of("municipality") == structure.levels[0]
        assert structure.level_of("unit") is not None


def test_card_of_a_body_elsewhere_or_without_a_level_is_refused(draft: SteeringPlan, bodies: Bodies) -> None:
    elsewhere = body(Organisation.Kind.UNIT, "Enhet i annan kommun", bodies.municipality.parent)
    with pytest.raises(DomainError, match="does not belong to Lövhult"):
        add_card(plan=draft, organisation=elsewhere, person=None)
    with pytest.raises(DomainError, match=f"Gata has a card for {YEAR} already."):
        add_card(plan=draft, organisation=bodies.units[3], person=None)


def test_adopting_names_the_decision_and_agrees_the_council_s_card(draft: SteeringPlan, card_of: CardOf) -> None:
    with pytest.raises(DomainError, match="Name the council's decision"):
        adopt_plan(plan=draft, decision=" ", on=date(2025, 11, 20), person=None)
    adopt_plan(plan=draft, decision="KF 2025-11-20 § 101", on=date(2025, 11, 20), person=None)
    assert (draft.state, draft.decision) == ("adopted", "KF 2025-11-20 § 101")
    assert card_of(draft.organisation).state == "agreed"
    with pytest.raises(DomainError, match="is “adopted”; this cannot be done now"):
        adopt_plan(plan=draft, decision="again", on=date(2025, 11, 20), person=None)


def test_second_editor_of_the_vision_is_told(draft: SteeringPlan) -> None:
    other = SteeringPlan._base_manager.get(pk=draft.pk)
    change_vision(plan=draft, vision="One", person=None)
    with pytest.raises(Conflict):
        change_vision(plan=other, vision="Two", person=None)
    assert SteeringPlan._base_manager.get(pk=draft.pk).vision == "One"


def test_card_is_discussed_agreed_and_taken_back(
    plan: SteeringPlan, bodies: Bodies, card_of: CardOf, person_with: PersonWith
) -> None:
    card = card_of(bodies.units[0])
    manager, above = person_with(Role.UNIT_MANAGER, bodies.units[0]), person_with(Role.UNIT_MANAGER, bodies.areas[0])
    change_purpose(card=card, purpose="Alla elever lär sig", person=manager)
    keep_talk(card=card, talk=Talk(date(2026, 1, 9), "Realistiskt"), person=manager)
    assert (card.state, card.talk_points) == ("discussed", "Realistiskt")
    with pytest.raises(DomainError, match="Your role does not allow this"):
        agree_card(card=card, person=manager)
    agree_card(card=card, person=above)
    assert (card.state, card.agreed_by) == ("agreed", above)
    with pytest.raises(DomainError, match="agreed already"):
        agree_card(card=card, person=above)
    take_back(card=card, why="Målen var för låga", person=above)
    assert (card.state, card.agreed_at) == ("draft", None)
    told = [entry.verb for entry in history.of_subject(trail.CARD, str(card.pk))]
    assert told == ["taken_back", "agreed", "discussed", "changed", "added"]


def test_council_s_adopted_card_is_not_taken_back(plan: SteeringPlan, card_of: CardOf) -> None:
    with pytest.raises(DomainError, match="The council has adopted this card"):
        take_back(card=card_of(plan.organisation), why="x", person=None)
