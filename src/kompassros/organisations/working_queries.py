"""Reads for the working pages of organisations and people, each with a bounded number of queries."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from kompassros.organisations import policies
from kompassros.organisations.grants import below
from kompassros.organisations.models import Designation, Grant, Inhabitants, Organisation, Person, Succession
from kompassros.organisations.queries import in_order
from kompassros.organisations.roles import Role
from kompassros.records.models import HistoryEntry

Kind = Organisation.Kind
PARENT_KINDS: dict[str, tuple[Kind, ...]] = {
    Kind.REGION: (Kind.COUNTRY,),
    Kind.MUNICIPALITY: (Kind.REGION, Kind.COUNTRY),
    Kind.COMPANY: (Kind.MUNICIPALITY, Kind.REGION),
    Kind.DEPARTMENT: (Kind.MUNICIPALITY, Kind.REGION),
    Kind.COMMITTEE: (Kind.MUNICIPALITY, Kind.REGION),
    Kind.UNIT: (Kind.MUNICIPALITY, Kind.REGION, Kind.COMPANY, Kind.DEPARTMENT, Kind.COMMITTEE, Kind.UNIT),
    Kind.NETWORK: (Kind.COUNTRY, Kind.REGION),
}
CONTACT_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR)


def belonging(person: Person, language: str) -> QuerySet[Organisation]:
    """Return the organisations on which a person has any role, with the one above each, in the language's order."""
    return in_order(policies.BELONG.subjects(person).select_related("parent"), language)


def countries(person: Person) -> QuerySet[Organisation]:
    """Return the countries that a person administers."""
    return policies.ADMINISTER.subjects(person).filter(kind=Kind.COUNTRY).order_by("country")


def names_over_time(organisation: Organisation) -> list[Designation]:
    """Return the names and codes of an organisation, the latest first."""
    return sorted(organisation.designations.all(), key=lambda one: (one.valid_from or date.min, one.pk), reverse=True)


def links(organisation: Organisation) -> list[Succession]:
    """Return the changes that tie an organisation to others, the latest first; one query."""
    found = Succession.objects.filter(Q(predecessor=organisation) | Q(successor=organisation))
    return list(found.select_related("predecessor", "successor").order_by("-day", "pk"))


def inhabitants(organisation: Organisation) -> QuerySet[Inhabitants]:
    """Return the known numbers of inhabitants, the latest year first."""
    return organisation.inhabitants.order_by("-year")


def active_on(organisation: Organisation, day: date, roles: Iterable[Role] | None = None) -> QuerySet[Grant]:
    """Return the grants that hold for an organisation on a day, given on it or above it; ``roles`` narrows them."""
    found = _active(day).filter(organisation__in=_line(organisation))
    return found if roles is None else found.filter(role__in=roles)


def active_within(organisation: Organisation, day: date, roles: Iterable[Role]) -> QuerySet[Grant]:
    """Return the grants of the roles that hold on a day, given on an organisation, above it or below it."""
    inside = Q(organisation__in=_line(organisation)) | below([organisation.path or ""], "organisation__path")
    return _active(day).filter(inside, role__in=roles)


def _active(day: date) -> QuerySet[Grant]:
    return _grants().filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, withdrawn_at=None)


def _grants() -> QuerySet[Grant]:
    return Grant.objects.select_related("person", "organisation").order_by("person__name", "pk")


def _line(organisation: Organisation) -> list[int]:
    """Return the numbers of the organisation and of all above it, which its path holds."""
    return [int(number) for number in (organisation.path or "").split("/") if number]


def grants_within(organisation: Organisation) -> QuerySet[Grant]:
    """Return all grants on an organisation or below it, ended ones too."""
    return _grants().filter(below([organisation.path or ""], "organisation__path"))


def possible_parents(person: Person, organisation: Organisation, language: str) -> QuerySet[Organisation]:
    """Return the nodes below which an organisation may be put by a person: of its country and of a fitting kind."""
    fitting = policies.ADMINISTER.subjects(person).filter(
        country=organisation.country, kind__in=PARENT_KINDS.get(organisation.kind, ()), valid_to=None
    )
    return in_order(fitting.exclude(pk=organisation.pk), language)


def possible_successors(person: Person, organisation: Organisation, language: str) -> QuerySet[Organisation]:
    """Return what may follow on an organisation: others of its kind and country that the person administers."""
    same = policies.ADMINISTER.subjects(person).filter(country=organisation.country, kind=organisation.kind)
    return in_order(same.exclude(pk=organisation.pk), language)


def history_of(organisation: Organisation, *, since: date | None, until: date | None) -> QuerySet[HistoryEntry]:
    """Return the changes on an organisation and everything below it, latest first; both days are included."""
    nodes = Organisation.objects.filter(below([organisation.path or ""]))
    found = HistoryEntry.objects.filter(organisation_id__in=nodes.values("pk"))
    if since:
        found = found.filter(at__gte=_moment(since, time.min))
    return found.filter(at__lte=_moment(until, time.max)) if until else found


def _moment(day: date, of_day: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, of_day))
