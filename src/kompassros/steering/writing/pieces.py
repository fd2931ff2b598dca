"""What writing puts on the page of a closed period: the way to the written report, or the button that begins it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.records.slots import Piece, register
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.usual import word_of
from kompassros.steering.writing.queries import written_of


def written_on_period(*, request: HttpRequest, period: ReportingPeriod, **others: Any) -> Piece | None:
    """Return the way to the report for whoever may go it; two queries."""
    found = written_of(period, request.user)
    if found is None or not (found.sees or found.number or found.may_begin):
        return None
    context = {"plan": period.plan, "word": word_of(period.key), "written": found}
    return Piece("written-report", _("Written report"), "steering/writing/on_period.html", context)


register("steering.period", "written-report", 40, written_on_period)
