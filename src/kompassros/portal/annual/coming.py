"""The written pages of municipalities name published reports, so they are made anew when a report's time has come.

The pages of reports themselves are made on request: comments come and go, and whoever sends one sees the chapter as it
is. A written edition of the site is named by the moment in which its writing began.
"""

from datetime import UTC, datetime
from pathlib import Path

from kompassros.portal import publishing
from kompassros.records import clock
from kompassros.records.signals import each_round
from kompassros.steering.writing.models import WrittenReport


def write_again_when_due() -> bool:
    """Have the pages made anew where a report became public after they were written; return whether they are."""
    written = _written_at()
    if written is None:
        return False
    came = WrittenReport._base_manager.filter(published_at__gt=written, published_at__lte=clock.now())
    if not came.exists():
        return False
    publishing.withdraw_and_write_again()
    return True


def _written_at() -> datetime | None:
    """Return when the writing of the present pages began, None where pages are made on request anyhow."""
    link: Path = publishing.folder() / "current"
    try:
        return datetime.strptime(link.readlink().name, publishing.EDITION_NAME).replace(tzinfo=UTC)
    except (OSError, ValueError):
        return None


each_round.hear(lambda **kwargs: write_again_when_due(), name="portal.annual.coming")
