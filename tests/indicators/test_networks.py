"""Places within a network: everybody's, with the own unit counted and left out of the mean."""

from kompassros.indicators.networks import place_in_network
from kompassros.methods.direction import Direction
from kompassros.statistics.models import Unit

UNITS = [Unit(number=number, code=f"{number:04}", name=f"Ort {number}") for number in range(1, 5)]
NUMBERS = {1: 10.0, 2: 30.0, 3: 20.0}


def test_member_is_counted_and_left_out_of_the_mean() -> None:
    found = place_in_network(members=UNITS, own=UNITS[0], numbers=NUMBERS, direction=Direction.HIGH)
    assert [(row.unit.number, row.value, row.place) for row in found.rows] == [
        (2, 30.0, 1), (3, 20.0, 2), (1, 10.0, 3), (4, None, None),
    ]  # fmt: skip
    assert (found.of, found.missing) == (3, 1)
    assert found.own is not None
    assert (found.own.place, found.own.is_member) == (3, True)
    assert found.spread is not None
    assert (found.spread.n, found.spread.mean, found.spread.median) == (2, 25.0, 25.0)
    assert (found.spread.least, found.spread.most) == (20.0, 30.0)


def test_unit_outside_the_network_is_counted_and_said_to_be_outside() -> None:
    found = place_in_network(members=UNITS[1:3], own=UNITS[0], numbers=NUMBERS, direction=Direction.LOW)
    assert [(row.unit.number, row.place, row.is_member) for row in found.rows] == [
        (1, 1, False), (3, 2, True), (2, 3, True),
    ]  # fmt: skip
    assert found.of == 3


def test_network_without_an_own_unit_describes_all_members() -> None:
    found = place_in_network(members=UNITS, own=None, numbers=NUMBERS, direction=Direction.NONE)
    assert found.own is None
    assert found.spread is not None
    assert (found.spread.n, found.spread.mean) == (3, 20.0)


def test_network_in_which_nobody_has_a_value_has_no_mean() -> None:
    found = place_in_network(members=UNITS, own=UNITS[3], numbers={}, direction=Direction.HIGH)
    assert (found.of, found.missing, found.spread) == (0, 4, None)
    assert found.own is not None
    assert found.own.place is None
