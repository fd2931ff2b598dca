"""How stored values are said in the history: a day, a moment, a key of a list of choices.

What is no such value is said as it is stored, so that nothing that happened is left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from kompassros.records.history_table import Say
from kompassros.web.formats import format_date, format_datetime


def say_day(value: Any) -> str:
    """Say a stored day ("2026-05-04") in the reader's language."""
    found = _parsed(parse_date, value)
    return format_date(found) if found else str(value)


def say_moment(value: Any) -> str:
    """Say a stored moment ("2026-05-04T13:30:00+02:00") in the reader's language."""
    found = _parsed(parse_datetime, value)
    return format_datetime(found) if found else str(value)


def say_choice(choices: Mapping[Any, Any] | Iterable[tuple[Any, Any]]) -> Say:
    """Return how a stored key of choices is said."""
    known: dict[Any, Any] = dict(choices)
    return lambda key: str(known.get(key, key))


def _parsed(parse: Any, value: Any) -> Any:
    """Return what a text says; None where it has another form, or names a day that no calendar has."""
    try:
        return parse(str(value))
    except ValueError:
        return None
