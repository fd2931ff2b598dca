"""Places as spreadsheets print them, and troubles told once."""

import pytest

from kompassros.statistics.receiving.troubles import MOST_TOLD, Place, Told, Trouble


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place("A", 7, 3), "C7"),
        (Place("A", 1, 26), "Z1"),
        (Place("A", 1, 27), "AA1"),
        (Place("A", 1, 702), "ZZ1"),
        (Place("A", 1, 703), "AAA1"),
        (Place("A", 0, 3), "C"),
        (Place("A", 7, 0), "7"),
        (Place("A"), ""),
    ],
)
def test_place_is_printed_as_a_spreadsheet_does(place: Place, address: str) -> None:
    assert place.address == address


def test_trouble_is_told_once_and_those_beyond_the_most_are_counted() -> None:
    told = Told()
    for _again in range(2):
        for number in range(MOST_TOLD):
            told.tell("f.csv", Place("A", number, 1), "No.")
    assert told.more == 0
    told.tell("f.csv", Place("B", 1, 1), "No.")
    assert (len(told.troubles), told.more) == (MOST_TOLD, 1)
    assert told.troubles[3] == Trouble("f.csv", "A", 3, 1, "No.")
    assert told.troubles[3].place == Place("A", 3, 1)
