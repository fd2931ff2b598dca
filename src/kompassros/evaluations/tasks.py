"""The jobs of published results: checking a file, storing it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations import receiving
from kompassros.organisations.models import Person
from kompassros.records import job_pages, jobs
from kompassros.records.job_pages import JobPage
from kompassros.records.jobs import Progress
from kompassros.records.models import Job

CHECK, STORE = "results.check", "results.store"


def check(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Check an uploaded file and keep the report with it."""
    return receiving.check(arguments["import"], progress, language=arguments["language"])


def store(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Store an uploaded file that was checked and confirmed."""
    person = Person.objects.get(pk=arguments["person"])
    return receiving.store(arguments["import"], progress, person=person, language=arguments["language"])


def _report_address(job: Job) -> str:
    return reverse("evaluations:report", args=[job.arguments["import"]])


jobs.register(CHECK, check)
jobs.register(STORE, store)
job_pages.register(CHECK, JobPage(_("A file of published results is being checked"), _report_address))
job_pages.register(STORE, JobPage(_("A file of published results is being stored"), _report_address))
