"""Operations on releases: which one is read, and clearing the files that none needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.records import clock, history
from kompassros.records.backups import removing_files
from kompassros.records.errors import DomainError
from kompassros.statistics import store
from kompassros.statistics.making import switch
from kompassros.statistics.manifest import Manifest, Part
from kompassros.statistics.models import Dataset, Release

KEPT = 2
READERS_MAY_TAKE = timedelta(minutes=10)


@transaction.atomic
def activate(*, dataset_key: str, number: int, person: Any | None, why: str) -> Release:
    """Let a dataset be read from one of its releases, an older one too.

    DomainError: there is no such release, or its files were cleared away. Conflict: somebody else switched meanwhile.
    """
    dataset = Dataset.objects.select_for_update().get(key=dataset_key)
    release = Release.objects.filter(dataset=dataset, number=number).first()
    names = {"dataset": dataset.key, "number": number}
    if release is None:
        raise DomainError(_("There is no release %(number)s of %(dataset)s.") % names)
    if not has_files(release):
        raise DomainError(_("The files of release %(number)s of %(dataset)s were cleared away.") % names)
    before = dataset.current.number if dataset.current else None
    switch(dataset, release)
    history.write(
        person=person,
        verb="statistics.activated",
        subject=("dataset", dataset.key, dataset.title),
        organisation_id=dataset.owner_id,
        before={"release": before},
        after={"release": number},
        why=why,
    )
    return release


def has_files(release: Release) -> bool:
    """Return whether all files of a release are there."""
    manifest: Manifest = release.read()
    return all(store.path_of(file.name).exists() for file in manifest.files())


def count_values(release: Release) -> int | None:
    """Return how many values are read from a release; None where its files were cleared away.

    Of a file that a later part answers for in part, only the rows of the other indicators count.
    """
    if not has_files(release):
        return None
    manifest: Manifest = release.read()
    return sum(part.values.rows if part.whole else _count(part) for part in manifest.parts)


def _count(part: Part) -> int:
    import pyarrow.dataset as files

    table = files.dataset(store.path_of(part.values.name), format="parquet")
    return int(table.count_rows(filter=files.field("indicator").isin(sorted(part.numbers()))))


@dataclass(frozen=True)
class Cleared:
    """What clearing took away."""

    files: int
    bytes: int


def compact(*, keep: int = KEPT, readers: timedelta = READERS_MAY_TAKE) -> Cleared:
    """Take away what no release needs: leavings of makers that were killed, and files of old releases only.

    The ``keep`` latest releases of each dataset keep their files, and so does the one that is read; and those that
    were the latest within the time that ``readers`` may take, for somebody may still be reading them. Waits until
    nobody makes a release or a backup.
    """
    with removing_files(), store.clearing():
        needed = _needed(keep, clock.now() - readers)
        files = [path for path in settings.STATISTICS_DIR.rglob("*") if path.is_file() and path.name != store.LOCK]
        gone = [path for path in files if str(path.relative_to(settings.STATISTICS_DIR)) not in needed]
        size = sum(path.stat().st_size for path in gone)
        for path in gone:
            path.unlink()
        for folder in store.making_folder().iterdir():
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return Cleared(len(gone), size)


def _needed(keep: int, read_since: datetime) -> set[str]:
    """Return the names of all files that a kept release reads."""
    needed: set[str] = set()
    for dataset in Dataset.objects.select_related("current"):
        releases = list(Release.objects.filter(dataset=dataset).order_by("-number"))
        kept = releases[:keep]
        kept += [old for new, old in pairwise(releases) if new.made_at > read_since]
        for release in {*kept, *([dataset.current] if dataset.current else [])}:
            manifest: Manifest = release.read()
            needed |= {file.name for file in manifest.files()}
    return needed
