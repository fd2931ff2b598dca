"""The made-up round that a new demo has."""

import pytest

from kompassros.indicators.rounds import demo, progress
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.records.models import Notice

pytestmark = pytest.mark.django_db


def test_demo_has_one_round_with_granby_begun_and_norrvik_signed_up() -> None:
    one = CollectionRound.objects.get(key=demo.KEY)
    assert (one.state, one.made_up, one.owner.key, one.asked.count(), one.meetings.count()) == (
        *("collecting", True, "sverige", 7, 3),
    )
    found = [
        (each.participant.organisation.key, each.answered, each.stopped, each.signed_off)
        for each in progress.of_round(one)
    ]
    assert found == [("granby", 3, 1, False), ("norrvik", 0, 0, False)]


def test_demo_round_is_loaded_once_and_tells_nobody() -> None:
    assert demo.load_round() == 0
    assert not Notice.objects.filter(kind__startswith="round_").exists()
