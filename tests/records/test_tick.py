"""The clock's round: what it queues again and what it clears."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from kompassros.organisations.models import Person
from kompassros.records import mail
from kompassros.records.files import content_path
from kompassros.records.management.commands import tick
from kompassros.records.models import HandledRequest, Job, OutgoingMail
from kompassros.records.requests import KEPT_FOR

pytestmark = pytest.mark.django_db


def test_round_starts_due_letters_and_clears_what_is_old(
    person: Person, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr(tick, "close_old_connections", lambda: None)
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    old = HandledRequest.objects.create(request_id=uuid4(), person=person, at=now - KEPT_FOR * 2)
    OutgoingMail.objects.create(to="ada@example.org", language="en", subject="x", created_at=now, due_at=now)
    orphan = content_path("ab" * 32)
    orphan.parent.mkdir()
    orphan.touch()
    os.utime(orphan, (0, 0))
    call_command("tick", once=True)
    assert not HandledRequest.objects.filter(pk=old.pk).exists()
    assert not orphan.exists()
    assert Job.objects.filter(kind=mail.KIND).count() == 1
