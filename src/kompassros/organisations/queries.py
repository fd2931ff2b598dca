"""Reads of organisations for pages, imports and the API, each with a bounded number of queries."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db.models import QuerySet

from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Inhabitants, Organisation, Succession

SEARCHED_KINDS = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.REGION)
_SUFFIXES = (" kommun", " kommune", " stad", " herad")


def in_order(organisations: QuerySet[Organisation], language: str) -> QuerySet[Organisation]:
    """Sort by name as the language does: ... Z Å Ä Ö in Swedish, ... Z Æ Ø Å in Norwegian."""
    return organisations.order_by(f"sort_{language}", "name", "pk")


def countries_first(organisations: QuerySet[Organisation], language: str) -> list[Organisation]:
    """Return organisations by name, the countries before all others: whoever keeps a country acts for it first."""
    return sorted(in_order(organisations, language), key=lambda one: one.kind != Organisation.Kind.COUNTRY)


def search(text: str, *, language: str, limit: int = 50) -> list[Organisation]:
    """Find municipalities and regions one of whose names, old or new, or code has every word of ``text``.

    Case and accents do not count: “OREBRO” finds Örebro. Names that begin with the text come first.
    """
    wanted = search_key(text)
    if not wanted:
        return []
    found = Organisation.objects.filter(kind__in=SEARCHED_KINDS)
    for word in wanted.split():
        matching = found.filter(designations__search_key__contains=word) | found.filter(designations__code=word)
        found = Organisation.objects.filter(pk__in=matching.values("pk"))
    ordered = list(in_order(found, language)[: limit * 4])
    ordered.sort(key=lambda organisation: not search_key(organisation.name).startswith(wanted))
    return ordered[:limit]


@dataclass(frozen=True)
class NameMatch:
    """What a printed name was taken for: one organisation, or the names that come close."""

    organisation: Organisation | None
    close: tuple[str, ...] = ()


class NameIndex:
    """All municipality and region names of the countries by search key, to match printed names without more queries."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], list[tuple[Organisation, date | None, date | None]]] = {}
        for organisation in Organisation.objects.filter(kind__in=SEARCHED_KINDS).prefetch_related("designations"):
            for designation in organisation.designations.all():
                key = (organisation.country, designation.search_key)
                entry = (organisation, designation.valid_from, designation.valid_to)
                self._by_name.setdefault(key, []).append(entry)

    def match(self, country: str, name: str, year: int | None) -> NameMatch:
        """Match a printed name; several organisations of one name are told apart by the year, then by kind.

        A municipality goes before a region of the same name (Region Gotland is both). A trailing “kommun”,
        “kommune”, “stad” or “herad” does not count.
        """
        wanted = search_key(name)
        candidates = self._by_name.get((country, wanted)) or self._by_name.get((country, _without_suffix(wanted)), [])
        if candidates:
            return NameMatch(min(candidates, key=lambda entry: _fit(entry, year))[0])
        names = [key for (of_country, key) in self._by_name if of_country == country]
        close = get_close_matches(_without_suffix(wanted), names, n=3, cutoff=0.78)
        return NameMatch(None, tuple(self._by_name[country, key][0][0].name for key in close))


def _without_suffix(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            return name.removesuffix(suffix)
    return name


def _fit(entry: tuple[Organisation, date | None, date | None], year: int | None) -> tuple[bool, bool, int]:
    """Rank a candidate: valid in the year first, municipalities before regions, then by number."""
    organisation, since, until = entry
    outside = year is not None and (
        (since is not None and since.year > year) or (until is not None and until.year < year)
    )
    return (outside, organisation.kind != Organisation.Kind.MUNICIPALITY, organisation.pk)


@dataclass(frozen=True)
class Lineage:
    """An organisation with those it came from and those that followed, each with the change that links them."""

    organisation: Organisation
    predecessors: tuple[Succession, ...]
    successors: tuple[Succession, ...]

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the organisation and of all whose history it carries."""
        return (self.organisation.key, *(link.predecessor.key for link in self.predecessors))


def lineage(organisation: Organisation) -> Lineage:
    """Return what merged into an organisation, over any number of steps, and what it became."""
    links = list(Succession.objects.select_related("predecessor", "successor").order_by("day", "pk"))
    wanted, before = {organisation.pk}, []
    while True:
        more = [link for link in links if link.successor_id in wanted and link not in before]
        if not more:
            break
        before.extend(more)
        wanted |= {link.predecessor_id for link in more}
    after = tuple(link for link in links if link.predecessor_id == organisation.pk)
    return Lineage(organisation, tuple(sorted(before, key=lambda link: link.day)), after)


def with_names(key: str) -> Organisation | None:
    """Return an organisation and its names over time, in two queries, or None."""
    found = Organisation.objects.select_related("parent").prefetch_related("designations").filter(key=key)
    return found.first()


def to_complete() -> QuerySet[Organisation]:
    """Return the organisations that an import created without knowing their code or place."""
    return Organisation.objects.filter(to_complete=True)


def inhabitants_by_key() -> dict[str, dict[int, int]]:
    """Return the known numbers of inhabitants: organisation key -> year -> number; one query."""
    found: dict[str, dict[int, int]] = {}
    for key, year, count in Inhabitants.objects.values_list("organisation__key", "year", "count"):
        found.setdefault(key, {})[year] = count
    return found
