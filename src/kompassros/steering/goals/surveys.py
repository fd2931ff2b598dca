"""A figure's source where it is a survey: its name, how many answered, the response rate, the smallest group shown.

Kept with the figure as one printed text, "Medarbetarenkät 2026; n = 34; 68 %; min 5", which reads the same in every
language. The surveys themselves are not kept here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.web.formats import format_number

SMALLEST = 5
"""Fewer than so many answers are not shown, unless the survey's own rule says another number."""
LEAST_SMALLEST = 3
LONGEST_NAME = 200
_PRINTED = re.compile(
    r"(?P<name>.+); n = (?P<answers>[0-9]+)(?:; (?P<rate>[0-9]+(?:\.[0-9])?) %)?; min (?P<smallest>[0-9]+)", re.DOTALL
)


@dataclass(frozen=True)
class Survey:
    """What is to know of a survey. ``rate``: in per cent of those asked, None where nobody has said."""

    name: str
    answers: int
    rate: Decimal | None = None
    smallest: int = SMALLEST

    def check(self) -> None:
        """Refuse what must not be entered: DomainError with a sentence that says why."""
        if self.smallest < LEAST_SMALLEST:
            raise DomainError(_("Groups of fewer than three are never shown, whatever a survey's own rule is."))
        if self.answers < self.smallest:
            message = _(
                "Only %(answers)s answered, and groups of fewer than %(smallest)s are not shown: the figure is not "
                "entered, so that nobody's answers can be told."
            )
            raise DomainError(message % {"answers": self.answers, "smallest": self.smallest})
        if self.rate is not None and not 0 < self.rate <= 100:
            raise DomainError(_("The response rate is more than 0 and at most 100 per cent."))

    def printed(self) -> str:
        """Return it as it is kept."""
        rate = [] if self.rate is None else [f"{_plain(self.rate)} %"]
        return "; ".join([self.name.strip(), f"n = {self.answers}", *rate, f"min {self.smallest}"])


def _plain(rate: Decimal) -> str:
    text = f"{rate:.1f}"
    return text.removesuffix(".0")


def read_survey(source: str) -> Survey | None:
    """Return the survey that a figure's source says, None for a source of another kind."""
    found = _PRINTED.fullmatch(source)
    if found is None:
        return None
    rate = Decimal(found["rate"]) if found["rate"] else None
    return Survey(found["name"], int(found["answers"]), rate, int(found["smallest"]))


def say_source(source: str) -> str:
    """Return a source in words; one that is no survey as it stands."""
    survey = read_survey(source)
    if survey is None:
        return source
    words = {"name": survey.name, "answers": survey.answers, "smallest": survey.smallest}
    if survey.rate is None:
        return _("%(name)s (survey): %(answers)s answers; groups under %(smallest)s are not shown") % words
    words["rate"] = format_number(survey.rate)
    said = _(
        "%(name)s (survey): %(answers)s answers, response rate %(rate)s %%; groups under %(smallest)s are not shown"
    )
    return said % words
