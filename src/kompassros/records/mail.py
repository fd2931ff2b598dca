"""Letters by e-mail: stored in the caller's transaction, sent by a job, tried again while the mail server refuses.

A letter is claimed before it is sent, by moving its next try ahead, so that two workers do not both send it; one
whose process dies in between is sent again after that time, at worst twice. Intervals and number are our own choice.
"""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.functional import Promise

from kompassros.records import clock, jobs
from kompassros.records.models import OutgoingMail
from kompassros.web.context import path_in_language

KIND = "records.mail"
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 12 * 60))
MOST_TRIES = len(WAITS) + 1
_AT_ONCE = 200
_LONGEST_SUBJECT = 200
_AUTOMATIC = {"Auto-Submitted": "auto-generated"}
_log = logging.getLogger(__name__)

Text = str | Promise


def send_later(
    *, to: str, language: str, subject: Text, text: Text, address: str = "", foot: Text = ""
) -> OutgoingMail:
    """Store a letter; it is sent when the present transaction is committed, and not at all where that fails.

    subject, text, foot: lazy ones are written in ``language`` (sv, nb or en). address: path of the page that the
    letter is about, named under the text in that language's form.
    """
    now = clock.now()
    with translation.override(language):
        title = " ".join(str(subject).split())[:_LONGEST_SUBJECT]
        parts = (str(text).strip(), absolute(address, language) if address else "", str(foot).strip())
    letter = OutgoingMail.objects.create(
        to=to,
        language=language,
        subject=title,
        text="\n\n".join(part for part in parts if part) + "\n",
        created_at=now,
        due_at=now,
    )
    jobs.start_once(KIND)
    return letter


def absolute(address: str, language: str) -> str:
    """Return the whole address of a page in a language; without KOMPASSROS_PUBLIC_ADDRESS it stays a path."""
    return f"{settings.PUBLIC_ADDRESS}{path_in_language(address, language)}"


def _due() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED, due_at__lte=clock.now()).order_by("due_at")


def start_due() -> bool:
    """Queue the sending of what is due; called by the clock. Returns whether there was anything."""
    is_due = _due().exists()
    if is_due:
        jobs.start_once(KIND)
    return is_due


def send_due(_arguments: dict[str, Any], progress: jobs.Progress) -> dict[str, Any]:
    """Send the letters that are due, and return how many went out: the handler of the job."""
    due = list(_due()[:_AT_ONCE])
    sent = 0
    for number, letter in enumerate(due, start=1):
        sent += _claim(letter) and _send(letter)
        progress.report(number, len(due))
    return {"sent": sent}


def _claim(letter: OutgoingMail) -> bool:
    """Move the next try ahead; False where another worker was faster."""
    wait = WAITS[min(letter.attempts, len(WAITS) - 1)]
    same = OutgoingMail.objects.filter(
        pk=letter.pk, state=OutgoingMail.State.QUEUED, due_at=letter.due_at, attempts=letter.attempts
    )
    return bool(same.update(attempts=F("attempts") + 1, due_at=clock.now() + wait))


def _send(letter: OutgoingMail) -> bool:
    message = EmailMessage(letter.subject, letter.text, to=[letter.to], headers=_AUTOMATIC)
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - whatever a mail server or its library raises must end in the row
        _log.warning("letter %s was not sent: %s", letter.pk, error)
        _note_failure(letter, f"{type(error).__name__}: {error}")
        return False
    OutgoingMail.objects.filter(pk=letter.pk).update(state=OutgoingMail.State.SENT, sent_at=clock.now(), error="")
    return True


def _note_failure(letter: OutgoingMail, error: str) -> None:
    is_last = letter.attempts + 1 >= MOST_TRIES
    state = OutgoingMail.State.FAILED if is_last else OutgoingMail.State.QUEUED
    OutgoingMail.objects.filter(pk=letter.pk).update(state=state, error=error)


jobs.register(KIND, send_due)
