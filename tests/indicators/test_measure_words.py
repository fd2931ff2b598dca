"""How the values of measures are said."""

import pytest
from django.utils import translation

from kompassros.indicators.measure_words import with_unit
from kompassros.indicators.models import Indicator


@pytest.mark.parametrize(
    ("unit", "decimals", "text"),
    [
        ("%", 1, "4.9\u00a0%"),
        ("antal", 1, "4.9"),
        ("antal/1000 inv", 1, "4.9\u00a0per 1000 inv"),
        ("antal dagar", 0, "5\u00a0antal dagar"),
        ("", 2, "4.90"),
    ],
)
def test_unit_is_said_after_the_number_and_a_count_is_a_number(unit: str, decimals: int, text: str) -> None:
    with translation.override("en"):
        assert with_unit(4.9, Indicator(unit=unit, decimals=decimals)) == text
