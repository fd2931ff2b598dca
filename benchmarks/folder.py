"""The data folder that is measured: the demo and over 100 made-up evaluations, through the product's own import.

Django is set up for that folder by `set_up`, once in a process; the other functions need that.
"""

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from unittest.mock import patch

MUNICIPALITIES = 52
YEARS = (2018, 2022)
NAME = "Påhittstad {number:02}"
REAL = "tyreso"


def set_up(data_dir: Path) -> None:
    """Make `data_dir` the data folder of this process and of the servers it starts, and fill it."""
    for name in [name for name in os.environ if name.startswith("KOMPASSROS_") or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ |= {
        "KOMPASSROS_MODE": "demo",
        "KOMPASSROS_DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "kompassros.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    _load()


def _load() -> None:
    from kompassros.evaluations import imports, services
    from kompassros.records import demo

    for _name, _added in demo.load_all(with_made_up=True):
        pass
    planned = imports.plan(made_up_file(), made_up=True)
    imports.store(planned, publisher=services.Publisher(None, "Made-up data of a benchmark"), confirmed=True)


def made_up_file() -> bytes:
    """A file of made-up results in the columns of an import: two of each made-up municipality."""
    from kompassros.evaluations.reading import AREA_COLUMNS, BASE

    text = io.StringIO()
    writer = csv.DictWriter(text, BASE)
    writer.writeheader()
    for number in range(1, MUNICIPALITIES + 1):
        for year in YEARS:
            points = [40 + (number * 7 + area * 11 + year) % 50 for area in range(len(AREA_COLUMNS))]
            stated = {"kind": "evaluation", "country": "SE", "version": "2.0", "status": "printed"}
            named = {"municipality": NAME.format(number=number), "year": year, "source_url": "Made-up demo data"}
            writer.writerow(stated | named | dict(zip(AREA_COLUMNS, points, strict=True)) | {"total": sum(points)})
    return text.getvalue().encode()


def made_up_keys() -> list[str]:
    """The keys of the made-up municipalities, in the order of the file."""
    from kompassros.organisations.models import Organisation

    names = [NAME.format(number=number) for number in range(1, MUNICIPALITIES + 1)]
    keys = dict(Organisation.objects.filter(name__in=names).values_list("name", "key"))
    return [keys[name] for name in names]


def municipality(key: str) -> str:
    """The address of a municipality's page."""
    return f"/sv/municipalities/{key}/"


def publish(most: int) -> None:
    """Write public pages as files, as the queued job does, but only the first `most`: not all are measured."""
    from django.db import connections

    from kompassros.portal import publishing
    from kompassros.records import jobs
    from kompassros.records.models import Job

    every = publishing.addresses
    with patch.object(publishing, "addresses", lambda: islice(every(), most)):
        for job in Job.objects.filter(state=Job.State.QUEUED):
            jobs.run(job.pk)
    if not (publishing.folder() / "current").exists():
        raise RuntimeError("The pages were not published.")
    connections.close_all()


def published_addresses(current: Path, most: int) -> Sequence[str]:
    """The addresses of `most` written pages, spread evenly over the edition."""
    found = sorted(f"/{path.parent.relative_to(current).as_posix()}/" for path in current.rglob("index.html"))
    step = max(1, len(found) // most)
    return found[::step][:most]


@contextmanager
def made_dynamically(published: Path) -> Iterator[None]:
    """Hide the written pages meanwhile, so that every page is made on request."""
    current, hidden = published / "current", published / "current.hidden"
    current.rename(hidden)
    try:
        yield
    finally:
        hidden.rename(current)
