"""Many reports at once on the worker, as the product runs, while somebody reads pages of the web server."""

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from benchmarks.processes import HOST, background, web_server
from benchmarks.results import Measure
from tests.harness.server import server_environment

PAGE = "/sv/evaluations/"
MOST_SECONDS = 600
_PAUSE = 0.05


def time_many(data_dir: Path, reports: int) -> Iterator[Measure]:
    """Yield how long so many reports took, how long a page took meanwhile, and in how many steps progress was told.

    RuntimeError where the work fails, or a page is not answered meanwhile.
    """
    from kompassros.cli.running import worker_command
    from kompassros.evaluations.library import Library
    from kompassros.evaluations.reports import bundle
    from kompassros.organisations.demo import demo_address
    from kompassros.organisations.models import Person
    from kompassros.organisations.roles import Role
    from kompassros.records.jobs import LONG_QUEUE
    from kompassros.records.models import Job

    slugs = [entry.slug for entry in bundle.results_made_here(Library.open())]
    wanted = [slugs[number % len(slugs)] for number in range(reports)]
    environment = server_environment(data_dir) | {"DJANGO_SETTINGS_MODULE": "kompassros.settings"}
    worker = background(worker_command(LONG_QUEUE), data_dir / "worker.log", environment)
    with web_server(data_dir) as port, worker:
        before = [_read(port) for _one in range(20)][5:]
        began = time.perf_counter()
        person = Person.objects.get(email=demo_address(Role.ADMINISTRATOR))
        job = bundle.start(slugs=wanted, kind="report", ending="pdf", language="sv", person=person)
        meanwhile, seen = [], set()
        while not job.is_over():
            if time.perf_counter() - began > MOST_SECONDS:
                raise RuntimeError("the reports are not made yet")
            meanwhile.append(_read(port))
            time.sleep(_PAUSE)
            job = Job.objects.get(pk=job.pk)
            seen.add(job.done)
        took = time.perf_counter() - began
    if job.state != Job.State.DONE:
        raise RuntimeError(f"the reports were not made: {job.error}")
    yield Measure(f"{reports} reports on the worker", "s", [took])
    yield Measure("A page of the web server before", "ms", [median(before)])
    yield Measure("A page of the web server meanwhile", "ms", [median(meanwhile)])
    yield Measure("The slowest page meanwhile", "ms", [max(meanwhile)])
    yield Measure("Steps of progress that were seen", "", [float(len(seen))])


def _read(port: int) -> float:
    """Read a page that is made on request, not one that is written as a file; return the milliseconds."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", f"{PAGE}?{urlencode({'page': 1})}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{PAGE} was answered {answer.status}: {json.dumps(dict(answer.headers))[:200]}")
    return (time.perf_counter() - began) * 1000
