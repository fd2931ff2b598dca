"""Names of members of a backup: plain ways below one of the known folders, so that nothing is written elsewhere."""

import unicodedata

from kompassros.records.backups import manifest
from kompassros.records.errors import DomainError

_LONGEST = 1_000


def checked(name: str) -> str:
    """Return a name that is safe to write below a folder; DomainError for any other.

    Safe: relative, with ``/`` between parts, none of which is empty or begins with a dot; no backslash, nothing
    unprintable.
    """
    parts = name.split("/")
    plain = all(part and not part.startswith(".") for part in parts)
    printable = not any(letter == "\\" or unicodedata.category(letter).startswith("C") for letter in name)
    if not (plain and printable and len(name) <= _LONGEST):
        raise DomainError(f"The name {name!r} is not one that a backup may hold.")
    return name


def folder_of(name: str) -> str:
    """Return the key of the folder that a member belongs to; empty for the database and the list of contents."""
    return "" if name in {manifest.NAME, *manifest.DATABASES.values()} else name.partition("/")[0]
