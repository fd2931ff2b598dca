"""Raters at the same contact at the same moment. These tests commit."""

from collections.abc import Callable

import pytest

from kompassros.indicators.rounds import contact_making, contact_scripts, rating
from kompassros.indicators.rounds.contact_models import ContactRating
from kompassros.indicators.rounds.contact_queries import Channel
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError
from tests.harness.at_once import at_once
from tests.indicators.rounds.contact_cases import GOOD, MORNING, Case, again, answered_call, planned_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(set_clock: Callable[[str], None]) -> Case:
    set_clock(MORNING)
    return planned_case()


def _told(act: Callable[[], object]) -> Callable[[], str]:
    def acting() -> str:
        try:
            act()
        except DomainError:
            return "told"
        return "done"

    return acting


def test_contact_begun_by_two_at_once_is_begun_once(case: Case) -> None:
    contact = case.contact(case.norrvik)

    def beginning(person: Person) -> Callable[[], str]:
        return _told(lambda: contact_making.begin(contact=again(contact), person=person))

    assert at_once(beginning(case.first), beginning(case.second)) == ["done", "told"]
    assert again(contact).version == 2


def test_contact_rated_by_three_at_once_gets_two_ratings_one_of_them_of_who_made_it(case: Case) -> None:
    call = answered_call(case)

    def rating_by(person: Person) -> Callable[[], str]:
        marks = rating.Marks(GOOD, GOOD)
        return _told(lambda: rating.rate(contact=again(call), marks=marks, person=person))

    assert at_once(*map(rating_by, (case.first, case.second, case.third))) == ["done", "done", "told"]
    raters = set(ContactRating._base_manager.filter(contact=call).values_list("rater_id", flat=True))
    assert case.first.pk in raters


def test_question_changed_while_the_first_contact_begins_is_either_before_it_or_refused(case: Case) -> None:
    contact, script = case.contact(case.norrvik), case.one.scripts.get(channel=Channel.PHONE)
    wish = contact_scripts.Wish(Channel.PHONE, "Swimming", "Another question?")
    said = at_once(
        _told(lambda: contact_scripts.change_script(script=script, wish=wish, person=None)),
        _told(lambda: contact_making.begin(contact=again(contact), person=case.first)),
    )
    script.refresh_from_db()
    assert said.count("done") == (2 if script.text == "Another question?" else 1)
    assert again(contact).sent_at is not None
