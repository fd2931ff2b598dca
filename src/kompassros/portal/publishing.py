"""Writing the public pages as files, so that they are served without asking the database.

One folder per edition of the site; ``current`` is a link that is switched when all pages are written, so a reader
sees the old site or the new one. When something published changes the link is taken away at once and pages are made
on request until the next edition is written. A job that dies leaves a folder without a link, which the next removes.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kompassros.evaluations import published
from kompassros.evaluations.course_sheet import detail_of
from kompassros.evaluations.published import Published
from kompassros.organisations import queries
from kompassros.organisations.models import Organisation
from kompassros.portal.published import FRESH, HEADERS
from kompassros.records import clock, jobs
from kompassros.records.jobs import Progress
from kompassros.records.signals import published_changed
from kompassros.statistics import reading

JOB = "portal.publish"
PLAIN = (
    "front", "municipalities", "evaluations", "self_evaluations", "references", "compare", "instruments", "method",
    "glossary", "open_data",
)  # fmt: skip
KEPT_EDITIONS = 2
EDITION_NAME = "%Y%m%dT%H%M%S%f"


def folder() -> Path:
    """Return the folder of all editions of the site."""
    return Path(settings.PUBLISHED_DIR)


def addresses() -> Iterator[str]:
    """Yield the address of every public page in every language."""
    from kompassros.instruments import queries as instruments

    entries = published.current_sheets()
    keys = list(Organisation.objects.filter(kind__in=queries.SEARCHED_KINDS).values_list("key", flat=True))
    editions = [entry.content for entry in instruments.editions()]
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield from (reverse(f"portal:{name}") for name in PLAIN)
            yield from (reverse(f"portal:{entry.sheet.kind}", args=[entry.slug]) for entry in entries)
            yield from (address for entry in entries for address in _explaining(entry))
            yield from (reverse("portal:municipality", args=[key]) for key in keys)
            yield from (reverse("portal:instrument", args=[one.instrument.id, one.version]) for one in editions)


def _explaining(entry: Published) -> Iterator[str]:
    """Yield the annex and the areas of a result that was made here; what lies below them is made on request."""
    detail = detail_of(entry.sheet)
    if detail is not None:
        yield reverse("portal:result_annex", args=[entry.slug])
        yield from (reverse("portal:result_area", args=[entry.slug, area.id]) for area in detail.areas)


def withdraw() -> None:
    """Let pages be made on request from now on: what is written is out of date."""
    (folder() / "current").unlink(missing_ok=True)


def withdraw_and_write_again() -> None:
    """Take the written pages away and queue the writing of new ones, where pages are to be written."""
    withdraw()
    if settings.WRITE_PAGES:
        jobs.start_once(JOB)


def write_pages(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write every public page into a new edition of the site and switch to it; return how many pages there are."""
    edition = folder() / clock.now().astimezone(UTC).strftime(EDITION_NAME)
    wanted = list(addresses())
    client = Client(HTTP_HOST=_host())
    client.defaults[FRESH] = "1"
    began = _state()
    for count, address in enumerate(wanted, start=1):
        _write(client, edition, address)
        progress.report(count, len(wanted))
    if began != _state():
        shutil.rmtree(edition)
        jobs.start_once(JOB)
        return {"pages": 0}
    _switch(edition)
    return {"pages": len(wanted)}


def _host() -> str:
    return next((host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "["))), "localhost")


def _state() -> tuple[int, tuple[int, ...]]:
    """Return what the pages are made of: the newest sheet, and the releases of values that are read."""
    return max((entry.pk for entry in published.current_sheets()), default=0), reading.current_releases()


def _write(client: Client, edition: Path, address: str) -> None:
    response = client.get(address, secure=settings.PRODUCTION)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    path = edition / address.strip("/") / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(response.content)
    headers = edition / HEADERS
    if not headers.exists():
        kept = {
            name: value
            for name, value in response.items()
            if name not in ("Content-Length", "Content-Language", "Vary")
        }
        headers.write_text(json.dumps(kept), encoding="utf-8")


def _switch(edition: Path) -> None:
    """Point ``current`` at the new edition in one step, and remove editions that nobody reads any more."""
    link = folder() / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(edition.name)
    link.replace(folder() / "current")
    editions = sorted(path for path in folder().iterdir() if path.is_dir() and not path.is_symlink())
    for old in editions[:-KEPT_EDITIONS]:
        with suppress(OSError):
            shutil.rmtree(old)


jobs.register(JOB, write_pages, queue=jobs.LONG_QUEUE)
published_changed.hear(lambda **kwargs: withdraw_and_write_again(), name="portal.publishing")
