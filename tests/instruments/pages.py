"""How these tests open the officer's pages, and send their forms as a browser would."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompassros.instruments.models import EditionDraft
from kompassros.organisations.scoping import organisation_scope


def address(name: str, *values: object) -> str:
    return reverse(f"instruments:{name}", args=values)


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def queries_on(client: Client, where: str) -> int:
    """Return how many queries a page takes when it is opened a second time."""
    text_of(client, where)
    with CaptureQueriesContext(connection) as queries:
        text_of(client, where)
    return len(queries)


def filled(client: Client, where: str, **changes: Any) -> dict[str, Any]:
    """Return what the form of a page would send, some fields changed."""
    form = client.get(where).context["form"]
    sent = {field.html_name: field.value() for field in form}
    return {name: value for name, value in (sent | changes).items() if value is not None}


def again(draft: EditionDraft) -> EditionDraft:
    """Return the draft as it is stored now."""
    with organisation_scope(draft.organisation):
        found: EditionDraft = EditionDraft.objects.select_related("organisation").get(pk=draft.pk)
        return found
