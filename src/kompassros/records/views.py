"""How far a job has come, for the person who started it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from kompassros.records import job_pages
from kompassros.records.models import Job
from kompassros.records.policies import Policy, register
from kompassros.web.access import allowed

SEE_JOB = register(
    Policy(
        "records.see_job",
        Job,
        lambda person, job: job.person_id is not None and job.person_id == person.pk,
        lambda person: Job.objects.filter(person_id=person.pk, person__isnull=False),
    )
)


def _find(request: HttpRequest, uid: UUID) -> Job:
    return get_object_or_404(Job, uid=uid)


def _go_on(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to what the job was about, also from the part of the page that asks by itself."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@allowed("records.see_job", _find)
@require_safe
def show_job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a job; the part of the page with the progress asks again until the job is over."""
    job: Job = request.subject  # type: ignore[attr-defined]
    page: dict[str, Any] = {"job": job, "title": job_pages.title(job), "next": job_pages.next_address(job)}
    if job.state == Job.State.DONE and page["next"]:
        return _go_on(request, page["next"])
    part = "#progress" if request.headers.get("HX-Request") else ""
    return render(request, f"records/job.html{part}", page)
