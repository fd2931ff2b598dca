"""What the public sees: current score sheets, read from frozen rows only. The portal and the API read nothing else.

A sheet is current when its time of publication has come and no sheet that replaces it has come yet. Its time is the
end of its embargo where it has one. Contents never change, and once a sheet is public its time does not either, so
each is parsed once in a process and kept by its row's number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.sheet import Sheet
from kompassros.records import clock


@dataclass(frozen=True)
class Published:
    """A published sheet with what its row knows: address, number, time, checksum."""

    pk: int
    slug: str
    number: int
    published_at: datetime
    sha256: str
    why: str
    sheet: Sheet

    @property
    def is_correction(self) -> bool:
        """Return whether an earlier sheet was replaced."""
        return self.number > 1


_kept: dict[int, Published] = {}
_MOST_KEPT = 5_000


def timed() -> QuerySet[Any]:
    """Return all sheets with ``comes_at``: when the public sees each, which is when its embargo ends, if it has one."""
    return ScoreSheet.objects.annotate(comes_at=Coalesce("embargo__until", "published_at"))


def _public(now: datetime) -> QuerySet[Any]:
    return timed().filter(comes_at__lte=now)


def _current(now: datetime) -> QuerySet[Any]:
    newer = _public(now).filter(replaces=OuterRef("pk"))
    return _public(now).filter(~Exists(newer))


def as_published(row: Any) -> Published:
    """Return a row of ``timed`` as what the public sees of it."""
    return Published(row.pk, row.slug, row.number, row.comes_at, row.sha256, row.why, row.read())


def _read(rows: Iterable[Any]) -> list[Published]:
    return [_keep(row) for row in rows]


def _keep(row: Any) -> Published:
    entry = as_published(row)
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[row.pk] = entry
    return entry


def _kept_as(pk: int, sha256: str) -> Published | None:
    entry = _kept.get(pk)
    return entry if entry is not None and entry.sha256 == sha256 else None


def _fetch(rows: QuerySet[Any]) -> list[Published]:
    """Read rows, fetching the contents only of those not kept: one query when all are, else two.

    What is kept may be emptied by another thread at any moment, so each entry is taken out once.
    """
    keys = list(rows.order_by("pk").values_list("pk", "sha256"))
    found = {pk: entry for pk, sha256 in keys if (entry := _kept_as(pk, sha256))}
    missing = [pk for pk, _sha256 in keys if pk not in found]
    if missing:
        found |= {entry.pk: entry for entry in _read(timed().filter(pk__in=missing))}
    return [found[pk] for pk, _sha256 in keys]


def current_sheets() -> list[Published]:
    """Return all current sheets, of evaluations and of references, in the order they were stored."""
    return _fetch(_current(clock.now()))


def current_evaluations() -> list[Published]:
    """Return the current sheets of evaluations."""
    return [entry for entry in current_sheets() if entry.sheet.kind == "evaluation"]


def current_references() -> list[Published]:
    """Return the current sheets of references that sources print."""
    return [entry for entry in current_sheets() if entry.sheet.kind == "reference"]


def by_others(entries: Iterable[Published]) -> list[Published]:
    """Return the entries that somebody else than the municipality itself judged: only they stand in common lists."""
    return [entry for entry in entries if not entry.sheet.is_self]


def by_themselves(entries: Iterable[Published]) -> list[Published]:
    """Return the self-evaluations among the entries."""
    return [entry for entry in entries if entry.sheet.is_self]


def sheets_of(slug: str) -> list[Published]:
    """Return all published sheets of one address, the current one first, its predecessors after it."""
    return sorted(_fetch(_public(clock.now()).filter(slug=slug)), key=lambda entry: -entry.number)


def made_up_is(wanted: bool, entries: Iterable[Published]) -> list[Published]:
    """Return the entries that are made up, or those that are not."""
    return [entry for entry in entries if entry.sheet.made_up is wanted]
