from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from kompassros.web import formats

GAP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "decimals", "language", "text"),
    [
        (Decimal("41.0"), None, "sv", "41,0"),
        (Decimal(536), None, "sv", "536"),
        (1234567, None, "sv", f"1{GAP}234{GAP}567"),
        (1234, None, "nb", f"1{GAP}234"),
        (Decimal("1234.50"), None, "en", "1,234.50"),
        (Decimal("0.25"), 1, "sv", "0,3"),
        (Decimal("-0.25"), 1, "sv", "−0,3"),
        (Fraction(2, 3), 2, "en", "0.67"),
        (7, 1, "nb", "7,0"),
    ],
)
def test_format_number_follows_language_and_printed_decimals(
    value: formats.Number, decimals: int | None, language: str, text: str
) -> None:
    assert formats.format_number(value, decimals=decimals, language=language) == text


def test_format_number_of_fraction_without_decimals_is_refused() -> None:
    with pytest.raises(ValueError, match="stated number of decimals"):
        formats.format_number(Fraction(1, 3))


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "22 november 2026"), ("nb", "22. november 2026"), ("en", "22 November 2026")],
)
def test_format_date_is_written_out(language: str, text: str) -> None:
    assert formats.format_date(date(2026, 11, 22), language=language) == text


def test_format_datetime_is_in_the_local_zone() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert formats.format_datetime(moment, language="sv") == "2 juli 2026 00:30"


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A och B"), (["A", "B", "C"], "A, B och C")]
)
def test_format_list_joins_as_a_sentence_does(items: list[str], text: str) -> None:
    assert formats.format_list(items, language="sv") == text


@pytest.mark.parametrize(("active", "language"), [("nb", "nb"), ("en-gb", "en"), ("fi", "sv"), (None, "sv")])
def test_current_language_is_one_of_ours(active: str | None, language: str) -> None:
    with translation.override(active):
        assert formats.current_language() == language
