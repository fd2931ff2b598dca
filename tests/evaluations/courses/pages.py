"""What the tests of the pages of evaluations ask of a page."""

from typing import Any

from django.test import Client
from django.urls import reverse

from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import demo_person


def address(name: str, *values: object) -> str:
    return reverse(f"courses:{name}", args=values)


def as_role(client: Client, role: Role) -> Client:
    client.force_login(demo_person(role))
    return client


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def filled(client: Client, where: str, **changed: Any) -> dict[str, Any]:
    """What the browser sends back from the form of a page, with some fields changed."""
    form = client.get(where).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | changed
