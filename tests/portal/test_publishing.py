"""Pages as files: written as a whole, switched at once, taken away when something published changes."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kompassros.evaluations import published, services
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.services import Publisher
from kompassros.portal import publishing
from kompassros.records.models import Job

pytestmark = pytest.mark.django_db


class NoProgress:
    """Stands for a job's progress where nobody looks."""

    def report(self, done: int, total: int) -> None:
        """Tell nobody."""


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PUBLISHED_DIR = tmp_path / "published"
    settings.CHART_CACHE_DIR = tmp_path / "charts"
    few = ["/sv/", "/sv/method/", "/en/evaluations/tyreso-2015/"]
    monkeypatch.setattr(publishing, "addresses", lambda: iter(few))
    return tmp_path / "published"


def _write() -> dict[str, Any]:
    return publishing.write_pages({}, NoProgress())  # type: ignore[arg-type]


def test_written_page_is_served_with_the_same_content_and_headers(client: Client) -> None:
    made = client.get("/sv/method/")
    assert _write() == {"pages": 3}
    served = client.get("/sv/method/")
    assert "ETag" in served.headers
    assert served.content == made.content
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert served.headers[name] == made.headers[name]


def test_page_is_made_for_a_query_or_a_session(client: Client) -> None:
    _write()
    assert "ETag" not in client.get("/sv/method/?x=1").headers
    client.cookies["sessionid"] = "something"
    assert "ETag" not in client.get("/sv/method/").headers


def test_reader_who_has_the_page_gets_not_modified(client: Client) -> None:
    _write()
    etag = client.get("/sv/method/").headers["ETag"]
    assert client.get("/sv/method/", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/sv/../headers.json/", "/../../etc/passwd/", "/sv//method/", "/current/", "/%2e%2e/"]
)
def test_nothing_outside_the_pages_is_served(path: str, client: Client) -> None:
    _write()
    assert client.get(path).status_code in (301, 302, 404)


def test_correction_takes_the_written_pages_away_and_queues_new_ones(
    client: Client, django_capture_on_commit_callbacks: Any, folders: Path
) -> None:
    _write()
    old = ScoreSheet.objects.get(slug="tyreso-2015")
    sheet = old.read().model_copy(update={"evaluator": "A team"})
    with django_capture_on_commit_callbacks(execute=True):
        services.correct(old=old, sheet=sheet, publisher=Publisher(None, "test"))
    assert not (folders / "current").exists()
    assert Job.objects.filter(kind=publishing.JOB, state=Job.State.QUEUED).exists()
    assert "A team" in client.get("/en/evaluations/tyreso-2015/").content.decode()


def test_pages_are_taken_away_but_not_queued_where_none_are_to_be_written(folders: Path, settings: Any) -> None:
    _write()
    Job.objects.all().delete()
    settings.WRITE_PAGES = False
    publishing.withdraw_and_write_again()
    assert not (folders / "current").exists()
    assert not Job.objects.filter(kind=publishing.JOB).exists()
    settings.WRITE_PAGES = True
    publishing.withdraw_and_write_again()
    assert Job.objects.filter(kind=publishing.JOB).count() == 1


def test_edition_that_was_overtaken_is_thrown_away(monkeypatch: pytest.MonkeyPatch, folders: Path) -> None:
    newest = iter([1, 2])
    monkeypatch.setattr(publishing, "_state", lambda: next(newest))
    assert _write() == {"pages": 0}
    assert not (folders / "current").exists()


def test_old_editions_are_removed_but_the_last_two(folders: Path) -> None:
    for _round in range(4):
        _write()
    assert len([path for path in folders.iterdir() if path.is_dir() and not path.is_symlink()]) == 2


def test_addresses_name_every_published_thing_in_three_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = set(publishing.addresses())
    for language in ("sv", "nb", "en"):
        assert {f"/{language}/evaluations/{entry.slug}/" for entry in published.current_evaluations()} <= found
        assert f"/{language}/municipalities/grastorp/" in found
