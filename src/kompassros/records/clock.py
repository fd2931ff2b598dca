"""The one clock. Everything that asks for the time asks here, so that a test can set it."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware; where a test's clock file exists, the ISO time that it holds."""
    if settings.CLOCK_FILE and Path(settings.CLOCK_FILE).exists():
        moment = datetime.fromisoformat(Path(settings.CLOCK_FILE).read_text(encoding="ascii").strip())
        return moment if moment.tzinfo else timezone.make_aware(moment)
    return timezone.now()


def today() -> date:
    """Return the present day in the server's time zone."""
    return timezone.localtime(now()).date()
