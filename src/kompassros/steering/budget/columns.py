"""The columns of a file with money, as they may be called in every language of the product."""

import re
from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.records.filled_forms import meanings
from kompassros.steering.budget.services import years_of
from kompassros.steering.plans.models import SteeringPlan

BODY = "body"
TEXTS = (BODY, "period", "decision", "source")
_WORDS = (
    (BODY, _("Body")),
    ("period", pgettext_lazy("reporting", "Period")),
    ("decision", _("Decision")),
    ("source", _("Source")),
    ("outcome", pgettext_lazy("money", "Outcome")),
    ("forecast", _("Forecast")),
    ("forecast", _("Forecast for the year")),
)
_UNIT = re.compile(r"\s*\([^()]*\)\Z")
_FRAME = re.compile(r"(?:frame|ram|ramme|budget|budsjett|budgetram|budsjettramme)\s+((?:19|20)[0-9]{2})\Z")


@cache
def _known_words() -> dict[str, str]:
    return meanings(_WORDS)


def key_of(heading: str) -> str:
    """Return the column that a heading names, in any language and with or without "(kronor)"; else the heading."""
    text = _UNIT.sub("", heading).casefold()
    frame = _FRAME.match(text)
    return frame.group(1) if frame else _known_words().get(text, text)


def names_of(plan: SteeringPlan) -> list[str]:
    """Return what the columns of a file of a plan are called in the active language."""
    words = {key: str(word) for key, word in reversed(_WORDS)}
    return [words.get(key, key) for key in known_columns(plan)]


def known_columns(plan: SteeringPlan) -> tuple[str, ...]:
    """Return the columns that a file of a plan may have: the texts, the years of the frames, outcome and forecast."""
    return (*TEXTS, *(str(year) for year in years_of(plan)), "outcome", "forecast")
