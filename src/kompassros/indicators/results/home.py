"""What the home page shows of results reports: the way to have them all made."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.indicators.results.policies import MAKE_REPORTS
from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register


def reports_of_all(*, person: Any, grants: list[Grant]) -> Piece | None:
    """The way to the reports of all municipalities, for administrators of a country."""
    if not MAKE_REPORTS.subjects(person).exists():
        return None
    return Piece("results-reports", _("Results reports"), "indicators/results/home.html", {})


register("home.places", "results-reports", 22, reports_of_all)
