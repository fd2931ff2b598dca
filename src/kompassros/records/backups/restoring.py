"""Restoring a backup into this installation: all is checked and laid ready before anything is changed.

Until the mark is put (``marker``), a restore that is killed has changed nothing. From then on until the mark is taken
away nothing starts, and restoring again makes all whole.
"""

from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from kompassros.records.backups import marker, names, reading, snapshots, staging, targets
from kompassros.records.backups.locking import removing_files
from kompassros.records.backups.manifest import ENGINES, Manifest
from kompassros.records.backups.postgres_writing import NothingChanged
from kompassros.records.backups.reading import Backup
from kompassros.records.backups.registry import folders
from kompassros.records.backups.staging import Ready
from kompassros.records.errors import DomainError


def read(path: Path) -> Backup:
    """Open a backup and check every byte of it, and that this installation can take it. DomainError says why not."""
    backup = reading.open_backup(path)
    _refuse_other_engine(backup.manifest)
    _refuse_newer(backup.manifest)
    _refuse_unknown_folders(backup.manifest)
    damaged = reading.damaged(backup)
    if damaged:
        raise DomainError(f"{damaged[0]} Nothing was changed. Use another backup.")
    return backup


def _refuse_other_engine(manifest: Manifest) -> None:
    made, here = ENGINES[manifest.engine], ENGINES[snapshots.engine()]
    if made != here:
        how = "Unset DATABASE_URL" if manifest.engine == "sqlite" else "Set DATABASE_URL to a database on PostgreSQL"
        raise DomainError(
            f"The backup is of a database on {made}, this installation runs on {here}: it cannot be restored here. "
            f"{how}, and restore again. Nothing was changed."
        )


def _refuse_newer(manifest: Manifest) -> None:
    """Refuse a backup with changes of tables that this version of the product does not know."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    known = {*loader.disk_migrations, *replaced}
    newer = [
        f"{app} {name}" for app, name in manifest.migrations if app in loader.migrated_apps and (app, name) not in known
    ]
    if newer:
        raise DomainError(
            f"The backup was made by Kompassros {manifest.version}, whose tables this version does not know "
            f"({newer[0]}). Install that version or a later one. Nothing was changed."
        )


def _refuse_unknown_folders(manifest: Manifest) -> None:
    known = {"", *(folder.key for folder in folders())}
    unknown = sorted({names.folder_of(member.name) for member in manifest.members} - known)
    if unknown:
        raise DomainError(f"The backup holds a folder {unknown[0]}, which this version does not know.")


def refuse_full() -> None:
    """Raise DomainError where this installation holds anything that a restore would replace."""
    full = next((str(folder.place()) for folder in folders() if any(folder.files())), "")
    if targets.holds_tables():
        full = "The database"
    if full:
        raise DomainError(f"{full} is not empty. Restore elsewhere, or replace what is here: --replace.")


def restore(backup: Backup, *, afterwards: Callable[[], None]) -> None:
    """Replace all that is here by a backup that ``read`` has given, change its tables to this version's, and finish.

    afterwards: what else has to be done before anything starts. DomainError where the installation is running.
    """
    connections.close_all()
    with removing_files(wait=False):
        targets.refuse_in_use()
        with staging.laid_ready(backup) as ready:
            _replace_database(backup, ready)
            ready.swap_folders()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        afterwards()
        marker.take_away()


def _replace_database(backup: Backup, ready: Ready) -> None:
    """Put the mark and the new database; where the database refuses it whole, the mark goes again."""
    replace = targets.prepare(ready.database, int(backup.manifest.engine_version.split(".")[0]))
    unfinished = marker.is_there()
    marker.put(backup.path)
    try:
        replace()
    except NothingChanged:
        if not unfinished:
            marker.take_away()
        raise
