"""Made-up backups, an installation of a test's own, and commands that run elsewhere."""

import hashlib
import io
import json
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from tests.harness.server import COMMAND, ON_REQUEST, server_environment

DATABASE = {"database.sqlite3.gz": b"packed"}


def manifest_of(members: Mapping[str, bytes], **values: Any) -> dict[str, Any]:
    """The list of contents of these members."""
    listed = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
    ]
    made = {"format": 1, "product": "kompassros", "version": "0.2.0", "made_at": "2026-11-28T10:00:00Z"}
    state = {"engine": "sqlite", "engine_version": "3.40.1", "migrations": [], "without_rows": []}
    return {**made, **state, "members": listed, **values}


def write_tar(path: Path, members: Mapping[str, bytes], *, manifest: Any = None, more: Any = ()) -> Path:
    """Write a tar of members, of further entries as they are, and of the list of contents: "" leaves that out."""
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            add(tar, name, content)
        for entry in more:
            tar.addfile(entry, io.BytesIO(b"x" * entry.size))
        if manifest != "":
            add(tar, "manifest.json", json.dumps(manifest or manifest_of(members)).encode())
    return path


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def members_of(path: Path) -> dict[str, bytes]:
    """The members of a backup, without its list of contents."""
    with tarfile.open(path) as tar:
        found = {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]
    del found["manifest.json"]
    return found


def rewrite(path: Path, change: Callable[[dict[str, bytes]], object], **values: Any) -> Path:
    """Change members of a real backup and list them as they are then: what no checksum can find."""
    with tarfile.open(path) as tar:
        old = json.loads(tar.extractfile("manifest.json").read())  # type: ignore[union-attr]
    members = members_of(path)
    change(members)
    changed = path.with_name("changed.tar")
    return write_tar(changed, members, manifest=old | {"members": manifest_of(members)["members"]} | values)


@contextmanager
def elsewhere(data_dir: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty installation on the same engine as the tests', with a database of its own."""
    data_dir.mkdir()
    environment = server_environment(data_dir) | ON_REQUEST
    if connection.vendor == "sqlite":
        yield environment
        return
    here = connection.settings_dict
    name = f"{here['NAME']}_elsewhere"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield environment | {"DATABASE_URL": f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{name}"}
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def command(environment: Mapping[str, str], *arguments: object, program: Any = (COMMAND,)) -> Any:
    """Run a command of the product elsewhere and return how it ended."""
    words = [str(word) for word in (*program, *arguments)]
    return subprocess.run(words, env=dict(environment), capture_output=True, text=True, check=False)
