"""How stored values are said in the history; what is no such value is said as it is stored."""

import pytest
from django.utils import translation

from kompassros.records.history_sayings import say_choice, say_day, say_moment


def test_day_and_moment_are_said_in_the_readers_language() -> None:
    with translation.override("sv"):
        assert say_day("2026-05-04") == "4 maj 2026"
        assert say_moment("2026-05-04T13:30:00+02:00") == "4 maj 2026 13:30"


@pytest.mark.parametrize("value", ["next week", "2026-02-30", ""])
def test_what_is_no_day_is_said_as_it_is_stored(value: str) -> None:
    assert (say_day(value), say_moment(value)) == (value, value)


def test_choice_is_said_by_its_label_and_an_unknown_key_as_it_is() -> None:
    for choices in ({"done": "ready"}, [("done", "ready")]):
        say = say_choice(choices)
        assert (say("done"), say("gone")) == ("ready", "gone")
