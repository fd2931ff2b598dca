"""Reading a backup: whether it is whole, and its members one after the other. Believes nothing unchecked."""

import gzip
import json
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from kompassros.records.backups import manifest as contents
from kompassros.records.backups import names
from kompassros.records.backups.manifest import Hashing, Manifest, Member
from kompassros.records.errors import DomainError

_PLAIN_FILES = {tarfile.REGTYPE, tarfile.AREGTYPE}


@dataclass(frozen=True)
class Backup:
    """A backup whose list of contents was read, and whose members are those of the list."""

    path: Path
    manifest: Manifest


def open_backup(path: Path) -> Backup:
    """Read entries and list of contents. DomainError for what is no whole backup, or holds what it must not."""
    seen: dict[str, int] = {}
    text = b""
    for name, size, stream in _entries(path):
        if name in seen:
            raise DomainError(f"{path.name} holds {name} twice. Do not use it.")
        seen[name] = size
        if name == contents.NAME:
            text = stream.read(contents.LARGEST)
    if contents.NAME not in seen:
        raise DomainError(f"{path.name} is not whole: it has no {contents.NAME}. Use another backup.")
    del seen[contents.NAME]
    manifest = _understood(path, text)
    _refuse_other_members(path, seen, manifest)
    return Backup(path, manifest)


def _understood(path: Path, text: bytes) -> Manifest:
    try:
        number = json.loads(text)["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError(f"The {contents.NAME} of {path.name} cannot be read. Use another backup.") from error
    if number != contents.FORMAT:
        raise DomainError(f"{path.name} is of format {number}, which this version does not read. Use a newer one.")
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        raise DomainError(f"The {contents.NAME} of {path.name} is not as it should be: {error}") from error


def _refuse_other_members(path: Path, seen: dict[str, int], manifest: Manifest) -> None:
    listed = {member.name: member.size for member in manifest.members}
    missing, unlisted = sorted(listed.keys() - seen.keys()), sorted(seen.keys() - listed.keys())
    if missing:
        raise DomainError(f"{path.name} is not whole: {missing[0]} is missing. Use another backup.")
    if unlisted:
        raise DomainError(f"{path.name} holds {unlisted[0]}, which is not in its list. Do not use it.")
    if manifest.database() not in listed or len(listed) != len(manifest.members):
        raise DomainError(f"The {contents.NAME} of {path.name} is not as it should be. Do not use it.")
    other = next((name for name, size in seen.items() if size != listed[name]), None)
    if other:
        raise DomainError(f"{path.name}: {other} has another size than in the list. Use another backup.")


def _entries(path: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Yield name, size and content of each entry; DomainError for links, devices, and names that lead elsewhere."""
    try:
        with tarfile.open(path, "r:") as tar:
            while (entry := tar.next()) is not None:
                tar.members = []  # type: ignore[attr-defined] # the library keeps every entry, which nobody here reads
                stream = tar.extractfile(entry) if entry.type in _PLAIN_FILES and entry.sparse is None else None
                if stream is None:
                    raise DomainError(f"{path.name} holds {entry.name!r}, which is no plain file. Do not use it.")
                yield names.checked(entry.name), entry.size, stream
    except tarfile.TarError as error:
        raise DomainError(f"{path.name} is not a whole tar file: {error}. Use another backup.") from error


def read_members(backup: Backup, target: Callable[[Member], Path | None]) -> Iterator[Member]:
    """Read all members, writing each to its ``target``, if it has one; yield those whose checksum is wrong."""
    listed = {member.name: member for member in backup.manifest.members}
    for name, _size, stream in _entries(backup.path):
        if name in listed and _read(stream, target(listed[name])).member(name) != listed[name]:
            yield listed[name]


def _read(stream: IO[bytes], target: Path | None) -> Hashing:
    """Read a stream to its end, into a new file where there is a target."""
    hashed = Hashing(stream)
    if target is None:
        hashed.drain()
    else:
        with target.open("xb") as file:
            hashed.drain(file.write)
    return hashed


def damaged(backup: Backup) -> list[str]:
    """Return a sentence for each member whose checksum is another than in the list."""
    found = read_members(backup, lambda _member: None)
    return [f"{member.name} is damaged: its checksum is another than in the list." for member in found]


def unpack(backup: Backup, folder: Path, target: Callable[[Member], Path | None]) -> Path:
    """Write the database into a folder, ready to be opened, and other members to their ``target``; return the database.

    DomainError where any member is damaged, or the database cannot be unpacked.
    """
    packed = folder / backup.manifest.database()
    if any(read_members(backup, lambda member: packed if member.name == packed.name else target(member))):
        raise DomainError(f"{backup.path.name} is damaged. Use another backup.")
    if packed.suffix != ".gz":
        return packed
    plain = packed.with_suffix("")
    try:
        with gzip.open(packed, "rb") as stream, plain.open("xb") as file:
            shutil.copyfileobj(stream, file)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DomainError(f"The database in {backup.path.name} cannot be unpacked: {error}.") from error
    packed.unlink()
    return plain
