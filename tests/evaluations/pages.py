"""What the tests of the administrator's pages ask of a page."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from kompassros.evaluations.models import ResultImport
from kompassros.organisations.scoping import organisation_scope

Upload = Callable[[bytes], ResultImport]


def address(name: str, *values: object) -> str:
    return reverse(f"evaluations:{name}", args=values)


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def state_of(received: ResultImport) -> str:
    with organisation_scope(received.organisation):
        return str(ResultImport.objects.get(pk=received.pk).state)
