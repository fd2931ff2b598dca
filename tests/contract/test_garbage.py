"""Garbage posted to every address that changes something of evaluations or measures: never a failure.

Each post is undone again. The database refuses here what PostgreSQL refuses and SQLite takes: NUL characters.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.instruments.drafts import start_draft
from kompassros.instruments.models import Edition
from kompassros.organisations.demo import OWN, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.contract.addresses import address_of
from tests.contract.contact_subjects import begun_contacts_of
from tests.contract.course_subjects import demo_course, example_of, joint_of, subjects_of_course, write_paper
from tests.contract.note_subjects import notes_of
from tests.contract.permission_table import NOBODY, TABLE, Rule, roles_in
from tests.contract.round_subjects import rounds_of
from tests.contract.table_subjects import tables_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_KEPT_PAGES = "django.test.client.store_rendered_templates"
"""Copies what each template was drawn with, which costs more than the drawing; only the forms shown need it."""
ROOMS = ("courses", "examples", "instruments", "notes", "rounds", "tables")
RATERS = ("contact", "contact_round")
STATES = (State.FACT_CHECK, State.READING, State.FOLLOW_UP)
WRITERS = (Role.LEAD_EVALUATOR, Role.COORDINATOR, Role.ADMINISTRATOR)
Fields = dict[str, forms.Field]
Posted = dict[str, Any]

IN_ANY_FIELD = ("a\x00b", "9" * 5_000, "-1", "<b>\u202e\u2028=1+1")
"""Sent by turns to all fields at once."""
IN_TEXTS = (("a\x0bb{% x %} %(name)s %s" + "x" * 9_000, "9999-12-31"), ("\ue000x\ue001\u200b", "0001-01-01"))
"""Sent to fields of text, and to fields of days; every other field gets what it takes."""


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Any) -> None:
    """A folder of their own for what is uploaded."""
    settings.MEDIA_ROOT = tmp_path / "files"


def _refuse_nul(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    for one in params if many else (params,):
        for value in one or ():
            if isinstance(value, str) and ("\x00" in value or "\\u0000" in value):
                raise AssertionError("a NUL character came to the database")
    return execute(sql, params, many, context)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _known_fields() -> Fields:
    """Return the fields of all our forms by their names."""
    found: Fields = {}
    waiting = list(forms.Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("kompassros."):
            found |= form.base_fields
    return found


def _plausible(field: forms.Field, text: str, day: str) -> Any:
    """Return a value that the field takes, with the text or the day where it takes any."""
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("a.txt", b"A text, and nothing more.")
    if isinstance(field, forms.ChoiceField):
        offered = _first_offered(field.choices)
        return [offered] if isinstance(field, forms.MultipleChoiceField) else offered
    if isinstance(field, forms.DateTimeField):
        return f"{day}T00:00"
    return _plain(field, text, day)


def _first_offered(choices: Any) -> str:
    """Return the first choice that is not empty, of the first group where they are grouped."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            return _first_offered(label)
        if value:
            return str(value)
    return ""


def _plain(field: forms.Field, text: str, day: str) -> str:
    kinds = ((forms.DateField, day), (forms.TimeField, "23:59"), (forms.IntegerField, "1"), (forms.BooleanField, "on"))
    return next((value for kind, value in kinds if isinstance(field, kind)), text)


def _forms_of(client: Client, path: str) -> list[forms.BaseForm]:
    response = client.get(path)
    contexts: Any = response.context or ()
    layers = [layer for context in contexts for layer in context.dicts]
    return [value for layer in layers for value in layer.values() if isinstance(value, forms.BaseForm)]


def _posts(client: Client, path: str, known: Fields) -> Iterator[Posted]:
    for turn in (0, 1):
        posted = {name: IN_ANY_FIELD[(place + turn) % len(IN_ANY_FIELD)] for place, name in enumerate(known)}
        yield posted | {"version": IN_ANY_FIELD[1 + turn]}
    fields, start = dict(known), Posted(version="1", request_id="")
    for form in _forms_of(client, path):
        fields |= {form.add_prefix(name): field for name, field in form.fields.items()}
        start |= {form.add_prefix(name): form[name].value() or 1 for name in form.fields if "version" in name}
    for text, day in IN_TEXTS:
        yield {name: _plausible(field, text, day) for name, field in fields.items()} | start


def _failures(client: Client, name: str, path: str, known: Fields) -> Iterator[str]:
    if "POST" not in client.options(path).headers.get("Allow", "POST"):
        return
    for number, data in enumerate(_posts(client, path, known)):
        try:
            with _undone(), patch(_KEPT_PAGES):
                client.post(path, data)
        except Exception as error:  # noqa: BLE001 - whatever a view lets through is what this looks for
            yield f"{name}, post {number}: {error!r:.200}{_where(error)}"


def _where(error: Exception) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/src/kompassros/" in frame.filename]
    return f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def _demo(role: Role) -> Person:
    return Person.objects.get(email=demo_address(role))


def _draft() -> dict[str, Posted]:
    draft = start_draft(
        organisation=Organisation.objects.get(key="sverige"),
        key="kommunkompassen",
        version="3.0",
        names={},
        person=_demo(Role.ADMINISTRATOR),
        based_on=Edition.objects.get(instrument__key="kommunkompassen", version="2.0"),
    )
    area, of = draft.content["areas"][0], {"pk": draft.pk}
    return {
        "draft": of,
        "area_of_draft": of | {"part": area["id"]},
        "question_of_draft": of | {"part": area["questions"][0]["id"]},
    }


def _subjects(course: Course) -> dict[str, Posted]:
    return {
        "": {},
        "organisation": {"key": course.organisation.key},
        "course_paper": write_paper(course, _demo(Role.ADMINISTRATOR)),
        "stored_edition": {"edition": 0},
        **subjects_of_course(course),
        **example_of(course.organisation),
    }


def _let_in(rule: Rule) -> tuple[State, Role] | None:
    """Return a state and a role for which the address opens; None for one that nobody here opens.

    A rater's addresses open for the administrator, who rates here.
    """
    if rule.own == NOBODY and rule.subject in RATERS:
        return STATES[0], Role.ADMINISTRATOR
    for state in STATES:
        allowed = roles_in(rule.actions, state) if rule.actions else rule.own
        for role in WRITERS:
            if role in allowed:
                return state, role
    return None


def test_garbage_posted_to_every_address_is_refused(client: Client) -> None:
    known, found = _known_fields(), list[str]()
    country, own = Organisation.objects.get(key="sverige"), Organisation.objects.get(key=OWN)
    joint, person = joint_of(demo_course(State.FACT_CHECK), country), _demo(Role.ADMINISTRATOR)
    shared = _draft() | {"joint": joint} | tables_of(country, person) | rounds_of(own)
    shared |= notes_of(own, person) | begun_contacts_of(own, person)
    subjects = {state: _subjects(demo_course(state)) | shared for state in STATES}
    rules = [(name, rule) for name, rule in TABLE.items() if name.split(":")[0] in ROOMS]
    with connection.execute_wrapper(_refuse_nul):
        for name, rule in rules:
            if place := _let_in(rule):
                state, role = place
                client.force_login(_demo(role), backend=BACKEND)
                found += _failures(client, name, address_of(name, subjects[state][rule.subject]), known)
    assert not found, "\n".join(found)
