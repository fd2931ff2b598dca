from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from kompassros.records import clock
from kompassros.steering.residents.models import ResidentComment
from kompassros.steering.writing.models import WrittenReport
from tests.steering.residents.reports import HEALTH, NOW, WORDS


def at(report: WrittenReport, section: UUID = HEALTH) -> str:
    return reverse("portal:annual_comment", args=[report.organisation.key, "2026", section])


def send(client: Client, report: WrittenReport, text: str, section: UUID = HEALTH, **more: Any) -> int:
    address = more.pop("REMOTE_ADDR", "192.0.2.1")
    return client.post(at(report, section), {"text": text, "name": "", **more}, REMOTE_ADDR=address).status_code


def test_comment_is_taken_thanked_for_and_waits(report: WrittenReport, client: Client) -> None:
    answer = client.post(at(report), {"text": "Bra!", "name": "Eva"}, follow=True)
    assert "Your comment is read by the municipality before it is shown." in answer.content.decode()
    comment = ResidentComment._base_manager.get()
    assert (comment.name, comment.text, comment.state, comment.section) == ("Eva", "Bra!", "waiting", HEALTH)


def test_comment_from_another_site_is_refused(report: WrittenReport) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(at(report), {"text": "Bra!"}).status_code == 403
    token = strict.get(at(report)).context["csrf_token"]
    assert strict.post(at(report), {"text": "Bra!", "csrfmiddlewaretoken": str(token)}).status_code == 302


@pytest.mark.parametrize(
    "values", [{"text": ""}, {"text": "x" * 2001}, {"text": "x", "name": "y" * 81}, {"text": "x", "website": "spam"}]
)
def test_what_is_empty_too_long_or_filled_in_by_a_program_is_refused(
    values: dict[str, str], report: WrittenReport, client: Client
) -> None:
    answer = client.post(at(report), values)
    assert answer.status_code == 200
    assert "needs your attention" in answer.content.decode()
    assert not ResidentComment._base_manager.exists()


def test_what_was_typed_comes_back_as_text(report: WrittenReport, client: Client) -> None:
    page = client.post(at(report), {"text": "</textarea><script>1</script>", "name": "y" * 81}).content.decode()
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "<script>1" not in page


def test_one_sender_gets_five_in_an_hour_over_all_chapters(report: WrittenReport, client: Client) -> None:
    answers = [send(client, report, f"Text {number}", (HEALTH, WORDS)[number % 2]) for number in range(7)]
    assert answers == [302, 302, 302, 302, 302, 429, 429]
    assert send(client, report, "En annan", REMOTE_ADDR="192.0.2.2") == 302


def test_a_hundred_at_once_from_one_address_leave_five(report: WrittenReport, client: Client) -> None:
    for number in range(100):
        send(client, report, f"Text {number}")
    assert ResidentComment._base_manager.count() == 5


def test_a_chapter_takes_sixty_in_an_hour_from_all(report: WrittenReport, client: Client) -> None:
    answers = [send(client, report, f"Text {n}", REMOTE_ADDR=f"192.0.2.{n}") for n in range(1, 63)]
    assert answers == [302] * 60 + [429] * 2
    assert send(client, report, "Ett annat", WORDS, REMOTE_ADDR="198.51.100.1") == 302


def test_addresses_of_one_connection_count_as_one_and_mapped_ones_apart(report: WrittenReport, client: Client) -> None:
    same = [send(client, report, f"Text {n}", REMOTE_ADDR=f"2001:db8:1:1::{n}") for n in range(1, 7)]
    assert same == [302] * 5 + [429]
    assert send(client, report, "Granne", REMOTE_ADDR="2001:db8:1:2::1") == 302
    mapped = [send(client, report, f"Mappad {n}", REMOTE_ADDR=f"::ffff:192.0.2.{n}") for n in range(1, 7)]
    assert mapped == [302] * 6


def test_a_forged_address_counts_as_the_sender(report: WrittenReport, client: Client) -> None:
    answers = [
        client.post(at(report), {"text": f"Text {n}"}, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(6)
    ]
    assert answers == [302] * 5 + [429]


def test_what_is_refused_does_not_count(report: WrittenReport, client: Client) -> None:
    for _attempt in range(6):
        assert send(client, report, "") == 200
    assert send(client, report, "Bra!") == 302


def test_network_address_is_kept_nowhere(report: WrittenReport, client: Client) -> None:
    cache.clear()
    send(client, report, "Bra!", REMOTE_ADDR="192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        assert "192.0.2.77" not in str(cursor.fetchall())
    assert "192.0.2.77" not in str(list(ResidentComment._base_manager.values()))


def test_after_the_last_day_the_page_says_that_comments_are_closed(
    report: WrittenReport, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    WrittenReport._base_manager.filter(pk=report.pk).update(comments_until=NOW.date())
    assert client.get(at(report)).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert "Comments on this report are closed." in client.get(at(report)).content.decode()
    assert send(client, report, "För sent") == 409
    assert not ResidentComment._base_manager.exists()


def test_chapter_that_the_report_does_not_have_takes_none(report: WrittenReport, client: Client) -> None:
    assert send(client, report, "Fel", UUID(int=77)) == 404


def test_page_says_what_is_kept(report: WrittenReport, client: Client) -> None:
    page = client.get(at(report)).content.decode()
    assert "No account, no e-mail address and no network address." in page
    assert "deleted only by a decision on disposal" in page
