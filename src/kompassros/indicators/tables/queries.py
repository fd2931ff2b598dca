"""Reads for the pages of tables of values and of datasets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kompassros.indicators.tables.models import TableImport
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import organisation_scope
from kompassros.statistics.manifest import Manifest
from kompassros.statistics.models import Dataset, KeptMapping, Release, Unit
from kompassros.statistics.releases import count_values


def with_units(countries: Iterable[Organisation]) -> list[Organisation]:
    """Return the countries of which units are known: only of those a table can be read."""
    known = set(Unit.objects.values_list("country", flat=True).distinct())
    return [country for country in countries if country.country in known]


def received_files(countries: Iterable[Organisation]) -> list[TableImport]:
    """Return the files sent in for some countries, the latest first, without what is in them."""
    found: list[TableImport] = []
    for country in countries:
        with organisation_scope(country):
            found += TableImport.objects.defer("content", "report", "mapping").select_related(
                "organisation", "created_by", "dataset", "release"
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.created_at, one.pk), reverse=True)


def country_of(pk: int, countries: Iterable[Organisation]) -> Organisation | None:
    """Return the one of some countries for which a file was sent in."""
    for country in countries:
        with organisation_scope(country):
            if TableImport.objects.filter(pk=pk).exists():
                return country
    return None


def received_file(pk: int, country: Organisation) -> TableImport:
    """Return a file of a country, without its content."""
    with organisation_scope(country):
        rows = TableImport.objects.filter(pk=pk).defer("content")
        found: TableImport = rows.select_related(
            "organisation", "created_by", "dataset", "release", "kept", "job"
        ).get()  # fmt: skip
        return found


def kept_for(countries: Sequence[Organisation]) -> QuerySet[KeptMapping]:
    """Return the mappings that were kept for some countries, the one used last first."""
    kept = KeptMapping.objects.filter(owner__in=countries)
    return kept.select_related("dataset", "used_by", "owner").order_by("-used_at")


@dataclass(frozen=True)
class ReleaseLine:
    """A release, how much it holds, and whether it is read now. ``values``: None where its files are gone."""

    release: Release
    values: int | None
    indicators: int
    is_current: bool


def releases_of(dataset: Dataset) -> list[ReleaseLine]:
    """Return the releases of a dataset, the latest first."""
    rows = Release.objects.filter(dataset=dataset).select_related("made_by").order_by("-number")
    return [_line(release, dataset) for release in rows]


def _line(release: Release, dataset: Dataset) -> ReleaseLine:
    manifest: Manifest = release.read()
    is_current = release.pk == dataset.current_id
    return ReleaseLine(release, count_values(release), len(manifest.numbers()), is_current)


def dataset_choices(datasets: QuerySet[Dataset]) -> list[tuple[Any, str]]:
    """Return the datasets that real values can be laid into, by their place; made-up ones are not among them."""
    real = datasets.filter(made_up=False).order_by("rank", "title")
    return [(dataset.key, f"{dataset.title} ({dataset.source})") for dataset in real]
