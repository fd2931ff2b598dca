"""What the public sees: current score sheets, read from frozen rows only. The portal and the API read nothing else.

A sheet is current when its time of publication has come and no sheet that replaces it has come yet. Contents never
change, so each is parsed once in a process and kept by its row's number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

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


def _public(now: datetime) -> QuerySet[ScoreSheet]:
    return ScoreSheet.objects.filter(published_at__lte=now)


def _current(now: datetime) -> QuerySet[ScoreSheet]:
    newer = ScoreSheet.objects.filter(replaces=OuterRef("pk"), published_at__lte=now)
    return _public(now).filter(~Exists(newer))


def _read(rows: Iterable[ScoreSheet]) -> list[Published]:
    return [_keep(row) for row in rows]


def _keep(row: ScoreSheet) -> Published:
    entry = Published(row.pk, row.slug, row.number, row.published_at, row.sha256, row.why, row.read())
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[row.pk] = entry
    return entry


def _kept_as(pk: int, sha256: str) -> Published | None:
    entry = _kept.get(pk)
    return entry if entry is not None and entry.sha256 == sha256 else None


def _fetch(rows: QuerySet[ScoreSheet]) -> list[Published]:
    """Read rows, fetching the contents only of those not kept: one query when all are, else two.

    What is kept may be emptied by another thread at any moment, so each entry is taken out once.
    """
    keys = list(rows.order_by("pk").values_list("pk", "sha256"))
    found = {pk: entry for pk, sha256 in keys if (entry := _kept_as(pk, sha256))}
    missing = [pk for pk, _sha256 in keys if pk not in found]
    if missing:
        found |= {entry.pk: entry for entry in _read(ScoreSheet.objects.filter(pk__in=missing))}
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


def sheets_of(slug: str) -> list[Published]:
    """Return all published sheets of one address, the current one first, its predecessors after it."""
    return sorted(_fetch(_public(clock.now()).filter(slug=slug)), key=lambda entry: -entry.number)


def made_up_is(wanted: bool, entries: Iterable[Published]) -> list[Published]:
    """Return the entries that are made up, or those that are not."""
    return [entry for entry in entries if entry.sheet.made_up is wanted]
