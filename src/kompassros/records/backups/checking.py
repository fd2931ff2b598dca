"""What ``verify`` looks at in a backup or in the running installation: what the rows say of themselves and of files."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from kompassros.records import freezing
from kompassros.records.backups.registry import checks, register_check
from kompassros.records.backups.sources import Source
from kompassros.records.models import FileRevision, Frozen

MOST_NAMED = 5


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what is wrong with it, a sentence each: nothing where it is sound."""

    about: str
    troubles: tuple[str, ...]


def examine(source: Source) -> Iterator[Finding]:
    """Yield what each check says: the database's own first, then those that are registered."""
    yield Finding(f"database: {len(source.table_names)} tables", few(source.tables.damage()))
    for name, check in checks().items():
        yield Finding(name, few(check(source)))


def few(troubles: Iterable[str]) -> tuple[str, ...]:
    """Return the first sentences, and one about how many more there are."""
    found = list(troubles)
    more = len(found) - MOST_NAMED
    return (*found[:MOST_NAMED], f"... and {more} more.") if more > 0 else tuple(found)


def _files_that_rows_name(source: Source) -> Iterator[str]:
    for sha256 in sorted({sha256 or "" for (sha256,) in source.rows(FileRevision, "sha256")}):
        found = source.sum_of("files", f"{sha256[:2]}/{sha256}")
        if found is None:
            yield f"The file {sha256} is missing."
        elif found != sha256:
            yield f"The file {sha256} has another content: its checksum is {found}."


def _frozen_rows(source: Source) -> Iterator[str]:
    for model in apps.get_models():
        if issubclass(model, Frozen):
            yield from _changed_rows(source, model)


def _changed_rows(source: Source, model: type[models.Model]) -> Iterator[str]:
    for key, text, sha256 in source.rows(model, model._meta.pk.name, "content", "sha256"):
        if _digest(text or "") != sha256:
            yield f"Row {key} of {model._meta.db_table} has not the content that it was frozen with."


def _digest(text: str) -> str:
    """Return the checksum of frozen content; empty where it is no JSON."""
    try:
        return freezing.digest(json.loads(text))
    except ValueError:
        return ""


register_check("files that rows name", _files_that_rows_name)
register_check("frozen rows", _frozen_rows)
