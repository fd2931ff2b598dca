"""The stylesheet's sources against the charts' theme and the house's own limits."""

import re
from pathlib import Path

import pytest

from kompassros.charts.theme import Scheme, variables

SOURCES = Path(__file__).resolve().parents[2] / "frontend" / "src"
CHARTS = (SOURCES / "charts.css").read_text(encoding="utf-8")
DARK = {':root[data-color-scheme="dark"]', ':root[data-color-scheme="auto"]'}


def blocks() -> dict[str, dict[str, str]]:
    found = re.findall(r"^\s*(:root[^\s{]*) \{(.*?)\}", CHARTS, re.DOTALL | re.MULTILINE)
    return {selector: dict(re.findall(r"(--chart-[a-z]+): (#[0-9a-f]{6});", body)) for selector, body in found}


def test_stylesheet_sets_the_colours_for_light_and_twice_for_dark() -> None:
    assert blocks().keys() == {":root", *DARK}


@pytest.mark.parametrize(("selector", "scheme"), [(":root", "light"), *((dark, "dark") for dark in sorted(DARK))])
def test_chart_colours_are_those_of_the_charts_theme(selector: str, scheme: Scheme) -> None:
    assert blocks()[selector] == variables(scheme)


def test_print_sets_every_chart_colour_to_a_grey() -> None:
    printed = (SOURCES / "print.css").read_text(encoding="utf-8")
    greys = dict(re.findall(r"(--chart-[a-z]+): #([0-9a-f]{6});", printed))
    assert greys.keys() == variables("light").keys()
    assert all(grey == grey[:2] * 3 for grey in greys.values())


def test_own_stylesheet_stays_under_600_lines() -> None:
    assert sum(len(source.read_text(encoding="utf-8").splitlines()) for source in SOURCES.glob("*.css")) < 600


def test_sources_name_no_other_host() -> None:
    for source in SOURCES.iterdir():
        assert not re.search(r"https?://|url\(['\"]?//", source.read_text(encoding="utf-8")), source.name
