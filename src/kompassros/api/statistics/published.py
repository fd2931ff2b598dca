"""What is published as open data: the datasets that are no made-up ones, and the evaluations, told in any language."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.api.statistics.asked import MOST_INDICATORS
from kompassros.evaluations import published
from kompassros.indicators.models import Indicator
from kompassros.indicators.publishing.found import MOST_VALUES
from kompassros.indicators.publishing.sources import datasets
from kompassros.indicators.publishing.tables import MOST_IN_WORKBOOK
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset, Release, UnitClass
from kompassros.statistics.spans import span_of

EVALUATIONS = "evaluations"
MOST_EVALUATIONS = 500
"""As many as one answer lists."""


@dataclass(frozen=True)
class Words:
    """A sentence with names to put into it, said in whatever language is active when it is asked for."""

    sentence: str | Promise
    names: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return str(self.sentence) % dict(self.names) if self.names else str(self.sentence)


@dataclass(frozen=True)
class OpenData:
    """One dataset of the catalogue. ``first``: the first year it is about. ``countries``: "SE" ...

    whole: for each format that a single answer holds all of it in, the query of that answer.
    """

    key: str
    title: Words
    description: Words
    licence: str | Promise
    issued: date
    modified: date
    first: int | None
    countries: Collection[str]
    version: str
    whole: dict[str, list[tuple[str, str]]]


def open_data() -> list[OpenData]:
    """Return what is published; made-up data is not."""
    found = [_of_dataset(one) for one in datasets() if one.current_id and not one.made_up]
    evaluations = _evaluations()
    return [one for one in (*found, evaluations) if one is not None]


def _of_dataset(dataset: Dataset) -> OpenData | None:
    """Return a dataset that has values; at most four queries."""
    release = dataset.current
    span = span_of(release.pk) if release else None
    if release is None or span is None:
        return None
    numbers = reading.manifest_of(release.pk).numbers()
    first = Release.objects.filter(dataset=dataset).aggregate(at=Min("made_at"))["at"]
    countries = UnitClass.objects.filter(number__in=span.classes, made_up=False).values_list("country", flat=True)
    return OpenData(
        key=dataset.key,
        title=Words(_("Values of indicators: %(title)s"), (("title", dataset.title),)),
        description=Words(
            _(
                "Values of %(count)s indicators from %(first)s to %(last)s. Source: %(source)s. Places and groups are "
                "computed by Kompassros."
            ),
            (("count", len(numbers)), ("first", span.first), ("last", span.last), ("source", dataset.source)),
        ),
        licence=dataset.licence,
        issued=_day(first),
        modified=_day(release.made_at),
        first=span.first,
        countries=sorted(set(countries)),
        version=str(release.number),
        whole=_whole(dataset.key, numbers, release.pk),
    )


def _whole(key: str, numbers: Collection[int], release: int) -> dict[str, list[tuple[str, str]]]:
    """Return the queries that give all values of a dataset at once; none where it has too many."""
    size = sum(part.values.rows for part in reading.manifest_of(release).parts)
    if len(numbers) > MOST_INDICATORS or size > MOST_VALUES:
        return {}
    codes = Indicator.objects.filter(number__in=numbers).order_by("code").values_list("code", flat=True)
    query = [("dataset", key), *(("indicator", code) for code in codes)]
    formats = ("json", "jsonstat", "csv", "xlsx") if size <= MOST_IN_WORKBOOK else ("json", "jsonstat", "csv")
    return {name: [*query, ("format", name)] for name in formats}


def _evaluations() -> OpenData | None:
    """Return the published evaluations, self-evaluations not among them; at most two queries."""
    listed = published.by_others(published.current_evaluations())
    entries = published.made_up_is(False, listed)
    if not entries:
        return None
    days = [_day(entry.published_at) for entry in entries]
    years = [entry.sheet.year for entry in entries if entry.sheet.year is not None]
    return OpenData(
        key=EVALUATIONS,
        title=Words(_("Published evaluations of municipalities")),
        description=Words(
            _(
                "Results of %(count)s evaluations of municipalities with Kommunkompassen and other instruments: the "
                "points of each area, whom each compares with, and the source of the figures."
            ),
            (("count", len(entries)),),
        ),
        licence=_("The figures may be used freely with their source named; each result names its own."),
        issued=min(days),
        modified=max(days),
        first=min(years, default=None),
        countries=sorted({entry.sheet.country for entry in entries}),
        version="",
        whole={"json": [("limit", str(MOST_EVALUATIONS))]} if len(listed) <= MOST_EVALUATIONS else {},
    )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
