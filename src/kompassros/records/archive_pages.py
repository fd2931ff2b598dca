"""The pages of an archive that a job made: that it is there, and the archive itself. ``request.subject`` is the job."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from kompassros.records import archives
from kompassros.records.models import Job


def show_archive(request: HttpRequest, template: str, *, title: str) -> HttpResponse:
    """Show what was made, by a template that gets job, ready, outcome, days and title."""
    job: Job = request.subject  # type: ignore[attr-defined]
    page: dict[str, Any] = {
        "job": job,
        "ready": archives.file_of(job) is not None,
        "outcome": job.result or {},
        "days": archives.KEPT_FOR.days,
        "title": title,
    }
    return render(request, template, page)


def send_archive(request: HttpRequest, *, name: str) -> HttpResponseBase:
    """Send the archive under the name that the job gave it, else ``name``; Http404 where it is not there any more."""
    job: Job = request.subject  # type: ignore[attr-defined]
    path = archives.file_of(job)
    if path is None:
        raise Http404(_("This archive is not here any more. Ask for it again."))
    called = (job.result or {}).get("called", name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=called)
