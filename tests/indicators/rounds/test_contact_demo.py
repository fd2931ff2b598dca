"""The test contacts of the demo's round."""

import pytest

from kompassros.indicators.rounds import contact_demo, demo, rating
from kompassros.indicators.rounds.contact_models import ContactRating
from kompassros.indicators.rounds.contact_queries import Channel, contacts_of, plan_of
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.records.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> CollectionRound:
    return CollectionRound.objects.get(key=demo.KEY)


def test_some_contacts_are_made_and_some_are_to_be_made(one: CollectionRound) -> None:
    contacts = list(contacts_of(one))
    made = [(each.script.channel, each.waited, each.outcome) for each in contacts if each.sent_at is not None]
    assert sorted(made, key=str) == sorted(
        [
            (Channel.PHONE, 35, "answered"),
            (Channel.PHONE, 140, "answered"),
            (Channel.PHONE, 75, "referred"),
            (Channel.PHONE, None, "unanswered"),
            (Channel.MAIL, None, "answered"),
            (Channel.MAIL, None, "waiting"),
        ],
        key=str,
    )
    assert len(contacts) == 9
    assert {each.organisation.key for each in contacts} == {"granby"}


def test_two_people_have_rated_and_do_not_agree_on_all(one: CollectionRound) -> None:
    rated = rating.rated_by_both(contacts_of(one))
    assert [each.differs for each in rated].count(True) == 2
    assert len(rated) == 4
    assert {each.first.rater.email for each in rated} | {each.second.rater.email for each in rated} == set(
        contact_demo.RATERS
    )


def test_a_contact_was_made_on_a_day_that_has_passed(one: CollectionRound) -> None:
    plan = plan_of(one)
    assert plan is not None
    assert plan.finished_at is None
    for each in contacts_of(one).filter(sent_at__isnull=False):
        assert each.sent_at is not None
        assert plan.first_day <= each.sent_at.date() == each.due_on
        assert each.answered_at is None or each.answered_at >= each.sent_at


def test_contacts_are_loaded_once_and_tell_nobody() -> None:
    before = ContactRating._base_manager.count()
    assert contact_demo.load_contacts() == 0
    assert ContactRating._base_manager.count() == before
    assert not Notice.objects.filter(kind__startswith="round_").exists()
