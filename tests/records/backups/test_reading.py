"""A backup that is not whole, or holds what it must not, is refused with a sentence before anything is written."""

import gzip
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.records.backups import names, reading
from kompassros.records.errors import DomainError
from tests.records.backups.cases import DATABASE, add, manifest_of, write_tar

CONTENT = {**DATABASE, "files/ab/abc": b"one", "store/kolada/a.parquet": b"two"}


def entry(name: str, **values: Any) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    for key, value in values.items():
        setattr(made, key, value)
    return made


def refused(path: Path) -> str:
    with pytest.raises(DomainError) as error:
        reading.open_backup(path)
    return str(error.value)


def test_whole_backup_is_read_and_sound(tmp_path: Path) -> None:
    backup = reading.open_backup(write_tar(tmp_path / "a.tar", CONTENT))
    assert [member.name for member in backup.manifest.members] == list(CONTENT)
    assert reading.damaged(backup) == []


def test_unpacking_writes_what_has_a_target(tmp_path: Path) -> None:
    members = {"database.sqlite3.gz": gzip.compress(b"rows"), "files/ab/abc": b"one", "files/cd/cde": b"two"}
    backup = reading.open_backup(write_tar(tmp_path / "a.tar", members))
    database = reading.unpack(backup, tmp_path, lambda one: tmp_path / "abc" if one.name.endswith("abc") else None)
    assert database.read_bytes() == b"rows"
    assert (tmp_path / "abc").read_bytes() == b"one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "abc", "database.sqlite3"]


def test_database_that_cannot_be_unpacked_is_told(tmp_path: Path) -> None:
    backup = reading.open_backup(write_tar(tmp_path / "a.tar", DATABASE))
    with pytest.raises(DomainError, match=r"The database in a\.tar cannot be unpacked"):
        reading.unpack(backup, tmp_path, lambda _member: None)


def test_tampered_member_is_named_and_not_unpacked(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", {**CONTENT, "files/ab/abc": b"0ne"}, manifest=manifest_of(CONTENT))
    backup = reading.open_backup(path)
    assert reading.damaged(backup) == ["files/ab/abc is damaged: its checksum is another than in the list."]
    with pytest.raises(DomainError, match=r"a\.tar is damaged"):
        reading.unpack(backup, tmp_path, lambda _member: None)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (entry("../files/evil"), "'../files/evil' is not one that a backup may hold"),
        (entry("files/../../evil"), "is not one that a backup may hold"),
        (entry("/etc/evil"), "'/etc/evil' is not one that a backup may hold"),
        (entry("files/.restoring/evil"), "is not one that a backup may hold"),
        (entry("files\\evil"), "is not one that a backup may hold"),
        (entry("files/link", type=tarfile.SYMTYPE, linkname="/etc/passwd"), "'files/link', which is no plain file"),
        (entry("files/hard", type=tarfile.LNKTYPE, linkname="database.sqlite3.gz"), "which is no plain file"),
        (entry("files/fifo", type=tarfile.FIFOTYPE), "which is no plain file"),
        (entry("files/device", type=tarfile.CHRTYPE), "which is no plain file"),
        (entry("files/folder", type=tarfile.DIRTYPE), "which is no plain file"),
        (entry("files/ab/more", size=3), "files/ab/more, which is not in its list"),
        (entry("files/ab/abc", size=3), "files/ab/abc twice"),
    ],
)
def test_entry_that_must_not_be_there_is_refused(tmp_path: Path, more: tarfile.TarInfo, sentence: str) -> None:
    assert sentence in refused(write_tar(tmp_path / "a.tar", CONTENT, more=[more]))


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        ("", "a.tar is not whole: it has no manifest.json. Use another backup."),
        ([], "The manifest.json of a.tar cannot be read."),
        ({"format": 2}, "a.tar is of format 2, which this version does not read."),
        ({"format": 1}, "is not as it should be"),
        (manifest_of(CONTENT, engine="oracle"), "is not as it should be"),
        (manifest_of(CONTENT, engine="postgresql"), "is not as it should be"),
        (manifest_of({**CONTENT, "files/ab/lost": b""}), "a.tar is not whole: files/ab/lost is missing."),
        (manifest_of({**CONTENT, "files/ab/abc": b"longer"}), "files/ab/abc has another size than in the list"),
    ],
)
def test_list_of_contents_that_does_not_fit_is_told(tmp_path: Path, manifest: Any, sentence: str) -> None:
    path = tmp_path / "a.tar"
    if manifest == []:
        with tarfile.open(path, "w") as tar:
            add(tar, "manifest.json", b"no JSON")
    else:
        write_tar(path, CONTENT, manifest=manifest)
    assert sentence in refused(path)


@pytest.mark.parametrize("kept", [0, 100, 700, 1024 + 512])
def test_file_that_breaks_off_is_refused(tmp_path: Path, kept: int) -> None:
    path = write_tar(tmp_path / "a.tar", CONTENT)
    path.write_bytes(path.read_bytes()[:kept])
    assert "not" in refused(path)


def test_other_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(gzip.compress(b"something else" * 1000))
    assert "a.tar is not a whole tar file" in refused(path)


@given(st.lists(st.sampled_from(["a", "..", ".", "", "å b", ".x", "c\\d", "e\n", "-"]), min_size=1, max_size=5))
def test_checked_name_stays_below_its_folder(parts: list[str]) -> None:
    name = "/".join(parts)
    try:
        names.checked(name)
    except DomainError:
        assert set(parts) & {"..", ".", "", ".x", "c\\d", "e\n"}
    else:
        assert set(parts) <= {"a", "å b", "-"}
