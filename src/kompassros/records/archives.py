"""Archives that a job made for the person who started it; they are kept for a week."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from kompassros.records import clock
from kompassros.records.models import Job
from kompassros.records.signals import each_round

KEPT_FOR = timedelta(days=7)
_PREFIX = "making-"


def folder() -> Path:
    """Return where archives lie until they are removed."""
    return Path(settings.DATA_DIR) / "bundles"


@contextmanager
def new_archive() -> Iterator[tuple[zipfile.ZipFile, str]]:
    """Give an archive to fill, with the name by which a job's result names it; it is removed where filling it fails.

    One of a process that was killed is left, and removed after a week as all are.
    """
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder(), prefix=_PREFIX, delete=False) as temporary:
        path = Path(temporary.name)
        try:
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
                yield archive, path.name
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def file_of(job: Job) -> Path | None:
    """Return the archive of a finished job ("file" in its result), or None where it is not there (any more)."""
    name = (job.result or {}).get("file", "")
    path = folder() / Path(name).name
    return path if name and path.is_file() else None


def sweep() -> int:
    """Remove archives, also unfinished ones, that are older than a week; return how many that were."""
    oldest = (clock.now() - KEPT_FOR).timestamp()
    there = folder().glob(f"{_PREFIX}*") if folder().is_dir() else ()
    found = [path for path in there if path.stat().st_mtime < oldest]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


each_round.hear(lambda **kwargs: sweep(), name="records.archives")
