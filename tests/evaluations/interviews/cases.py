"""Short ways to plan talks and write notes in tests."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.interviews import noting, services
from kompassros.evaluations.interviews.models import Group, Interview, Note
from kompassros.evaluations.interviews.services import Talk
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import demo_person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
START = datetime(2026, 5, 4, 11, 0, tzinfo=UTC)
SECRET = "Bengt Hemlig"
WORK = "budget wizard"
WHISPERED = "the budget is a secret dance"


def talk(group: str = Group.DIRECTOR.value, *, hours: int = 0, **values: Any) -> Talk:
    """Return a talk of two hours, some hours after the first afternoon of the visit began."""
    starts = START + timedelta(hours=hours)
    return Talk(group, starts, starts + timedelta(hours=2), **values)


def plan(course: Course, group: str = Group.DIRECTOR.value, *, hours: int = 0, **values: Any) -> Interview:
    """Plan a talk as the system."""
    return services.plan_interview(course=course, talk=talk(group, hours=hours, **values), person=None)


def write(course: Course, interview: Interview | None, text: str, *, person: Person, **values: Any) -> Note:
    """Write a new note; uid, question, criterion and version may be given."""
    uid: UUID = values.pop("uid", None) or uuid4()
    given = {"question": "", "criterion": "", "version": 0} | values
    return noting.write_note(course=course, uid=uid, interview=interview, text=text, person=person, **given)


def address(course: Course, name: str, *parts: object) -> str:
    """Return the address of a page of an evaluation."""
    return reverse(f"courses:{name}", args=[course.slug, *parts])


def as_role(client: Client, role: Role) -> Client:
    """Return the client with the demo's person of a role signed in."""
    client.force_login(demo_person(role), backend=BACKEND)
    return client


def sending(row: Any, **values: Any) -> dict[str, Any]:
    """Return what a form sends: the version that was seen, a new request id, and values."""
    return {"version": getattr(row, "version", row), "request_id": str(uuid4()), **values}


def keep(client: Client, course: Course, **values: Any) -> Any:
    """Send a note as the draft keeper does."""
    content = {"uid": str(uuid4()), "interview": "", "tie": "", **sending(0), **values}
    return client.post(address(course, "note_write"), content, headers={"X-Keeper": "1"})
