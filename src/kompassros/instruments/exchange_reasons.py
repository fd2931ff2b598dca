"""Plain reasons for the faults that the schema finds, each with the way to mend it."""

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kompassros.instruments import exchange_schema
from kompassros.instruments.exchange_schema import LANGUAGES
from kompassros.instruments.trouble import Steps

KNOWN_KEYS = sorted(
    {
        name
        for model in vars(exchange_schema).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name in model.model_fields
    }
)
ID_REASON = "an id is d-, a- or q- and 6 to 12 small letters and digits, a letter first (a-k7m2qx)"
PATTERNS = {
    "[a-z0-9]{5,11}": ID_REASON,
    "[1-9][0-9]?\\.": 'write area and position as text in quotes ("1.2")',
    "[a-z][a-z0-9-]": "use small letters a-z, digits and hyphens, beginning with a letter",
    "[A-Za-z0-9]": "use letters, digits, points and hyphens, at most 20 characters",
}


def schema_findings(error: ValidationError, data: Any) -> list[tuple[Steps, str]]:
    """Give place and plain reason of every fault that the schema found in `data`."""
    return [(detail["loc"], _reason(detail, data)) for detail in error.errors(include_url=False)]


def _reason(detail: ErrorDetails, data: Any) -> str:
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(detail["loc"], data)
    if kind == "literal_error":
        return f"{_shown(found)} is not known here; use {context['expected']}"
    if kind == "string_pattern_mismatch":
        return f"{_shown(found)} does not fit: {_pattern_reason(context['pattern'])}"
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_type" and not isinstance(found, list | dict) and found is not None:
        return f'this must be text; put it in quotes ("{found}")'
    return PLAIN[kind].format(**context) if kind in PLAIN else f"{detail['msg']}; correct the value"


PLAIN = {
    "missing": "this key is missing; add it (null where the key allows it and nothing is published)",
    "string_type": "text is needed here; write it",
    "string_too_short": "the text is empty; write it",
    "string_too_long": "the text is longer than {max_length} characters; shorten it",
    "tuple_type": "a list is needed here, each item on a line of its own with a hyphen before it",
    "model_type": "a block of keys is needed here; indent them under this key",
    "model_attributes_type": "a block of keys is needed here; indent them under this key",
    "int_type": "a whole number is needed here, without quotes",
    "too_short": "the list is empty; give at least {min_length}",
    "greater_than": "the number must be greater than {gt}",
    "greater_than_equal": "the number must be at least {ge}",
    "less_than_equal": "the number must be at most {le}",
    "decimal_max_places": "the number has more than {decimal_places} decimals; round it",
}


def _unknown_key(steps: Steps, data: Any) -> str:
    key = str(steps[-1])
    if set(LANGUAGES) & set(_at(data, steps[:-1])):
        return f"the language {key} is not known; texts are given in sv, nb and en"
    close = get_close_matches(key, KNOWN_KEYS, n=1)
    hint = f"did you mean {close[0]}?" if close else "remove it, or correct its spelling"
    return f"the key {key} is not known here; {hint}"


def _at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


def _pattern_reason(pattern: str) -> str:
    return next(reason for start, reason in PATTERNS.items() if start in pattern)


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
