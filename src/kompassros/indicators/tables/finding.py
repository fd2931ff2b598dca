"""The file that an address names, and what its pages have in common."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kompassros.indicators.tables import queries
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.policies import IMPORT_TABLES
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.queries import in_order
from kompassros.records.errors import DomainError
from kompassros.records.requests import once
from kompassros.web.formats import current_language


def countries_of(request: HttpRequest) -> list[Organisation]:
    """Return the countries whose tables the person takes in."""
    return list(in_order(IMPORT_TABLES.subjects(request.user), current_language()))


def first_country(request: HttpRequest, **_others: Any) -> Organisation | None:
    """Return one of the person's countries; None for a person who takes in tables for none."""
    return next(iter(countries_of(request)), None)


def country_of_import(request: HttpRequest, pk: int) -> Organisation | None:
    """Return the country whose file this is; None for a person who takes in tables for none."""
    countries = countries_of(request)
    found = queries.country_of(pk, countries)
    if countries and found is None:
        raise Http404(_("There is no file with this number."))
    return found


def import_of(request: HttpRequest, pk: int) -> TableImport:
    """Return the file that a page is about; its country was found by the access rule."""
    country: Organisation = request.subject  # type: ignore[attr-defined]
    return queries.received_file(pk, country)


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    person: Person = request.user  # type: ignore[assignment]
    return person


def act_once(request: HttpRequest, request_id: Any, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do ``act`` once for a request id, and return what it returned, also the second time. DomainError passes."""
    if request_id is None:
        return act()
    outcome, _again = once(request_id=request_id, person=person_of(request), act=act)
    return outcome


def attempt_on(
    request: HttpRequest, form: Any, received: TableImport, act: Callable[[], dict[str, Any]]
) -> dict[str, Any] | None:
    """Do ``act`` once with a valid form, on the version of the file that the person saw.

    What the service refuses becomes an error of the form, and None is returned.
    """
    received.version = form.cleaned_data["version"]
    try:
        return act_once(request, form.cleaned_data.get("request_id"), act)
    except DomainError as error:
        form.add_error(None, str(error))
        return None
