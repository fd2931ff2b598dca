"""What the page of a municipality's results says in words of its own; the rest is said as in the documents."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.indicators.measure_words import Words
from kompassros.indicators.results import words
from kompassros.indicators.results.content import ResultsReport
from kompassros.methods.quarters import Group, SignRule
from kompassros.methods.trend import Turn
from kompassros.web.formats import format_number

RULE_NAMES: Mapping[SignRule, Words] = {
    SignRule.QUARTERS: gettext_lazy("quarter and half"),
    SignRule.FOURTHS: gettext_lazy("four groups"),
    SignRule.AGAINST_MEAN: gettext_lazy("nearness to the mean"),
}


def opening(report: ResultsReport) -> str:
    """Say how many measures are in each group, and how many became better or worse."""
    first = words.first_sentence(report)
    if not report.measured:
        return first
    better, worse = (format_number(len(report.turned(turn))) for turn in (Turn.BETTER, Turn.WORSE))
    moved = _("Since the measurement before %(better)s became better and %(worse)s worse.")
    return f"{first} {moved % {'better': better, 'worse': worse}}"


def group_key(group: Group) -> str:
    """Return how a group is called in an address."""
    return group.value.replace(" ", "-")
