"""Fetching the values of indicators part by part; a fetch that was stopped goes on where it was."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kompassros.indicators.importing import SOURCE
from kompassros.indicators.kolada.chunks import About, Chunk, Content, ask
from kompassros.indicators.kolada.client import Answer, KoladaClient
from kompassros.indicators.kolada.entries import SourceValue
from kompassros.indicators.kolada.folder import FetchFolder, opened
from kompassros.indicators.models import Indicator, IndicatorVersion

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class FetchReport:
    """What came, and everything that did not come as expected; codes in the order in which they were asked for.

    ``parts_before``: how many of the ``parts`` an earlier run had fetched. ``without_values``: no number in any of the
    years. ``unknown``: not in our catalogue. ``vanished``: no longer in Kolada's. ``renamed``: the title we know and
    the one that Kolada gives now, by code. ``unread``: values whose status text is not known, by text; they are kept
    as missing. ``repeated``: values that came more than once.
    """

    rows: int
    parts: int
    parts_before: int
    began_at: datetime
    without_values: tuple[str, ...]
    unknown: tuple[str, ...]
    vanished: tuple[str, ...]
    renamed: Mapping[str, tuple[str, str]]
    unread: Mapping[str, int]
    repeated: int


def fetch(
    *,
    client: KoladaClient,
    codes: Iterable[str],
    from_year: int,
    to_year: int,
    folder: Path,
    progress: Progress,
    workplaces: bool = False,
) -> FetchReport:
    """Fetch the values of indicators, all units and genders, into a folder; parts that are there stay as they are.

    ``workplaces``: those of organisational units too. ``progress`` is told how many parts of how many have come.
    """
    question = ask(base_url=client.base_url, codes=codes, from_year=from_year, to_year=to_year, workplaces=workplaces)
    with opened(folder, question) as there:
        catalogue = client.kpis(question.kpis)
        titles = {entry.id: entry.title for entry in catalogue}
        before = len(there.chunks) - len(there.missing())
        _fetch_missing(client, there, progress)
        return _report(there, titles, before=before, vanished=catalogue.without_rows)


def _fetch_missing(client: KoladaClient, there: FetchFolder, progress: Progress) -> None:
    missing, total = there.missing(), len(there.chunks)
    progress(total - len(missing), total)
    for done, chunk in enumerate(missing, start=total - len(missing) + 1):
        content = Content()
        content.add(_values(client, chunk))
        there.write(chunk, content)
        progress(done, total)


def _values(client: KoladaClient, chunk: Chunk) -> Answer[SourceValue]:
    asked = client.workplace_data if chunk.about is About.WORKPLACE else client.data
    return asked(kpis=chunk.kpis, years=chunk.years)


def _report(there: FetchFolder, titles: Mapping[str, str], *, before: int, vanished: tuple[str, ...]) -> FetchReport:
    kpis = there.manifest.question.kpis
    notes = [found for chunk in there.chunks if (found := there.notes(chunk))]
    with_values = frozenset[str]().union(*(found.with_values for found in notes))
    known = known_titles(kpis)
    unread: Counter[str] = Counter()
    for found in notes:
        unread.update(found.unread)
    return FetchReport(
        rows=sum(found.rows for found in notes),
        parts=len(there.chunks),
        parts_before=before,
        began_at=there.manifest.began_at,
        without_values=_not_in(with_values, kpis),
        unknown=_not_in(known, kpis),
        vanished=vanished,
        renamed=_renamed(known, titles),
        unread=dict(unread),
        repeated=sum(found.repeated for found in notes),
    )


def _not_in(found: Collection[str], kpis: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in kpis if code not in found)


def _renamed(known: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the titles that differ, by code; runs of blanks do not count."""
    return {
        code: (known[code], title)
        for code, title in titles.items()
        if code in known and known[code].split() != title.split()
    }


def known_titles(codes: Collection[str]) -> dict[str, str]:
    """Return the titles that Kolada last gave these indicators, by code; our own where none of it is kept."""
    titles = dict(Indicator.objects.filter(code__in=codes).values_list("code", "title"))
    versions = IndicatorVersion.objects.filter(source=SOURCE, indicator__code__in=codes).order_by("seen_on", "pk")
    for code, entry in versions.values_list("indicator__code", "entry"):
        titles[code] = entry.get("title", titles[code])
    return titles
