import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.charts.flags import HEAD, Flag, place_flags

NAMES = (
    "Upplands Väsby 83,1",
    "Ale 7",
    "Region Jämtland Härjedalen 52 773",
    "Västra Götalandsregionen 1 234 567",
    "Grundskolan Fria Maria Barnskola i Norra Hammarbyhamnen 100,0",
)


def place(*names: tuple[float, str], right: float = 632) -> tuple[Flag, ...]:
    """Flags of plain names between 8 and `right`."""
    return place_flags([(x, text, number == 0) for number, (x, text) in enumerate(names)], left=8, right=right)


def test_no_names_give_no_flags() -> None:
    assert place() == ()


def test_names_with_room_stand_in_one_row() -> None:
    flags = place((50, "Ale 7"), (250, "Nacka 9"), (450, "Täby 10"))
    assert [flag.row for flag in flags] == [0, 0, 0]


def test_names_close_together_stand_like_a_ladder_that_no_pole_crosses() -> None:
    flags = place(*((300 + 12 * number, "Upplands Väsby 83,1") for number in range(8)))
    assert len({(flag.row, flag.align) for flag in flags}) == 8
    assert not [1 for pole in flags for name in flags if pole.runs_behind(name)]


@pytest.mark.parametrize(("x", "align"), [(10, "left"), (630, "right")])
def test_name_at_an_edge_stands_inwards(x: float, align: str) -> None:
    assert place((x, "Skinnskatteberg 12"))[0].align == align


def test_name_that_fits_on_neither_side_is_broken_into_lines() -> None:
    (flag,) = place((166, "Region Jämtland Härjedalen 52 773"), right=332)
    assert len(flag.lines) > 1
    assert flag.top == len(flag.lines) - 1


def test_word_wider_than_either_side_stands_above_its_head() -> None:
    (flag,) = place((166, "Gymnasieskolaochvuxenutbildning"), right=332)
    assert (flag.row, flag.top, flag.align) == (0, 1, "left")
    assert flag.anchor == flag.start >= 8
    assert flag.end <= 332


@given(
    st.lists(st.tuples(st.floats(10, 330), st.sampled_from(NAMES)), min_size=1, max_size=11),
    st.sampled_from([332.0, 632.0]),
)
def test_flags_never_meet_nor_leave_the_edges_and_keep_every_word(names: list[tuple[float, str]], right: float) -> None:
    flags = place(*names, right=right)
    assert [" ".join(flag.lines) for flag in flags] == [text for _, text in names]
    for flag in flags:
        assert flag.start >= min(8, flag.x - HEAD)
        assert flag.end <= max(right, flag.x + HEAD)
    assert not [1 for number, flag in enumerate(flags) for other in flags[:number] if flag.meets(other)]
    assert min(flag.row for flag in flags) == 0
