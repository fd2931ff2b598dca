"""What the addresses of own sets name, and what their pages have in common."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.sets.policies import MAKE_SETS
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.queries import countries_first
from kompassros.web.formats import current_language


def makers_of(request: HttpRequest) -> list[Organisation]:
    """Return the organisations for which the person makes sets."""
    return countries_first(MAKE_SETS.subjects(request.user), current_language())


def first_maker(request: HttpRequest, **_others: Any) -> Organisation | None:
    """Return one of these organisations; None for a person who makes no sets."""
    return next(iter(makers_of(request)), None)


def find_maker(request: HttpRequest, organisation: str) -> Organisation:
    """Return the organisation that an address names; Http404 for one that is not there."""
    found = Organisation.objects.filter(key=organisation).first()
    if found is None:
        raise Http404(_("There is no organisation with this address."))
    return found


def find_set(request: HttpRequest, key: str, **_others: Any) -> MeasureSet:
    """Return the set that an address names; Http404 for one that is not there."""
    found = MeasureSet.objects.select_related("owner").filter(key=key).first()
    if found is None:
        raise Http404(_("There is no set of measures with this address."))
    return found


def set_of(request: HttpRequest) -> MeasureSet:
    """Return the set that the page is about."""
    found: MeasureSet = request.subject  # type: ignore[attr-defined]
    return found


def measure_of(measure_set: MeasureSet, pk: int) -> Measure:
    """Return a measure of the set; Http404 for one that is not in it."""
    found = measure_set.measures.select_related("indicator").filter(pk=pk).first()
    if found is None:
        raise Http404(_("The set has no such measure."))
    found.measure_set = measure_set
    return found


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    person: Person = request.user  # type: ignore[assignment]
    return person
