"""Numbers, dates and lists as they are written in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton, get_month_names
from babel.dates import format_time as babel_time
from babel.lists import format_list as babel_list
from babel.numbers import format_decimal, get_minus_sign_symbol
from django.conf import settings
from django.utils import timezone, translation

from kompassros.methods.rounding import round_half_up

Number = Decimal | Fraction | int
ListStyle = Literal["standard", "or"]

_LOCALES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}


def current_language() -> str:
    """Return sv, nb or en: the active language, or the product's first one where none is active."""
    language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    return language if language in _LOCALES else settings.LANGUAGE_CODE


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])


def _of(language: str | None) -> Locale:
    return _locale(language or current_language())


def format_number(value: Number, *, decimals: int | None = None, language: str | None = None) -> str:
    """Return the number with the language's decimal sign and grouping.

    decimals None: as many as the Decimal carries (41.0 gives "41,0"); then a Fraction raises ValueError,
    since it has no printed form. Otherwise rounded half up once, by methods.rounding. An unknown language
    raises KeyError.
    """
    if decimals is not None:
        value = round_half_up(value, decimals)
    elif isinstance(value, Fraction):
        raise ValueError("a fraction is printed with a stated number of decimals")
    return _write_number(str(Decimal(value)), language or current_language())


@lru_cache(maxsize=4096)
def _write_number(number: str, language: str) -> str:
    """Write a number given as text; kept, since a page writes the same few hundred again and again."""
    shown = Decimal(number)
    exponent = shown.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    locale = _locale(language)
    text = format_decimal(abs(shown), format=pattern, locale=locale, decimal_quantization=False)
    return get_minus_sign_symbol(locale) + text if shown < 0 else text


def format_date(value: date, *, language: str | None = None) -> str:
    """Return the date written out ("22 november 2026"), in the local time zone."""
    return babel_date(_local(value), format="long", locale=_of(language))


def format_day(value: date, *, language: str | None = None) -> str:
    """Return day and month without the year, short ("22 nov."), where the year is plain."""
    return format_skeleton("MMMd", value, locale=_of(language))


def month_names(*, short: bool = False, language: str | None = None) -> tuple[str, ...]:
    """Return the names of the twelve months as they stand alone, January first; short: "jan", without a full stop."""
    names = get_month_names("abbreviated" if short else "wide", "stand-alone", _of(language))
    return tuple(names[number].rstrip(".") for number in range(1, 13))


def format_time(value: datetime, *, language: str | None = None) -> str:
    """Return hour and minute ("14:02") in the local time zone."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return babel_time(local, "HH:mm", locale=_of(language))


def format_datetime(value: datetime, *, language: str | None = None) -> str:
    """Return date and time ("22 november 2026 14:02") in the local time zone."""
    return f"{format_date(value, language=language)} {format_time(value, language=language)}"


def format_list(items: Iterable[str], *, language: str | None = None, style: ListStyle = "standard") -> str:
    """Return "A, B och C"; style "or" gives "A, B eller C". Nothing gives an empty text."""
    return babel_list(list(items), style=style, locale=_of(language))


def local_day(value: datetime) -> date:
    """Return the day of a moment in the local time zone."""
    return timezone.localtime(value).date()


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
