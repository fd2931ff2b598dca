"""Whether a backup and the running installation hold the same rows and the same files."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps

from kompassros.records.backups import snapshots
from kompassros.records.backups.sources import Source
from kompassros.records.backups.tables import TableSum
from kompassros.records.models import Job

_WORK = "django_tasks_database"


@dataclass(frozen=True)
class Compared:
    """One table or folder: how many rows or files each side has, and whether they are the same; None: not asked."""

    about: str
    in_backup: int | None
    here: int | None
    equal: bool | None


def compare(backup: Source, here: Source) -> Iterator[Compared]:
    """Yield every table, then every folder, of either side."""
    passing = passing_tables()
    for table in sorted(backup.table_names | here.table_names):
        left, right = _sum_up(backup, table), _sum_up(here, table)
        yield Compared(table, _rows(left), _rows(right), None if table in passing else left == right)
    for key in sorted(backup.files.keys() | here.files.keys()):
        yield _compare_folder(key, backup, here)


def passing_tables() -> set[str]:
    """Return the tables that change though nobody works: sessions, what is kept for speed, and jobs."""
    work = {model._meta.db_table for model in apps.get_models() if model._meta.app_label == _WORK}
    return work | {Job._meta.db_table, *snapshots.tables_without_rows()}


def _sum_up(source: Source, table: str) -> TableSum | None:
    return source.tables.sum_up(table) if table in source.table_names else None


def _rows(found: TableSum | None) -> int | None:
    return found.rows if found else None


def _compare_folder(key: str, backup: Source, here: Source) -> Compared:
    names, own = backup.files.get(key, []), here.files.get(key, [])
    equal = names == own and all(backup.sum_of(key, name) == here.sum_of(key, name) for name in names)
    return Compared(f"{key}/", len(names), len(own), equal)
