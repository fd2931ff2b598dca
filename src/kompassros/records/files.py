"""Files that people send in: checked, stored under the SHA-256 of their content, numbered, given out as attachments.

A content is written under a temporary name, synced, and renamed as the last step of ``receive``. Where the caller's
transaction fails after that, the content has no row; ``sweep`` removes such contents when they are a day old.
"""

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files import base
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.records import clock, history
from kompassros.records.backups import FilesHeld, removing_files
from kompassros.records.containers import recognise_packed
from kompassros.records.errors import DomainError
from kompassros.records.file_types import FileType, by_ending, is_packed, recognise
from kompassros.records.models import File, FileRevision

SUBJECT_KIND = "file"
LONGEST_NAME = 150
LONGEST_TITLE = 200
_MEGABYTE = 1024 * 1024
_HEAD = 4096
_TEMPORARY = "incoming-"
_ORPHANS_STAY = timedelta(days=1)
_UNWANTED = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_SANDBOX = "default-src 'none'; sandbox"

Upload: TypeAlias = "base.File[Any]"


def receive(*, upload: Upload, title: str, organisation_id: int, person: Any, file: File | None = None) -> FileRevision:
    """Check an upload and store it as a new file, or as the next revision of ``file``; old revisions stay.

    title: empty takes the upload's name for a new file, and leaves an old one's title. DomainError says what is
    wrong with the upload, that it is the same as the latest revision, or that ``file`` is another organisation's.
    """
    name, found = inspect(upload)
    with _written(upload) as (temporary, sha256), transaction.atomic():
        wished = title.strip()[:LONGEST_TITLE]
        if file is None:
            file = File.objects.create(organisation_id=organisation_id, title=wished or name)
        else:
            file = _locked(file, organisation_id, wished)
        latest = file.revisions.last()
        _refuse_same(latest, sha256)
        revision = FileRevision.objects.create(
            file=file,
            number=latest.number + 1 if latest else 1,
            name=name,
            content_type=found.content_type,
            size=upload.size,
            sha256=sha256,
            uploaded_by=person,
            uploaded_at=clock.now(),
        )
        _write_history(revision, latest, person)
        _keep(temporary, sha256)
    return revision


def _locked(file: File, organisation_id: int, title: str) -> File:
    """Return the file locked until the transaction's end, so that two uploads at once get two numbers."""
    locked = File.objects.select_for_update().get(pk=file.pk)
    if locked.organisation_id != organisation_id:
        raise DomainError(_("This file belongs to another organisation."))
    if title and title != locked.title:
        locked.title = title
        locked.save(update_fields=["title"])
    return locked


def _refuse_same(latest: FileRevision | None, sha256: str) -> None:
    if latest is not None and latest.sha256 == sha256:
        text = _("This is the same file as version %(number)s, which is stored already. Nothing was changed.")
        raise DomainError(text % {"number": latest.number})


def _write_history(revision: FileRevision, latest: FileRevision | None, person: Any) -> None:
    file = revision.file
    history.write(
        person=person,
        verb="uploaded",
        subject=(SUBJECT_KIND, str(file.uid), file.title),
        organisation_id=file.organisation_id,
        before=_as_record(latest) if latest else None,
        after=_as_record(revision),
    )


def _as_record(revision: FileRevision) -> dict[str, Any]:
    return {"number": revision.number, "name": revision.name, "size": revision.size, "sha256": revision.sha256}


def inspect(upload: Upload) -> tuple[str, FileType]:
    """Return the upload's name in composed letters and what it is by its content; DomainError where it is refused."""
    name = _checked_name(upload.name or "")
    _refuse_size(upload.size)
    stream: Any = upload.file
    stream.seek(0)
    head = stream.read(_HEAD)
    ending = PurePath(name).suffix.lower()
    found = recognise_packed(stream) if is_packed(head) else recognise(stream, head, by_ending(ending))
    if ending not in found.endings:
        text = _(
            "The name does not fit: the file is %(kind)s. Let the name end with %(ending)s, if it is the right file."
        )
        raise DomainError(text % {"kind": found.label, "ending": found.endings[0]})
    return name, found


def _checked_name(name: str) -> str:
    composed = unicodedata.normalize("NFC", name).strip()
    if "/" in composed or "\\" in composed or any(unicodedata.category(letter) in _UNWANTED for letter in composed):
        raise DomainError(
            _("The name of the file has a folder or unprintable characters in it. Give the file a plain name.")
        )
    if not composed.strip(".") or len(composed) > LONGEST_NAME:
        text = _("The name of the file must have between 1 and %(most)s characters. Give the file another name.")
        raise DomainError(text % {"most": LONGEST_NAME})
    return composed


def _refuse_size(size: int) -> None:
    if size == 0:
        raise DomainError(_("The file is empty. Choose the one with the content."))
    if size > settings.FILE_LIMIT_MB * _MEGABYTE:
        text = _("The file is larger than %(limit)s MB. Make it smaller, or split it into several files.")
        raise DomainError(text % {"limit": settings.FILE_LIMIT_MB})


@contextmanager
def _written(upload: Upload) -> Iterator[tuple[Path, str]]:
    """Write the content under a temporary name, synced; yield the path and the SHA-256, and remove what is left."""
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=settings.MEDIA_ROOT)
    temporary, digest = Path(name), hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in upload.chunks():
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        yield temporary, digest.hexdigest()
    finally:
        temporary.unlink(missing_ok=True)


def _keep(temporary: Path, sha256: str) -> None:
    """Give the content its name. One that is there already is replaced by its like, and so is young for ``sweep``."""
    path = content_path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def content_path(sha256: str) -> Path:
    """Return where the content with this checksum is stored: in a folder named by the first two of its digits."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def respond_with_file(revision: FileRevision) -> FileResponse:
    """Return the content as an attachment that no browser opens in its window, runs, or keeps.

    Whoever calls this has asked a policy before. FileNotFoundError where the content is gone from the disk.
    """
    response = FileResponse(
        content_path(revision.sha256).open("rb"),
        as_attachment=True,
        filename=revision.name,
        content_type=revision.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


def sweep() -> int:
    """Remove contents that no revision names and that are more than a day old; return how many there were.

    They come from transactions that failed after the content was stored, and from processes that were stopped. Nothing
    is removed while a backup is made.
    """
    try:
        with removing_files(wait=False):
            return _sweep()
    except FilesHeld:
        return 0


def _sweep() -> int:
    limit = (timezone.now() - _ORPHANS_STAY).timestamp()
    old = [path for path in _stored() if path.stat().st_mtime < limit]
    known = set(FileRevision.objects.values_list("sha256", flat=True).distinct())
    return sum(_remove(path, limit) for path in old if path.name not in known)


def _stored() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    yield from root.glob(f"{_TEMPORARY}*")
    yield from root.glob("[0-9a-f][0-9a-f]/*")


def _remove(path: Path, limit: float) -> bool:
    """Remove a content, unless somebody has sent the same one again in the meantime."""
    aside = path.with_name(f"{path.name}.gone")
    path.rename(aside)
    if aside.stat().st_mtime >= limit:
        aside.rename(path)
        return False
    aside.unlink()
    return True
