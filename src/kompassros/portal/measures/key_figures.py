"""The piece of a municipality's page with its key figures: the first sentence, and the way to all of them."""

from django.utils.translation import gettext as _

from kompassros.indicators import queries
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.material import LOOK_BACK
from kompassros.organisations.models import Organisation
from kompassros.portal.dossier import Dossier
from kompassros.portal.measures.overview_asked import results_address
from kompassros.portal.measures.overview_words import opening
from kompassros.portal.measures.set_values import set_periods
from kompassros.portal.sections import SLOT
from kompassros.records.slots import Piece, register
from kompassros.statistics.models import Unit

FAMILY = "kkik-"


def key_figures(*, dossier: Dossier) -> Piece | None:
    """The first sentence on the latest set whose list is complete; nothing without a value of its measures."""
    unit = _unit_of(dossier.organisation)
    measure_set = _latest_set() if unit else None
    if unit is None or measure_set is None or not _has_values(measure_set, unit):
        return None
    report = build_report(unit=unit, measure_set=measure_set)
    if not report.measured:
        return None
    return Piece(
        "key-figures",
        _("Key figures (KKiK)"),
        "portal/sections/key_figures.html",
        {"sentence": opening(report), "measure_set": measure_set, "href": results_address(measure_set, unit)},
    )


def _latest_set() -> MeasureSet | None:
    sets = queries.measure_sets()
    return next((one for one in sets if one.complete and one.year and one.key.startswith(FAMILY)), None)


def _unit_of(organisation: Organisation) -> Unit | None:
    return Unit.objects.filter(organisation=organisation).select_related("unit_class").order_by("number").first()


def _has_values(measure_set: MeasureSet, unit: Unit) -> bool:
    """Return whether any unit of the class has a value of the years that the report looks at."""
    years = set_periods(queries.measures(measure_set), [unit.unit_class_id]).of_class(unit.unit_class_id)
    last = measure_set.year or 0
    return any(last - LOOK_BACK <= year <= last for year in years)


register(SLOT, "key-figures", 30, key_figures)
