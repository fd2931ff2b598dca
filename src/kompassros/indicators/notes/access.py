"""What the addresses of the working pages name: a set and year of a municipality, and one of its measures."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.indicators import queries
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.notes.queries import unit_of
from kompassros.indicators.notes.services import EARLIEST, LATEST
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.rounds.access import find_municipality
from kompassros.organisations.models import Organisation


@dataclass(frozen=True)
class ResultsOf:
    """A municipality's results of a set and a year, as they are worked on."""

    organisation: Organisation
    measure_set: MeasureSet
    year: int

    @property
    def label(self) -> str:
        """The set's title, with the year where it is not the set's own."""
        title = self.measure_set.title
        return title if self.measure_set.year == self.year else f"{title}, {self.year}"

    def report(self, *, inside: bool) -> ResultsReport | None:
        """Return the results, None where the municipality has no unit in the store; thirteen queries at most."""
        unit = unit_of(self.organisation)
        if unit is None:
            return None
        return build_report(unit=unit, measure_set=self.measure_set, year=self.year, inside=inside)


def find_results(request: HttpRequest, municipality: str, key: str, year: int, **others: Any) -> ResultsOf:
    """Return the set and year of a municipality that an address names; Http404 for what is not there."""
    organisation = find_municipality(request, municipality)
    return results_of(organisation, key, year)


def results_of(organisation: Organisation, key: str, year: int) -> ResultsOf:
    """Return a municipality's set and year; Http404 for a set or year that is not there, or is another's own set."""
    found = queries.measure_set(key)
    owner = found.owner if found else None
    if found is None or (owner and not (organisation.path or "").startswith(owner.path or "-")):
        raise Http404(_("There is no set of measures with this address."))
    if not EARLIEST <= year <= LATEST:
        raise Http404(_("There is no such year."))
    return ResultsOf(organisation, found, year)


def measure_in(report: ResultsReport | None, code: str) -> tuple[ResultsReport, int]:
    """Return the report and the measure's place in the order of its areas; Http404 where there is none."""
    codes = [one.indicator.code for one in in_order(report)] if report else []
    if report is None or code not in codes:
        raise Http404(_("The set has no such measure."))
    return report, codes.index(code)


def in_order(report: ResultsReport) -> list[MeasureResult]:
    """Return the measures in the order of the areas."""
    return [one for area in report.areas for one in area.results]
