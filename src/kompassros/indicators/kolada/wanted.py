"""Which indicators to ask Kolada about: those of sets of measures, of groups, and single ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompassros.indicators.models import IndicatorGroup, MeasureSet
from kompassros.records.errors import DomainError


@dataclass(frozen=True)
class Wanted:
    """Codes to ask for, each once; ``without_code`` are the titles of measures that have no code at Kolada."""

    codes: tuple[str, ...]
    without_code: tuple[str, ...]


def find_wanted(*, sets: Iterable[str], groups: Iterable[str], kpis: Iterable[str]) -> Wanted:
    """Return the indicators of sets by key, of groups by code, and those named; DomainError for what is not known."""
    measures = [measure for key in sets for measure in _set(key).measures.all()]
    members = [member.code for code in groups for member in _group(code.upper()).members.all()]
    codes = [measure.code for measure in measures if measure.code]
    return Wanted(
        codes=tuple(dict.fromkeys([*codes, *members, *(code.upper() for code in kpis)])),
        without_code=tuple(measure.title for measure in measures if not measure.code),
    )


def _set(key: str) -> MeasureSet:
    found = MeasureSet.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(MeasureSet.objects.order_by("key").values_list("key", flat=True))
        message = _("There is no set of measures “%(key)s”. There are: %(known)s.")
        raise DomainError(message % {"key": key, "known": known or "–"})
    return found


def _group(code: str) -> IndicatorGroup:
    found = IndicatorGroup.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("There is no group of indicators “%(code)s” in the catalogue.") % {"code": code})
    return found
