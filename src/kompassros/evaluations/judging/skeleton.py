"""A piece of a page that is drawn once and filled in many times: 25 criteria with forms would else cost 100 ms.

A template is rendered with slots in place of what differs (``{{ slot.name }}``); ``fill`` puts values there.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

# Of the private use area: no text of an edition or a person is looked through for them, only the skeleton.
_OPEN, _CLOSE = "\ue000", "\ue001"
_SLOT = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")


class Slots:
    """Gives a slot for any name, as templates ask for it."""

    def __getitem__(self, name: str) -> SafeString:
        return mark_safe(f"{_OPEN}{name}{_CLOSE}")  # noqa: S308 - two marks and a name from our own template


SLOT = Slots()


class Skeleton:
    """A template whose fixed parts are rendered once."""

    def __init__(self, template: str, context: Mapping[str, Any]) -> None:
        """Render the template with a slot for everything that differs."""
        self._parts = _SLOT.split(render_to_string(template, {**context, "slot": SLOT}))

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """Return the piece with values in its slots; they are HTML, escaped by whoever made them. KeyError for none."""
        parts = list(self._parts)
        parts[1::2] = [values[name] for name in parts[1::2]]
        return mark_safe("".join(parts))  # noqa: S308 - our own template and escaped values
