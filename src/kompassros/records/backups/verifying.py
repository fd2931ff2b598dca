"""Verifying a backup, the running installation, or both against each other."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kompassros.records.backups import comparing, marker, reading, snapshots, sources
from kompassros.records.backups.checking import Finding, examine, few
from kompassros.records.backups.comparing import Compared
from kompassros.records.backups.manifest import ENGINES, Manifest
from kompassros.records.errors import DomainError


@dataclass(frozen=True)
class Verified:
    """What was found: about one side, and between the two where they were compared."""

    manifest: Manifest | None
    findings: tuple[Finding, ...]
    compared: tuple[Compared, ...]

    def is_sound(self) -> bool:
        """Return whether nothing is damaged or missing."""
        return not any(finding.troubles for finding in self.findings)

    def is_equal(self) -> bool:
        """Return whether all that was compared is the same on both sides."""
        return all(one.equal is not False for one in self.compared)


def verify_running() -> Verified:
    """Look at everything in the running installation, at one moment."""
    marker.refuse_unfinished()
    with _readable(), sources.running() as here:
        return Verified(None, tuple(examine(here)), ())


def verify(path: Path, *, against_running: bool) -> Verified:
    """Look at everything in a backup; compare it with the running installation too, where that is wished.

    DomainError for what is no whole backup, and for a comparison with an installation on another kind of database.
    """
    backup = reading.open_backup(path)
    if against_running:
        marker.refuse_unfinished()
        _refuse_other_engine(backup.manifest)
    sums = Finding(f"checksums: {len(backup.manifest.members)} members", few(reading.damaged(backup)))
    if sums.troubles:
        return Verified(backup.manifest, (sums,), ())
    with _readable(), sources.opened_backup(backup) as source:
        findings = (sums, *examine(source))
        if not against_running:
            return Verified(backup.manifest, findings, ())
        with sources.running() as here:
            return Verified(backup.manifest, findings, tuple(comparing.compare(source, here)))


def _refuse_other_engine(manifest: Manifest) -> None:
    if manifest.engine != snapshots.engine():
        raise DomainError(
            f"The backup is of a database on {ENGINES[manifest.engine]}, this installation runs on "
            f"{ENGINES[snapshots.engine()]}: they cannot be compared. Use --alone to look at the backup by itself."
        )


@contextmanager
def _readable() -> Iterator[None]:
    """Turn what SQLite says about a database that it cannot read into a sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DomainError(f"The database cannot be read: {error}.") from error
