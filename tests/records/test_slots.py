"""Slots: upper apps fill places on lower apps' pages, in a fixed order."""

from collections import defaultdict
from typing import Any

import pytest

from kompassros.records import slots
from kompassros.records.slots import Piece


@pytest.fixture(autouse=True)
def no_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_providers", defaultdict(list))


def provider(key: str, *, says: bool = True) -> slots.Provider:
    def provide(**context: Any) -> Piece | None:
        return Piece(key, key, "x.html", context) if says else None

    return provide


def test_pieces_come_by_order_then_key_whatever_registered_first() -> None:
    slots.register("page", "last", 20, provider("last"))
    slots.register("page", "b", 10, provider("b"))
    slots.register("page", "a", 10, provider("a"))
    assert [piece.key for piece in slots.fill("page")] == ["a", "b", "last"]


def test_provider_with_nothing_to_say_is_left_out() -> None:
    slots.register("page", "silent", 1, provider("silent", says=False))
    slots.register("page", "told", 2, provider("told"))
    assert [piece.key for piece in slots.fill("page")] == ["told"]


def test_providers_get_the_context_of_the_page() -> None:
    slots.register("page", "a", 1, provider("a"))
    assert next(slots.fill("page", organisation="Granby")).context == {"organisation": "Granby"}


def test_same_key_twice_in_a_slot_is_refused() -> None:
    slots.register("page", "a", 1, provider("a"))
    with pytest.raises(ValueError, match="page has a piece a"):
        slots.register("page", "a", 2, provider("a"))


def test_same_key_in_two_slots_is_fine_and_an_unknown_slot_is_empty() -> None:
    slots.register("page", "a", 1, provider("a"))
    slots.register("home", "a", 1, provider("a"))
    assert len(list(slots.fill("home"))) == 1
    assert list(slots.fill("elsewhere")) == []
