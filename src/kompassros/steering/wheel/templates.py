"""Year wheels that the product carries: those printed by municipalities, and a plain one of our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.utils.translation import gettext as _

from kompassros.methods.year_wheel import Span, days_of
from kompassros.records.packaged import packaged
from kompassros.steering.plans.structures import spoken

FILE = "wheels.yaml"


@dataclass(frozen=True)
class TemplateEvent:
    """Something in a wheel to begin with. ``when``: for ``methods.year_wheel``; ``printed``: as the source has it."""

    key: str
    title: str
    when: str
    roles: tuple[str, ...] = ()
    others: str = ""
    produces: str = ""
    printed: str = ""
    note: str = ""

    def span(self, year: int) -> Span:
        """Return its days in a year."""
        return days_of(self.when, year)


@dataclass(frozen=True)
class WheelTemplate:
    """A wheel to begin with. ``own``: whether it is our own choice; then it has no source."""

    key: str
    words: Mapping[str, str]
    language: str
    country: str
    own: bool
    source: str
    events: tuple[TemplateEvent, ...]

    def __str__(self) -> str:
        return spoken(self.words)

    @property
    def says(self) -> str:
        """Where it is from, in the reader's language."""
        return _("our own choice") if self.own else self.source


@cache
def packaged_wheels() -> dict[str, WheelTemplate]:
    """Return the wheels that the product carries by key, in the order of the file."""
    return {entry["key"]: _read(entry) for entry in yaml.safe_load(packaged("kompassros.steering", FILE))}


def _read(entry: Mapping[str, Any]) -> WheelTemplate:
    events = tuple(TemplateEvent(**{**each, "roles": tuple(each.get("roles", ()))}) for each in entry["events"])
    return WheelTemplate(**{**entry, "events": events})
