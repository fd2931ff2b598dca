"""Plain reasons for the faults that the schema finds, each with the way to mend it."""

from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
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
ID_REASON = _("an id is d-, a-, q- or c- and 6 to 12 small letters and digits, a letter first (a-k7m2qx)")
PATTERNS = {
    "[a-z0-9]{5,11}": ID_REASON,
    "[1-9][0-9]?\\.": _('write area and position as text in quotes ("1.2")'),
    "[a-z][a-z0-9-]": _("use small letters a-z, digits and hyphens, beginning with a letter"),
    "[A-Za-z0-9]": _("use letters, digits, points and hyphens, at most 20 characters"),
}


def schema_findings(error: ValidationError, data: Any) -> list[tuple[Steps, str]]:
    """Give place and plain reason of every fault that the schema found in `data`."""
    return [(detail["loc"], _reason(detail, data)) for detail in error.errors(include_url=False)]


def _reason(detail: ErrorDetails, data: Any) -> str:
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(detail["loc"], data)
    if kind == "literal_error":
        said = {"value": _shown(found), "expected": context["expected"]}
        return gettext("%(value)s is not known here; use %(expected)s") % said
    if kind == "string_pattern_mismatch":
        said = {"value": _shown(found), "rule": _pattern_reason(context["pattern"])}
        return gettext("%(value)s does not fit: %(rule)s") % said
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_type" and not isinstance(found, list | dict) and found is not None:
        return gettext('this must be text; put it in quotes ("%(value)s")') % {"value": found}
    if kind in PLAIN:
        return str(PLAIN[kind]) % context
    return gettext("the value does not fit here (%(message)s); correct it") % {"message": detail["msg"]}


PLAIN = {
    "missing": _("this key is missing; add it (null where the key allows it and nothing is published)"),
    "string_type": _("text is needed here; write it"),
    "string_too_short": _("the text is empty; write it"),
    "string_too_long": _("the text is longer than %(max_length)s characters; shorten it"),
    "tuple_type": _("a list is needed here, each item on a line of its own with a hyphen before it"),
    "model_type": _("a block of keys is needed here; indent them under this key"),
    "model_attributes_type": _("a block of keys is needed here; indent them under this key"),
    "int_type": _("a whole number is needed here, without quotes"),
    "too_short": _("the list is empty; give at least %(min_length)s"),
    "greater_than": _("the number must be greater than %(gt)s"),
    "greater_than_equal": _("the number must be at least %(ge)s"),
    "less_than_equal": _("the number must be at most %(le)s"),
    "decimal_max_places": _("the number has more than %(decimal_places)s decimals; round it"),
}


def _unknown_key(steps: Steps, data: Any) -> str:
    key = str(steps[-1])
    if set(LANGUAGES) & set(_at(data, steps[:-1])):
        return gettext("the language %(key)s is not known; texts are given in sv, nb and en") % {"key": key}
    close = get_close_matches(key, KNOWN_KEYS, n=1)
    if close:
        said = {"key": key, "close": close[0]}
        return gettext("the key %(key)s is not known here; did you mean %(close)s?") % said
    return gettext("the key %(key)s is not known here; remove it, or correct its spelling") % {"key": key}


def _at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


def _pattern_reason(pattern: str) -> str:
    return str(next(reason for start, reason in PATTERNS.items() if start in pattern))


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
