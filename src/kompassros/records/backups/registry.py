"""What a backup takes along besides the database, and what ``verify`` looks at: each app registers its own."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from kompassros.records.backups.sources import Source

Check = Callable[["Source"], Iterable[str]]


@dataclass(frozen=True)
class Folder:
    """A folder of files that never change once they have their name; ``left_out`` are patterns of unfinished ones."""

    key: str
    place: Callable[[], Path]
    left_out: tuple[str, ...] = ()

    def files(self) -> Iterator[str]:
        """Yield the names of its files from the folder on, in order; links and what begins with a dot are left out."""
        root = Path(self.place())
        for folder, below, names in os.walk(root):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if self._is_taken(name) and path.is_file() and not path.is_symlink():
                    yield path.relative_to(root).as_posix()

    def _is_taken(self, name: str) -> bool:
        return not name.startswith(".") and not any(fnmatch(name, pattern) for pattern in self.left_out)


_folders: dict[str, Folder] = {}
_checks: dict[str, Check] = {}


def register_folder(key: str, place: Callable[[], Path], *, left_out: tuple[str, ...] = ()) -> None:
    """Have a folder taken along under ``key``, small letters; its files are removed under ``removing_files`` only.

    A row that names a file is committed after the file has its name. left_out: patterns of names of unfinished files.
    """
    if key in _folders:
        raise ValueError(f"There is a folder {key} in backups already.")
    if not (key.isascii() and key.isalpha() and key.islower()):
        raise ValueError(f"{key} is not a word of small letters.")
    _folders[key] = Folder(key, place, left_out)


def register_check(name: str, check: Check) -> None:
    """Have ``verify`` ask ``check`` about a backup or the running installation; it yields a sentence per trouble."""
    if name in _checks:
        raise ValueError(f"There is a check {name} already.")
    _checks[name] = check


def folders() -> list[Folder]:
    """Return the folders in order of their keys."""
    return [_folders[key] for key in sorted(_folders)]


def checks() -> dict[str, Check]:
    """Return the checks under their names, in the order in which they were registered."""
    return dict(_checks)


register_folder("files", lambda: Path(settings.MEDIA_ROOT), left_out=("incoming-*", "*.gone"))
