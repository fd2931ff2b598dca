"""The pages on which a municipality writes about its measures, and what nobody else may read of it."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators.notes.queries import Question
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from tests.indicators.notes.note_cases import HIDDEN, SHOWN, address, first_code, granby, place, write
from tests.indicators.results.made_reports import CODE, SET, YEAR
from tests.indicators.rounds.makers import make_municipality, make_person, person_with

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEEPER = {"X-Keeper": "1"}


@pytest.fixture
def coordinator(client: Client) -> Client:
    granby()
    client.force_login(person_with(Role.COORDINATOR), backend=BACKEND)
    return client


def seen(client: Client, name: str, query: str = "", **parameters: Any) -> str:
    response = client.get(f"{reverse(**address(name, **parameters))}{query}")
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def send(client: Client, code: str, question: str = Question.COMMENT, *, keeper: bool = True, **values: Any) -> Any:
    content = {"version": "0", "text": "Text", "request_id": str(uuid4()), **values}
    where = reverse(**address("save", code=code, question=question))
    return client.post(where, content, headers=KEEPER if keeper else {})


def test_sets_are_listed_with_how_much_is_written(coordinator: Client) -> None:
    write(place(first_code()), "Text")
    page = coordinator.get(reverse("notes:sets", args=["granby"])).content.decode()
    assert reverse(**address("set")) in page


def test_set_lists_all_measures_by_area_and_the_worst_on_demand(coordinator: Client) -> None:
    everything, worst = seen(coordinator, "set"), seen(coordinator, "set", "?show=worst")
    assert everything.count("/manage/measures/granby/kkik-2024/2024/") > worst.count("/manage/measures/granby/")
    assert "awaits a comment" in worst
    assert coordinator.get(f"{reverse(**address('set'))}?show=other").status_code == 404


def test_set_tells_what_is_carried(coordinator: Client) -> None:
    write(place(first_code(), Question.BEST, YEAR - 1), "Then")
    assert "1 from 2023" in seen(coordinator, "set")


def test_municipality_without_a_unit_is_told_so(client: Client) -> None:
    unknown = make_municipality("Nyby", "X990")
    client.force_login(make_person(Role.COORDINATOR, unknown, "nyby"), backend=BACKEND)
    page = client.get(reverse("notes:set", args=[unknown.key, SET, YEAR]))
    assert "no place in the store of values yet" in page.content.decode()
    assert client.get(reverse("notes:measure", args=[unknown.key, SET, YEAR, "N15428"])).status_code == 404


def test_measure_has_eight_forms_that_save_themselves(coordinator: Client) -> None:
    page = seen(coordinator, "measure", code=first_code())
    assert page.count("data-autosave") == 8
    assert "Similar ones and the best" in page
    assert 'accesskey="n"' in page


def test_measure_shows_the_earlier_answer_marked_and_not_the_comment(coordinator: Client) -> None:
    code = first_code()
    write(place(code, Question.BEST, YEAR - 1), "Marker of then")
    write(place(code, Question.COMMENT, YEAR - 1), "Comment of then")
    page = seen(coordinator, "measure", code=code)
    assert ("Marker of then" in page, "from 2023" in page, "Comment of then" in page) == (True, True, False)


def test_typed_text_is_saved_and_the_version_comes_back(coordinator: Client) -> None:
    code = first_code()
    first = send(coordinator, code, text="One", public="on")
    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert send(coordinator, code, text="Two", version="1").json()["version"] == 2
    note = place(code).find()
    assert note is not None
    assert (note.text, note.public) == ("Two", False)


def test_retry_of_a_saved_text_is_answered_as_the_first_time(coordinator: Client) -> None:
    code, once = first_code(), str(uuid4())
    versions = [send(coordinator, code, text="One", request_id=once).json()["version"] for _ in range(2)]
    assert versions == [1, 1]


def test_second_writer_sees_the_stored_text(coordinator: Client) -> None:
    code = first_code()
    write(place(code), "<b>Theirs</b>")
    answer = send(coordinator, code, text="Mine")
    assert (answer.status_code, answer.json()["version"]) == (409, 1)
    assert "&lt;b&gt;Theirs" in answer.json()["parts"]['[data-theirs-of="comment"]']
    shown = send(coordinator, code, text="Mine & more", keeper=False)
    assert shown.status_code == 422
    assert "Mine &amp; more" in shown.content.decode()
    assert "&lt;b&gt;Theirs" in shown.content.decode()


def test_save_without_scripts_leads_back_to_the_question(coordinator: Client) -> None:
    answer = send(coordinator, first_code(), Question.BEST, keeper=False)
    assert answer.headers["Location"].endswith("#best")


@pytest.mark.parametrize(
    ("content", "status"),
    [({"text": "a\x0bb"}, 422), ({"text": "x" * 6001}, 422), ({"version": "-1"}, 422), ({"version": "x"}, 422)],
)
def test_text_that_cannot_be_kept_is_refused_in_words(
    coordinator: Client, content: dict[str, str], status: int
) -> None:
    code = first_code()
    for keeper in (True, False):
        assert send(coordinator, code, keeper=keeper, **content).status_code == status
    assert place(code).find() is None


@pytest.mark.parametrize(("code", "question"), [("N00000", "comment"), ("", "why"), ("U%00", "comment")])
def test_unknown_measure_or_question_is_not_found(coordinator: Client, code: str, question: str) -> None:
    assert send(coordinator, code or first_code(), question).status_code == 404


@pytest.mark.parametrize("year", [0, 99999])
def test_year_out_of_bounds_is_not_found(coordinator: Client, year: int) -> None:
    for name in ("set", "matters"):
        where = reverse(f"notes:{name}", args=["granby", SET, year])
        assert coordinator.get(where).status_code == 404


@pytest.mark.parametrize("role", [Role.READER, Role.POLITICIAN, Role.AUDITOR])
def test_readers_read_and_cannot_write(client: Client, role: Role) -> None:
    code = first_code()
    write(place(code), HIDDEN)
    client.force_login(person_with(role), backend=BACKEND)
    page = seen(client, "measure", code=code)
    assert (HIDDEN in page, "data-autosave" in page, "textarea" in page) == (True, False, False)
    assert send(client, code).status_code == 403


def test_strangers_are_kept_out(client: Client) -> None:
    code = first_code()
    write(place(code), HIDDEN)
    stranger = Person.objects.get(email="coordinator.norrvik@demo.example")
    for person in (stranger, person_with(Role.ADMINISTRATOR), person_with(Role.LEAD_EVALUATOR)):
        client.force_login(person, backend=BACKEND)
        for name, more in (("set", {}), ("measure", {"code": code})):
            assert client.get(reverse(**address(name, **more))).status_code == 403
        assert send(client, code).status_code == 403


# --- leaks


PUBLIC = ("report.pdf", "report.docx", "report.odt", "report.html", "slides.pptx", "summary.pdf", "summary.html")


def test_what_is_not_public_is_on_no_public_page_and_in_no_file(client: Client) -> None:
    from tests.evaluations.reports import opened

    code = first_code()
    for question in Question.values:
        write(place(code, question), f"{HIDDEN} {question}")
    write(place(code, Question.BEST), SHOWN, public=True)
    base = f"/en/measures/sets/{SET}/{CODE}/"
    page = client.get(f"{base}?country=XX").content.decode()
    assert (SHOWN in page, HIDDEN in page) == (True, False)
    for name in ("report.html", "summary.html", "figures.json"):
        found = client.get(f"{base}{name}?country=XX")
        text = b"".join(found).decode() if found.streaming else found.content.decode()
        assert HIDDEN not in text
    document = client.get(f"{base}report.docx?country=XX")
    text = opened.docx_text(b"".join(document) if document.streaming else document.content)
    assert (SHOWN in text, HIDDEN in text) == (True, False)
    told = json.loads(client.get(f"{base}figures.json?country=XX").content)
    notes = [note for one in told["results"] for note in one["notes"]]
    assert notes == [{"question": "best", "year": YEAR, "text": SHOWN}]
    for address_ in (f"/en/measures/{code}/?class=XX-municipality&unit={CODE}", "/en/municipalities/granby/"):
        assert HIDDEN not in client.get(address_, follow=True).content.decode()


def test_pages_that_are_written_ahead_hold_no_results_of_a_set() -> None:
    from kompassros.portal import publishing

    assert [one for one in publishing.addresses() if "/measures/sets/" in one] == []
