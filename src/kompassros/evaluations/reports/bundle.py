"""Documents of many results in one archive, made by the worker; kept for a week."""

import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.library import Library
from kompassros.evaluations.published import Published
from kompassros.evaluations.reports.files import BY_KEY
from kompassros.evaluations.reports.material import material_of
from kompassros.records import clock, job_pages, jobs
from kompassros.records.errors import DomainError
from kompassros.records.job_pages import JobPage
from kompassros.records.jobs import Progress
from kompassros.records.models import Job
from kompassros.records.signals import each_round

KIND = "results.bundle"
MOST = 300
KEPT_FOR = timedelta(days=7)


def folder() -> Path:
    """Return where finished archives lie until they are removed."""
    return Path(settings.DATA_DIR) / "bundles"


def results_made_here(library: Library) -> list[Published]:
    """Return the public results that have documents, by name, the latest of each first."""
    found = [entry for entry in library.evaluations if isinstance(entry.sheet, CourseSheet)]
    return sorted(found, key=lambda entry: (entry.sheet.organisation_name, -(entry.sheet.year or 0)))


def start(*, slugs: list[str], kind: str, ending: str, language: str, person: Any) -> Job:
    """Queue the making of an archive. DomainError for none or too many results, and for a format that is not made."""
    if not slugs:
        raise DomainError(_("Choose at least one result."))
    if len(slugs) > MOST:
        raise DomainError(_("Choose at most %(most)s results at once.") % {"most": MOST})
    if ending not in BY_KEY[kind].formats:
        raise DomainError(_("This document does not come in this format."))
    arguments = {"slugs": slugs, "kind": kind, "ending": ending, "language": language}
    return jobs.start(KIND, arguments=arguments, person=person)


def make(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Make every document and put them into one archive; a result that is no longer public is left out and named."""
    library = Library.open()
    kind, ending, language = BY_KEY[arguments["kind"]], arguments["ending"], arguments["language"]
    slugs, missing = arguments["slugs"], []
    folder().mkdir(parents=True, exist_ok=True)
    with (
        tempfile.NamedTemporaryFile(dir=folder(), prefix="making-", delete=False) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive,
        override(language),
    ):
        for number, slug in enumerate(slugs):
            progress.report(number, len(slugs))
            entry = library.find(slug)
            if entry is None or not isinstance(entry.sheet, CourseSheet):
                missing.append(slug)
                continue
            material = material_of(entry, library)
            archive.writestr(f"{slug}-{kind.key}-{language}.{ending}", kind.formats[ending](material))
    progress.report(len(slugs), len(slugs))
    return {"file": Path(temporary.name).name, "count": len(slugs) - len(missing), "missing": missing}


def file_of(job: Job) -> Path | None:
    """Return the archive of a finished job, or None where it is not there (any more)."""
    name = (job.result or {}).get("file", "")
    path = folder() / Path(name).name
    return path if name and path.is_file() else None


def sweep() -> int:
    """Remove archives, also unfinished ones, that are older than a week; return how many that were."""
    oldest = (clock.now() - KEPT_FOR).timestamp()
    found = [path for path in folder().glob("making-*") if path.stat().st_mtime < oldest] if folder().is_dir() else []
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _address(job: Job) -> str:
    return reverse("courses:bundle_ready", args=[job.uid])


each_round.hear(lambda **kwargs: sweep(), name="evaluations.bundles")
jobs.register(KIND, make, queue=jobs.LONG_QUEUE)
job_pages.register(KIND, JobPage(gettext_lazy("Documents of several results are being made"), _address))
