"""The jobs of files of statistics: reading one, storing one. Both are long work."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.tables import working
from kompassros.indicators.tables.receiving import READ, STORE
from kompassros.organisations.models import Person
from kompassros.records import job_pages, jobs
from kompassros.records.job_pages import JobPage
from kompassros.records.jobs import Progress
from kompassros.records.models import Job


def read(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read a received file and keep what it comes to."""
    return working.read(
        arguments["import"],
        progress,
        version=arguments["version"],
        language=arguments["language"],
        anew=arguments.get("anew", False),
    )


def store(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Store a file that was looked over and confirmed."""
    person = Person.objects.get(pk=arguments["person"])
    return working.store(arguments["import"], progress, person=person, language=arguments["language"])


def _address(job: Job) -> str:
    return reverse("tables:import", args=[job.arguments["import"]])


jobs.register(READ, read, queue=jobs.LONG_QUEUE)
jobs.register(STORE, store, queue=jobs.LONG_QUEUE)
job_pages.register(READ, JobPage(_("A file of statistics is being read"), _address))
job_pages.register(STORE, JobPage(_("A file of statistics is being stored"), _address))
