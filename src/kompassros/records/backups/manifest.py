"""The list of contents of a backup: the last member of the tar, so that a backup that broke off has none."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict, Field

NAME = "manifest.json"
FORMAT = 1
LARGEST = 512 * 1024 * 1024
Engine = Literal["sqlite", "postgresql"]
DATABASES: dict[Engine, str] = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
ENGINES: dict[Engine, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_CHUNK = 1024 * 1024


class Member(BaseModel):
    """One file of the tar as it stands there: its name, size in bytes and SHA-256."""

    model_config = ConfigDict(frozen=True)

    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a backup is of, and what is in it. ``engine_version``: of the server that held the database."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    product: Literal["kompassros"] = "kompassros"
    version: str
    made_at: datetime
    engine: Engine
    engine_version: str
    migrations: tuple[tuple[str, str], ...]
    without_rows: tuple[str, ...]
    members: tuple[Member, ...]

    def database(self) -> str:
        """Return the name of the member that holds the database."""
        return DATABASES[self.engine]


class Hashing:
    """A stream whose bytes are counted and added to a SHA-256 as they are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """Read as the stream does."""
        found = self._stream.read(size)
        self._digest.update(found)
        self.size += len(found)
        return found

    def drain(self, write: Callable[[bytes], object] = len) -> None:
        """Read to the end, handing on each piece."""
        while piece := self.read(_CHUNK):
            write(piece)

    def member(self, name: str) -> Member:
        """Return what was read so far as a line of the list of contents."""
        return Member(name=name, size=self.size, sha256=self._digest.hexdigest())
