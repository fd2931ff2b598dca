"""The made-up network of the demo."""

import pytest

from kompassros.indicators.models import MeasureNetwork
from kompassros.indicators.networking import demo
from kompassros.indicators.networking.compilation import compile_year
from kompassros.organisations.demo import OWN
from kompassros.records import clock

pytestmark = pytest.mark.django_db


def test_three_made_up_municipalities_share_measures_and_have_a_public_year() -> None:
    network = MeasureNetwork.objects.get(organisation__key=OWN)
    found = compile_year(network, demo.YEAR)
    assert [unit.name for unit in found.units] == ["Granby", "Kommun 041", "Norrvik"]
    assert found.made_up
    assert (len(found.measures), found.measured) == (40, 40)
    assert found.texts is not None
    assert found.texts.public
    assert all(text.startswith("Påhittat") for text in (found.texts.seen, found.texts.learned, found.texts.next_steps))


def test_one_meeting_has_been_and_one_is_to_come() -> None:
    meetings = MeasureNetwork.objects.get(organisation__key=OWN).meetings.order_by("starts_at")
    now = clock.now()
    assert [one.starts_at < now for one in meetings] == [True, False]
    assert all(one.starts_at.weekday() < 5 for one in meetings)


def test_the_network_is_loaded_once() -> None:
    assert demo.load_network() == 0
