import re

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from kompassros.charts.canvas import Text, specification
from kompassros.charts.lettering import text_width, widest, wrap

NAMES = (
    "Ledningsutrymme, decentralisering och delegering",
    "Chefs- och ledarskap samt medarbetarskap",
    "Kommunen som arbetsgivare - personalpolitik",
    "Tillgänglighet, medborgar- och brukarorientering",
    "Verksamhetsutveckling 0123456789",
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", NAMES)
def test_text_width_is_no_less_than_what_the_font_takes(text: str, bold: bool) -> None:
    spec = specification([Text((0, 50), text, bold=bold)], width=1, height=100) | {"autosize": "pad"}
    drawn = re.search(r'width="([\d.]+)"', vl_convert.vega_to_svg(spec))
    assert drawn
    measured = float(drawn[1])
    assert measured <= text_width(text, 15, bold) <= measured * 1.2


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Verksamhetsutveckling", ("Verksamhetsutveckling",)),
        ("Offentlighet och demokrati", ("Offentlighet", "och demokrati")),
        ("Kommunen som samhällsbyggare", ("Kommunen som", "samhällsbyggare")),
        (
            "Ledningsutrymme, decentralisering och delegering",
            ("Ledningsutrymme,", "decentralisering", "och delegering"),
        ),
        (
            "Kommunen som arbetsgivare - personalpolitik",
            ("Kommunen som", "arbetsgivare\N{NO-BREAK SPACE}-", "personalpolitik"),
        ),
        ("", ("",)),
    ],
)
def test_wrap_of_area_names_is_balanced(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 150, 15) == lines


@given(st.lists(st.text("abcdeåäöAB,", min_size=1, max_size=12), min_size=1, max_size=9), st.integers(20, 300))
def test_wrap_keeps_every_word_in_order(words: list[str], limit: int) -> None:
    lines = wrap(" ".join(words), limit, 15)
    assert " ".join(lines) == " ".join(words)
    assert 1 <= len(lines) <= 3


def test_wrap_too_long_for_the_limit_gives_the_narrowest_lines() -> None:
    assert wrap("aaaa bbbb cccc dddd", 10, 15, most=2) == ("aaaa bbbb", "cccc dddd")


def test_widest_of_nothing_is_zero() -> None:
    assert widest((), 15) == 0
