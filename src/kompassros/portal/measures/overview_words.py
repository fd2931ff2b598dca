"""What the page of a municipality's results says in words of its own; the rest is said as in the documents."""

from django.utils.translation import gettext as _

from kompassros.indicators.results import words
from kompassros.indicators.results.content import ResultsReport
from kompassros.methods.quarters import Group
from kompassros.methods.trend import Turn
from kompassros.web.formats import format_number


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
