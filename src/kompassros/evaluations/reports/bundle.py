"""Documents of many results in one archive, made by the worker; kept for a week."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.library import Library
from kompassros.evaluations.published import Published
from kompassros.evaluations.reports.files import BY_KEY
from kompassros.evaluations.reports.material import material_of
from kompassros.records import archives, job_pages, jobs
from kompassros.records.errors import DomainError
from kompassros.records.job_pages import JobPage
from kompassros.records.jobs import Progress
from kompassros.records.models import Job

KIND = "results.bundle"
MOST = 300


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
    with archives.new_archive() as (archive, name), override(language):
        for number, slug in enumerate(slugs):
            progress.report(number, len(slugs))
            entry = library.find(slug)
            if entry is None or not isinstance(entry.sheet, CourseSheet):
                missing.append(slug)
                continue
            material = material_of(entry, library)
            archive.writestr(f"{slug}-{kind.key}-{language}.{ending}", kind.formats[ending](material))
    progress.report(len(slugs), len(slugs))
    return {"file": name, "count": len(slugs) - len(missing), "missing": missing}


def _address(job: Job) -> str:
    return reverse("courses:bundle_ready", args=[job.uid])


jobs.register(KIND, make, queue=jobs.LONG_QUEUE)
job_pages.register(KIND, JobPage(gettext_lazy("Documents of several results are being made"), _address))
