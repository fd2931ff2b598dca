"""The mark of a restore that has begun to change things: while it is there, database and files may not fit together."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from kompassros.records import clock
from kompassros.records.errors import DomainError

NAME = "restore-not-finished"


def _path() -> Path:
    return Path(settings.DATA_DIR) / NAME


def put(backup: Path) -> None:
    """Leave the mark, on the disk before anything else happens."""
    sentence = (
        f"The restore of {backup.name} that began at {clock.now().isoformat(timespec='seconds')} was not finished: "
        "database and files do not fit together. Restore again, with --replace; nothing starts before."
    )
    whole = _path().with_suffix(".new")
    with whole.open("w", encoding="utf-8") as stream:
        stream.write(sentence)
        stream.flush()
        os.fsync(stream.fileno())
    whole.replace(_path())


def take_away() -> None:
    """Remove the mark: all is whole."""
    _path().unlink(missing_ok=True)


def is_there() -> bool:
    """Return whether a restore began and did not finish."""
    return _path().exists()


def refuse_unfinished() -> None:
    """Raise DomainError with the sentence that the mark holds, where it is there."""
    if is_there():
        raise DomainError(_path().read_text(encoding="utf-8"))


@register()
def check_restored(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Tell Django, which asks before it runs a worker or the clock."""
    try:
        refuse_unfinished()
    except DomainError as error:
        return [Error(str(error), id="kompassros.records.E001")]
    return []
