"""What the settings refuse, and the secret key of the demo. Imported by settings: knows no Django models."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MODES = ("demo", "test", "production")
MINIMUM_KEY_LENGTH = 50


def demo_secret_key(data_dir: Path) -> str:
    """Return the key kept in the data folder, made on first use and readable by its owner only."""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"secret_key.{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(60), encoding="ascii")
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text(encoding="ascii").strip()


def refuse_unsafe(
    *, mode: str, secret_key: str, allowed_hosts: Sequence[str], database_url: str, clock_file: str
) -> None:
    """Raise ImproperlyConfigured with a sentence for each unsafe setting; demo and test bind to loopback only."""
    if mode not in MODES:
        raise ImproperlyConfigured(f"KOMPASSROS_MODE is '{mode}'; it must be one of {', '.join(MODES)}.")
    if mode != "production":
        return
    troubles = []
    if len(secret_key) < MINIMUM_KEY_LENGTH:
        troubles.append(f"Set KOMPASSROS_SECRET_KEY to a random text of at least {MINIMUM_KEY_LENGTH} characters.")
    if not allowed_hosts or "*" in allowed_hosts:
        troubles.append("Set KOMPASSROS_ALLOWED_HOSTS to the names this server answers to; '*' is not accepted.")
    if not database_url:
        troubles.append("Set DATABASE_URL: production runs on PostgreSQL (or name an SQLite file on purpose).")
    if clock_file:
        troubles.append("Unset KOMPASSROS_CLOCK_FILE: a settable clock is for tests only.")
    if troubles:
        raise ImproperlyConfigured("Kompassros refuses to start in production: " + " ".join(troubles))
