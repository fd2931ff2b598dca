"""Letters: stored with the change they tell of, sent once, tried again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext_lazy

from kompassros.records import jobs, mail
from kompassros.records.mail import MOST_TRIES, WAITS, send_later, start_due
from kompassros.records.models import Job, OutgoingMail

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]


@pytest.fixture(autouse=True)
def noon(set_clock: SetClock) -> None:
    set_clock("2026-03-01T12:00:00+01:00")


def letter(**values: Any) -> OutgoingMail:
    given = {"to": "ada@example.org", "language": "en", "subject": "Hello", "text": "Come and see."}
    return send_later(**given | values)


def run_jobs() -> list[dict[str, Any] | None]:
    """Run the waiting jobs of letters and return what they said."""
    waiting = list(Job.objects.filter(kind=mail.KIND, state=Job.State.QUEUED))
    for job in waiting:
        jobs.run(job.pk)
        job.refresh_from_db()
    return [job.result for job in waiting]


def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_message: EmailMessage) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(EmailMessage, "send", fail)


def test_letter_is_sent_by_the_job_in_plain_text_with_the_pages_address(mailoutbox: Any, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://results.example.org"
    stored = letter(address="/sv/manage/notices/", foot="The foot.")
    assert mailoutbox == []
    assert run_jobs() == [{"sent": 1}]
    (sent,) = mailoutbox
    assert (sent.subject, sent.to, sent.content_subtype) == ("Hello", ["ada@example.org"], "plain")
    assert sent.body == "Come and see.\n\nhttps://results.example.org/en/manage/notices/\n\nThe foot.\n"
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    stored.refresh_from_db()
    assert (stored.state, stored.attempts, stored.sent_at) == ("sent", 1, stored.created_at)
    assert not start_due()


def test_letter_is_written_in_the_receivers_language() -> None:
    text = gettext_lazy("History")
    written = {language: letter(language=language, subject=text, text=text) for language in ("sv", "nb", "en")}
    assert {language: (row.subject, row.text) for language, row in written.items()} == {
        "sv": ("Historik", "Historik\n"),
        "nb": ("Historikk", "Historikk\n"),
        "en": ("History", "History\n"),
    }


def test_line_break_in_the_subject_makes_no_new_header() -> None:
    assert letter(subject="Hello\r\nBcc: all@example.org").subject == "Hello Bcc: all@example.org"


def test_letter_of_a_failed_transaction_is_never_sent(mailoutbox: Any) -> None:
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    assert run_jobs() == []
    assert (mailoutbox, OutgoingMail.objects.count()) == ([], 0)


def test_two_letters_before_the_job_runs_are_one_job(mailoutbox: Any) -> None:
    letter()
    letter(to="bo@example.org")
    assert run_jobs() == [{"sent": 2}]
    assert [sent.to for sent in mailoutbox] == [["ada@example.org"], ["bo@example.org"]]


def test_refused_letter_waits_and_is_tried_again_by_the_clock(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: Any, set_clock: SetClock
) -> None:
    stored = letter()
    with monkeypatch.context() as patched:
        refuse(patched)
        assert run_jobs() == [{"sent": 0}]
    stored.refresh_from_db()
    assert (stored.state, stored.attempts, stored.error) == (
        "queued",
        1,
        "ConnectionRefusedError: no mail server",
    )
    assert stored.due_at - stored.created_at == WAITS[0]
    set_clock("2026-03-01T12:00:59+01:00")
    start_due()
    assert run_jobs() == []
    set_clock("2026-03-01T12:01:00+01:00")
    start_due()
    assert run_jobs() == [{"sent": 1}]
    stored.refresh_from_db()
    assert (stored.state, stored.attempts, stored.error, len(mailoutbox)) == ("sent", 2, "", 1)


def test_letter_is_given_up_after_the_last_try(monkeypatch: pytest.MonkeyPatch, set_clock: SetClock) -> None:
    refuse(monkeypatch)
    stored = letter()
    for day in range(1, MOST_TRIES + 2):
        set_clock(f"2026-03-{day:02}T12:00:00+01:00")
        start_due()
        run_jobs()
    stored.refresh_from_db()
    assert (stored.state, stored.attempts, stored.sent_at) == ("failed", MOST_TRIES, None)


def test_letter_that_another_worker_has_claimed_is_left_alone(mailoutbox: Any) -> None:
    stored = letter()
    assert mail._claim(stored)
    assert not mail._claim(stored)
    assert run_jobs() == [{"sent": 0}]
    assert mailoutbox == []
