"""How these tests open the working pages."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role


def address(page: str, *values: object) -> str:
    """Return the address of a working page in English."""
    with translation.override("en"):
        return reverse(f"organisations:{page}", args=values)


def text(client: Client, where: str) -> str:
    """Return a page that must answer."""
    response = client.get(where)
    assert response.status_code == 200, where
    return response.content.decode()


def rows(client: Client, where: str, table: str) -> list[str]:
    """Return the lines of a page's table as it is downloaded, its heads left out."""
    content = client.get(where, {"format": "csv", "table": table}).content.decode("utf-8-sig")
    return content.splitlines()[1:]


def firsts(client: Client, where: str, table: str) -> list[str]:
    """Return the first cell of each line of a page's table."""
    return [line.split(",")[0] for line in rows(client, where, table)]


def queries_on(client: Client, where: str) -> int:
    """Return how many queries a page takes when it is opened a second time."""
    text(client, where)
    with CaptureQueriesContext(connection) as queries:
        text(client, where)
    return len(queries)


def summed_errors(content: str) -> str:
    """Return the list of errors above a form."""
    return content.partition("ds-error-summary")[2].partition("</div>")[0]


def as_role(role: Role) -> Person:
    """Return the demo account of a role."""
    return Person.objects.get(email=demo_address(role))
