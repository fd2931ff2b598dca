"""What the page of a job says, and where to go when it is over; the app that owns a kind of job registers it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kompassros.records.models import Job


@dataclass(frozen=True)
class JobPage:
    """A title for the jobs of a kind, and the address of what they were about."""

    title: str | Promise
    address: Callable[[Job], str]


_pages: dict[str, JobPage] = {}


def register(kind: str, page: JobPage) -> None:
    """Say how jobs of this kind are shown."""
    _pages[kind] = page


def title(job: Job) -> str:
    """Return the title of a job's page."""
    return str(_pages[job.kind].title) if job.kind in _pages else job.kind


def next_address(job: Job) -> str:
    """Return the address of what the job was about, or an empty text."""
    return _pages[job.kind].address(job) if job.kind in _pages else ""
