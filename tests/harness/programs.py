"""Where the machine keeps the programs that some tests need."""

import os
import shutil
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> Path | None:
    """Chromium as the system has it, or as KOMPASSROS_CHROMIUM names it; None where there is none."""
    named = os.environ.get("KOMPASSROS_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    return Path(found) if found and Path(found).exists() else None


def find_postgres() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's newest, else the one on PATH; None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _version(path.parent.name))
    candidates = [folder for folder in reversed(folders) if (folder / "initdb").exists()]
    on_path = shutil.which("initdb")
    return candidates[0] if candidates else Path(on_path).resolve().parent if on_path else None


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".") if part.isdigit())
