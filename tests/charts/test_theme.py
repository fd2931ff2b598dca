import re

import pytest

from kompassros.charts.theme import GROUNDS, LEAST_CONTRAST, TOKENS, Scheme, contrast, variables


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_of_known_pairs(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", TOKENS)
def test_contrast_on_every_ground_is_enough(name: str, scheme: Scheme) -> None:
    token = TOKENS[name]
    for ground in GROUNDS[scheme]:
        assert contrast(getattr(token, scheme), ground) >= LEAST_CONTRAST[token.use], (name, ground)


def test_light_colours_are_distinct_so_that_each_stands_for_one_variable() -> None:
    light = [token.light for token in TOKENS.values()]
    assert len(set(light)) == len(light)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in light)


def test_variables_name_every_token_in_both_schemes() -> None:
    assert variables("dark")["--chart-own"] == TOKENS["own"].dark
    assert list(variables("light")) == list(variables("dark")) == [f"--chart-{name}" for name in TOKENS]
