import os
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from kompassros.organisations.models import Person
from kompassros.records import files, history
from kompassros.records.errors import DomainError
from kompassros.records.files import content_path, inspect, receive, respond_with_file, sweep
from kompassros.records.models import File, FileRevision, FrozenError, HistoryEntry
from tests.harness.at_once import at_once
from tests.records import bad_files
from tests.records.bad_files import sent

ORGANISATION = 1


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """A store of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def contents(store: Path) -> list[str]:
    return sorted(path.name for path in store.rglob("*") if path.is_file())


def sending(name: str, content: bytes, person: Person, **values: Any) -> FileRevision:
    given = {"title": "", "organisation_id": ORGANISATION} | values
    return receive(upload=sent(name, content), person=person, **given)


def lose(content: bytes, person: Person) -> FileRevision:
    """Store a content in a transaction that is rolled back afterwards."""
    with transaction.atomic():
        lost = sending("b.pdf", content, person)
        transaction.set_rollback(True)
    return lost


def age(path: Path, days: float) -> None:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


@pytest.mark.parametrize("name", bad_files.whole_files())
def test_whole_file_of_each_kind_is_recognised_by_its_content(name: str) -> None:
    told, found = inspect(sent(name, bad_files.whole_files()[name]))
    assert told == name
    assert f".{name.rsplit('.', maxsplit=1)[-1].lower()}" in found.endings


@pytest.mark.django_db
def test_new_file_is_stored_under_its_checksum_with_a_row_in_the_history(person: Person, store: Path) -> None:
    revision = sending("Årsredovisning.pdf", bad_files.pdf(), person, title=" Annual report ")
    assert content_path(revision.sha256).read_bytes() == bad_files.pdf()
    assert contents(store) == [revision.sha256]
    assert (revision.number, revision.name, revision.content_type) == (1, "Årsredovisning.pdf", "application/pdf")
    assert (revision.size, revision.uploaded_by) == (len(bad_files.pdf()), person)
    assert (revision.file.title, revision.file.organisation_id) == ("Annual report", ORGANISATION)
    entry = history.of_subject("file", str(revision.file.uid)).get()
    assert (entry.verb, entry.before, entry.organisation_id) == ("uploaded", None, ORGANISATION)
    assert entry.after == {
        "number": 1,
        "name": "Årsredovisning.pdf",
        "size": revision.size,
        "sha256": revision.sha256,
    }


@pytest.mark.django_db
def test_next_upload_is_the_next_revision_and_the_old_one_stays(person: Person, store: Path) -> None:
    first = sending("a.pdf", bad_files.pdf("one"), person, title="Plan")
    second = sending("b.pdf", bad_files.pdf("two"), person, file=first.file)
    third = sending("a.pdf", bad_files.pdf("one"), person, file=first.file, title="Plan 2")
    assert [(row.number, row.name) for row in first.file.revisions.all()] == [(1, "a.pdf"), (2, "b.pdf"), (3, "a.pdf")]
    assert File.objects.get(pk=first.file.pk).title == "Plan 2"
    assert first.sha256 == third.sha256
    assert contents(store) == sorted([first.sha256, second.sha256])


@pytest.mark.django_db
def test_same_content_as_the_latest_revision_is_told(person: Person) -> None:
    first = sending("a.pdf", bad_files.pdf(), person)
    with pytest.raises(DomainError, match="same file as version 1"):
        sending("other name.pdf", bad_files.pdf(), person, file=first.file)
    assert first.file.revisions.count() == 1


@pytest.mark.django_db
def test_revision_for_another_organisations_file_is_refused(person: Person) -> None:
    first = sending("a.pdf", bad_files.pdf(), person)
    with pytest.raises(DomainError, match="belongs to another organisation"):
        sending("a.pdf", bad_files.pdf("two"), person, file=first.file, organisation_id=2)


@pytest.mark.django_db
def test_revision_never_changes(person: Person) -> None:
    revision = sending("a.pdf", bad_files.pdf(), person)
    revision.name = "b.pdf"
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        revision.save()
    with pytest.raises(FrozenError):
        FileRevision.objects.update(name="b.pdf")
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE records_filerevision SET name = 'b.pdf'")


@pytest.mark.django_db
def test_large_upload_that_django_put_on_disk_is_taken_in(person: Person) -> None:
    upload = TemporaryUploadedFile("big.txt", "text/plain", 0, None)
    upload.write(b"line\n" * 200_000)
    upload.size = 1_000_000
    revision = receive(upload=upload, title="", organisation_id=ORGANISATION, person=person)
    assert content_path(revision.sha256).stat().st_size == revision.size == 1_000_000


@pytest.mark.django_db
def test_failed_store_leaves_nothing_behind(person: Person, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_values: Any) -> None:
        raise RuntimeError("no history")

    before = File.objects.count()
    monkeypatch.setattr(files.history, "write", fail)
    with pytest.raises(RuntimeError, match="no history"):
        sending("a.pdf", bad_files.pdf(), person)
    assert contents(store) == []
    assert File.objects.count() == before


@pytest.mark.django_db
def test_content_of_a_callers_failed_transaction_is_swept_after_a_day(person: Person, store: Path) -> None:
    kept = sending("a.pdf", bad_files.pdf("kept"), person)
    lost = lose(bad_files.pdf("lost"), person)
    left = store / "incoming-of-a-stopped-process"
    left.touch()
    for path in (content_path(kept.sha256), content_path(lost.sha256), left):
        age(path, 0.9)
    assert sweep() == 0
    for path in (content_path(kept.sha256), content_path(lost.sha256), left):
        age(path, 1.1)
    assert sweep() == 2
    assert contents(store) == [kept.sha256]


@pytest.mark.django_db
def test_orphan_that_is_sent_again_is_young_for_the_sweep(person: Person, store: Path) -> None:
    lost = lose(bad_files.pdf(), person)
    age(content_path(lost.sha256), 2)
    sent_again = sending("b.pdf", bad_files.pdf(), person)
    FileRevision.objects.filter(pk=sent_again.pk)._raw_delete("default")
    assert sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_a_file_at_once_get_two_numbers(person: Person) -> None:
    first = sending("a.txt", b"first", person)

    def upload(content: str) -> str:
        return str(sending("a.txt", content.encode(), person, file=first.file).number)

    assert at_once(lambda: upload("b"), lambda: upload("c"), lambda: upload("d")) == ["2", "3", "4"]


@pytest.mark.django_db(transaction=True)
def test_same_content_at_once_is_stored_once(person: Person, store: Path) -> None:
    def upload() -> str:
        return sending("a.txt", b"same", person).sha256

    assert len(set(at_once(upload, upload, upload))) == 1
    assert len(contents(store)) == 1


@pytest.mark.django_db
def test_file_is_given_out_as_an_attachment_that_runs_nothing(person: Person) -> None:
    response = respond_with_file(sending("Underlag nämnd “ö”.txt", b"Hej", person))
    assert b"".join(response) == b"Hej"
    response.close()
    told = response["Content-Disposition"]
    assert told.startswith("attachment; filename*=utf-8''Underlag%20n%C3%A4mnd%20")
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_refused_upload_stores_nothing(person: Person, store: Path) -> None:
    before = (File.objects.count(), HistoryEntry.objects.count())
    with pytest.raises(DomainError):
        sending("a.pdf", bad_files.PROGRAM, person)
    assert (File.objects.count(), HistoryEntry.objects.count()) == before
    assert not store.exists()


def test_name_in_decomposed_letters_is_composed() -> None:
    assert inspect(ContentFile(b"x", name="a\u030a.txt"))[0] == "å.txt"


def test_size_at_the_limit_is_taken_and_one_byte_more_refused(settings: Any) -> None:
    settings.FILE_LIMIT_MB = 1
    assert inspect(sent("a.txt", b"x" * 1024 * 1024))[1].content_type == "text/plain"
    with pytest.raises(DomainError, match="larger than 1 MB"):
        inspect(sent("a.txt", b"x" * (1024 * 1024 + 1)))


def test_uid_of_a_file_cannot_be_guessed(db: None) -> None:
    made = [File.objects.create(organisation_id=1, title="x") for _number in range(2)]
    assert made[0].uid != made[1].uid
    assert all(isinstance(file.uid, uuid.UUID) and file.uid.version == 4 for file in made)
