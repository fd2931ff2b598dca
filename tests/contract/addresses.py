"""The addresses of the product: their names, their parameters, and how one is made of them."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

_FIXED = {"account_reset_password_from_key": {"uidb36": "1", "key": "none"}}
_RENAMED = {"country_key": "key"}


def all_names() -> set[str]:
    """Return the names of all addresses, each with its namespace."""
    return set(_parameters())


@cache
def _parameters() -> dict[str, tuple[str, ...]]:
    """Return name -> parameters; where two addresses have one name, those of the longer one."""
    found: dict[str, tuple[str, ...]] = {}
    for name, parameters in _walk(get_resolver().url_patterns, "", ()):
        found[name] = max(parameters, found.get(name, ()), key=len)
    return found


def _walk(patterns: Any, namespace: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        parameters = (*above, *getattr(pattern.pattern, "converters", ()))
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _walk(pattern.url_patterns, inner, parameters)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or str(pattern.pattern)
            yield (f"{namespace}:{name}" if namespace else name), parameters


def address_of(name: str, values: Mapping[str, Any]) -> str:
    """Return an address with those of the values that it takes."""
    if name in _FIXED:
        return reverse(name, kwargs=_FIXED[name])
    return reverse(name, kwargs={one: values[_RENAMED.get(one, one)] for one in _parameters()[name]})
