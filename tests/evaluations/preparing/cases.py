"""What the tests of preparing and evidence share: files to send, requests to answer, pages to open."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.preparing import services
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.services import Wish
from kompassros.organisations.models import Person
from tests.records.bad_files import pdf

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
QUESTIONS = ("q-cc33dd", "q-dd44ff", "q-ff55hh")


def upload(text: str = "Budget", name: str = "budget.pdf") -> SimpleUploadedFile:
    """Return a whole PDF as a form sends it."""
    return SimpleUploadedFile(name, pdf(text), "application/pdf")


def ask(course: Course, *titles: str, **values: Any) -> list[DocumentRequest]:
    """Ask for documents as the system."""
    wishes = [Wish(title, "To see", ("q-cc33dd",)) for title in titles or ("Budget",)]
    return services.ask_for(course=course, wishes=wishes, due=values.get("due"), person=None)


def answers(course: Course) -> dict[str, SelfAnswer]:
    """Return the answers of an evaluation by question, read anew."""
    rows = SelfAnswer._base_manager.filter(course=course).select_related("course__organisation", "course__edition")
    return {row.question: row for row in rows}


def signed_in(client: Client, person: Person) -> Client:
    """Return the client with a person signed in."""
    client.force_login(person, backend=BACKEND)
    return client


def address(course: Course, name: str, *values: Any) -> str:
    """Return the address of a page of an evaluation."""
    return reverse(f"courses:{name}", args=[course.slug, *values])


def sending(row: Any, **values: Any) -> dict[str, Any]:
    """Return what a form sends: the version that was seen, a new request id, and values."""
    return {"version": row.version, "request_id": str(uuid4()), **values}


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """A store of files of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"
