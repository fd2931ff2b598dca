"""Single cells of a scorecard: directions, yes and no, years, levels, targets. DomainError says what is wrong."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kompassros.methods.direction import Direction
from kompassros.methods.ordering import search_key
from kompassros.methods.printed_figures import read_outcome, read_target
from kompassros.methods.targets import Target
from kompassros.records.errors import DomainError
from kompassros.records.filled_forms import meanings
from kompassros.steering.activities.models import Activity
from kompassros.steering.goals.contents import TargetContent
from kompassros.steering.plans.services import FIRST_YEAR, LAST_YEAR


def _keys(*words: str) -> frozenset[str]:
    return frozenset(map(search_key, words))


_DIRECTIONS = {
    Direction.LOW: _keys(
        "lower", "low", "lågt", "låg", "lägre", "lavt", "lav", "lavere", "lower is better", "ned", "ner"
    ),
    Direction.HIGH: _keys(
        "higher", "high", "högt", "hög", "högre", "høyt", "høy", "høyere", "higher is better", "upp", "opp"
    ),
    Direction.NONE: _keys("none", "neither", "neutral", "ingen", "nøytral"),
}
_YES = _keys("yes", "y", "ja", "j", "x", "true", "1", "sant", "sann")
_NO = _keys("no", "n", "nei", "nej", "false", "0", "falskt", "usann")
_UNKNOWN = _YES | _keys("unknown", "okänt", "ukjent", "not printed", "anges inte", "ikke oppgitt")
_MUNICIPALITY = _keys(
    *("council", "city council", "municipality", "kommun", "kommunen", "kommunfullmäktige", "fullmäktige", "kommune"),
    *("kommunen", "kommunestyre", "kommunestyret", "bystyre", "bystyret", "overordna", "overordnet", "övergripande"),
)
_YEARLY_CHANGE = re.compile(
    "(?:change|forandring|endring|okning|vekst) (?:per|pr) (?:year|ar)"
    "|(?:yearly|annual|arlig) (?:change|forandring|endring)"
)
_DAY = re.compile(
    "(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:[T ]00:00:00)?"
    r"|(?P<day_last>[0-9]{1,2})\.(?P<month_last>[0-9]{1,2})\.(?P<year_last>[0-9]{4})"
)
_CURRENCY = re.compile(r"\s*(?:kr\.?|kronor|kroner|sek|nok)$", re.IGNORECASE)
_STATUSES = {
    Activity.Status.NOT_STARTED: _keys("not started", "planned", "ej påbörjad", "inte påbörjad", "planerad")
    | _keys("ikke startet", "ikke påbegynt", "planlagt"),
    Activity.Status.STARTED: _keys("started", "ongoing", "påbörjad", "pågår", "pågående", "startet", "påbegynt"),
    Activity.Status.LATE: _keys("late", "delayed", "försenad", "sen", "forsinket"),
    Activity.Status.DONE: _keys("done", "completed", "klar", "avslutad", "genomförd", "ferdig", "fullført", "utført"),
    Activity.Status.CANCELLED: _keys("cancelled", "inställd", "avbruten", "avlyst", "avbrutt", "innstilt"),
}


def read_direction(text: str) -> Direction:
    """Return which end is good; none where the cell is empty."""
    key = search_key(text)
    found = next((direction for direction, words in _DIRECTIONS.items() if key in words), None)
    if found is None and key:
        raise DomainError(_("Write whether “low” or “high” is good, or “none”."))
    return found or Direction.NONE


def read_yes_no(text: str) -> bool | None:
    """Return what a cell says; None for an empty one."""
    key = search_key(text)
    if key in _YES or key in _NO:
        return key in _YES
    if key:
        raise DomainError(_("Write “yes” or “no”."))
    return None


def read_year(text: str) -> int:
    """Return a year."""
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise DomainError(_("Give a year between 1999 and 2999."))
    return int(text)


def read_restated(text: str) -> str | None:
    """Return what was published first: empty where the cell only says that something was, None where nothing."""
    key = search_key(text)
    if not text or key in _NO:
        return None
    return "" if key in _UNKNOWN else text


def read_broken(text: str, note: str) -> str | None:
    """Return why a series begins anew, empty where it does not, None for an empty cell. A plain yes takes the note."""
    key = search_key(text)
    if key in _NO and text:
        return ""
    if key in _YES:
        if not note:
            raise DomainError(_("Say why the series begins anew: here, or in the note on the year's result."))
        return note
    return text or None


def read_day(text: str) -> date | None:
    """Return a day, as a workbook has it ("2026-05-31T00:00:00") or as it is written; None for an empty cell."""
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(*(int(found[name] or found[f"{name}_last"]) for name in ("year", "month", "day")))
    except ValueError:
        found = None
    if text:
        raise DomainError(_("Write the day as 2026-05-31."))
    return None


def read_cost(text: str) -> Decimal | None:
    """Return a cost in kronor; None for an empty cell."""
    outcome = read_outcome(_CURRENCY.sub("", text)).outcome
    if text and (outcome is None or outcome.bound):
        raise DomainError(_("Write the cost in kronor as a number, such as 12500."))
    return outcome.value if outcome else None


def read_status(text: str) -> str:
    """Return the status of an activity; empty for an empty cell."""
    key = search_key(text)
    found = next((status for status, words in _STATUSES.items() if key in words), "")
    found = found or meanings(Activity.Status.choices).get(text.lower(), "")
    if key and not found:
        raise DomainError(_("Choose one of the five statuses."))
    return str(found)


def is_municipality(level: str) -> bool:
    """Return whether a level is that of the municipality as a whole."""
    return search_key(level) in _MUNICIPALITY


def is_yearly_change(unit: str) -> bool:
    """Return whether a unit says that the figure itself is a yearly change ("% change per year"). Own reading."""
    return _YEARLY_CHANGE.search(search_key(unit)) is not None


@dataclass(frozen=True)
class WantedTarget:
    """A target as the file has it: printed, its number apart, its lowest acceptable level; empty where it has none."""

    text: str
    number: str = ""
    acceptable: str = ""

    def read(self, direction: Direction, unit: str) -> TargetContent:
        """Return what can be computed with. DomainError where text and number, or target and level, do not fit."""
        text = self.text or self.number
        content = TargetContent(text, read_target(text, direction, given_as_change=is_yearly_change(unit)).target)
        self._refuse_contradiction(content.target)
        return with_acceptable(content, self.acceptable) if self.acceptable else content

    def _refuse_contradiction(self, target: Target | None) -> None:
        given = read_outcome(self.number).outcome if self.number else None
        ends = {abs(end) for end in (target.low, target.high) if end is not None} if target else set()
        if ends and given and given.value is not None and abs(given.value) not in ends:
            message = _("The target is printed as “%(text)s” and its number as “%(number)s”. Mend one of them.")
            raise DomainError(message % {"text": self.text, "number": self.number})


def with_acceptable(content: TargetContent, acceptable: str) -> TargetContent:
    """Return a target with a lowest acceptable level. DomainError where the two do not fit."""
    level = read_outcome(acceptable).outcome
    if level is None or level.value is None or level.bound:
        raise DomainError(_("Write the lowest acceptable level as a number."))
    if content.target is None:
        raise DomainError(_("A lowest acceptable level needs a target that can be computed with."))
    try:
        return replace(content, target=replace(content.target, acceptable=level.value))
    except ValueError:
        raise DomainError(
            _("The lowest acceptable level must lie on the bad side of the target, which has a sign or a direction.")
        ) from None
