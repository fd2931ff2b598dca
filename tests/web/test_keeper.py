"""The draft keeper's answers, and what the browser is told to forget. The addresses here stand in for an app's."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import translation

from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.web import context, keeper, navigation
from kompassros.web.access import everyone, signed_in

ID = "7d8c1f7e-8f0b-4a54-9d49-0a1c66d1a2b3"
KEEPER = {"X-Keeper": "1"}

pytestmark = pytest.mark.urls(__name__)


@signed_in
def save(request: HttpRequest) -> HttpResponse:
    """Answer as the field ``answer`` says: lead on, lead on with an error, or show the form again."""
    answer = request.POST.get("answer")
    if keeper.is_keeper(request):
        return keeper.saved(2)
    if answer == "error":
        messages.error(request, "No.")
    return HttpResponse() if answer == "form" else redirect("/next/")


@everyone
def show(request: HttpRequest) -> HttpResponse:
    return HttpResponse("|".join(str(message) for message in messages.get_messages(request)))


urlpatterns = [
    path("save/", save),
    path("next/", show),
    path("accounts/", include("kompassros.organisations.urls_signin")),
    path("portal/", include(([path("", show, name="front")], "portal"))),
]


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.get(email=demo_address(Role.ADMINISTRATOR))


@pytest.fixture
def client(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def posted(**fields: str) -> HttpRequest:
    return RequestFactory().post("/", fields)


def content(response: JsonResponse) -> object:
    return json.loads(response.content)


def test_only_the_script_s_header_makes_a_keeper_request() -> None:
    make = RequestFactory()
    assert keeper.is_keeper(make.post("/", headers=KEEPER))
    assert not keeper.is_keeper(make.post("/", headers={"X-Keeper": "yes"}))
    assert not keeper.is_keeper(make.post("/"))


@pytest.mark.parametrize("text", ["", "7", ID + "0", "x" * 36])
def test_request_id_that_is_no_uuid_is_none(text: str) -> None:
    assert keeper.request_id_of(posted(request_id=text)) is None
    assert keeper.request_id_of(posted()) is None
    assert keeper.request_id_of(posted(request_id=ID)) == UUID(ID)


@pytest.mark.parametrize(
    ("text", "version"),
    [("0", 0), ("12", 12), (str(2**31 - 1), 2**31 - 1), (str(2**31), None), ("9" * 5000, None)]
    + [(text, None) for text in ("", "-1", "1.0", "²", "٣", "x")],
)
def test_version_is_a_whole_number_that_the_database_can_hold(text: str, version: int | None) -> None:
    assert keeper.version_of(posted(version=text)) == version


def test_saved_tells_version_time_and_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_clock", [lambda: datetime(2026, 3, 1, 13, 2, tzinfo=UTC)])
    assert content(keeper.saved(3)) == {"version": 3, "saved": "14:02", "parts": {}}
    answer = keeper.saved(4, parts={"#sum": "<b>4</b>"})
    assert (answer.status_code, content(answer)) == (
        200,
        {"version": 4, "saved": "14:02", "parts": {"#sum": "<b>4</b>"}},
    )


def test_conflict_tells_their_version_and_text() -> None:
    answer = keeper.conflict("Bo changed it.", 5, parts={"#theirs": "x"})
    assert answer.status_code == 409
    assert content(answer) == {"message": "Bo changed it.", "version": 5, "parts": {"#theirs": "x"}}


def test_invalid_tells_the_errors_of_a_form_per_field() -> None:
    class Note(forms.Form):
        title = forms.CharField()

        def clean(self) -> None:
            self.add_error(None, "Both are missing.")

    with translation.override("en"):
        answer = keeper.invalid(Note({}).errors)
    assert answer.status_code == 422
    assert content(answer) == {"errors": {"title": ["This field is required."], "__all__": ["Both are missing."]}}


def test_fields_of_a_kept_form_are_hidden_and_have_a_new_id_each_time() -> None:
    template = Template("{% load kit %}{% keeper 3 %}")
    pages = [template.render(Context()) for _ in range(2)]
    assert 'type="hidden" name="version" value="3"' in pages[0]
    ids = [re.findall(r'name="request_id" value="([^"]*)"', page) for page in pages]
    assert ids[0] != ids[1]
    assert all(UUID(found) for (found,) in ids)


def test_draft_of_somebody_signed_out_or_else_is_answered_without_the_view(client: Client, person: Person) -> None:
    def status(by: Client, writer: str) -> int:
        return by.post("/save/", headers=KEEPER | {"X-Keeper-Person": writer}).status_code

    assert status(client, str(person.pk)) == 200
    assert status(client, f"{person.pk}0") == 401
    assert status(Client(), str(person.pk)) == 401
    assert Client().post("/save/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ({"request_id": ID}, ID),
        ({"request_id": ID, "answer": "form"}, None),
        ({"request_id": ID, "answer": "error"}, None),
        ({"request_id": "none"}, None),
    ],
)
def test_ordinary_save_is_told_as_taken_when_it_leads_on(
    client: Client, fields: dict[str, str], taken: str | None
) -> None:
    answer = client.post("/save/", fields)
    assert (answer.cookies["taken"].value if "taken" in answer.cookies else None) == taken


def test_error_message_is_still_there_for_the_next_page(client: Client) -> None:
    answer = client.post("/save/", {"request_id": ID, "answer": "error"}, follow=True)
    assert answer.content == b"No."


@pytest.mark.parametrize("headers", [{}, KEEPER])
def test_save_of_somebody_signed_out_is_not_taken(db: None, headers: dict[str, str]) -> None:
    assert "taken" not in Client().post("/save/", {"request_id": ID}, headers=headers).cookies


def test_signing_out_clears_the_browser_s_storage_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.post("/accounts/logout/")


def test_reading_a_public_page_does_not_ask_who_reads(
    db: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        answer = Client().get("/next/", headers={"X-Keeper": "0"})
    assert answer.status_code == 200
