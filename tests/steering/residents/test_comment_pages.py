from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.steering.residents.models import ResidentComment
from kompassros.steering.residents.services import send_comment
from kompassros.steering.writing.models import WrittenReport
from tests.steering.conftest import Bodies, body
from tests.steering.residents.reports import HEALTH

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SCRIPT = "<script>alert(1)</script> https://spam.example <b>fet</b>"


@pytest.fixture
def leader(client: Client, bodies: Bodies, person_with: Callable[..., Person]) -> Client:
    client.force_login(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality), backend=BACKEND)
    return client


@pytest.fixture
def comment(report: WrittenReport) -> ResidentComment:
    return send_comment(report=report, section=HEALTH, name="<i>Eva</i>", text=SCRIPT)


def at(comment: ResidentComment, name: str = "comment") -> str:
    return reverse(f"steering:{name}", args=[comment.organisation.key, comment.pk])


def post(client: Client, address: str, comment: ResidentComment, **values: Any) -> Any:
    comment.refresh_from_db()
    return client.post(address, {"version": comment.version, "request_id": str(uuid4()), **values})


def test_list_shows_what_waits_first_as_plain_text(leader: Client, comment: ResidentComment) -> None:
    shown = send_comment(report=comment.report, section=HEALTH, name="", text="Tidigare")
    ResidentComment._base_manager.filter(pk=shown.pk).update(
        state="shown", decided_at=shown.sent_at, sent_at=shown.sent_at.replace(year=2020)
    )
    page = leader.get(reverse("steering:comments", args=[comment.organisation.key])).content.decode()
    assert "1 comment waits for somebody to read it." in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<i>Eva" not in page
    assert page.index("spam.example") < page.index("Tidigare")


def test_leader_shows_answers_and_refuses(leader: Client, comment: ResidentComment) -> None:
    assert "Show the comment" in leader.get(at(comment)).content.decode()
    assert post(leader, at(comment, "comment_show"), comment).status_code == 302
    assert post(leader, at(comment, "comment_answer"), comment, answer="Tack").status_code == 302
    assert post(leader, at(comment, "comment_refuse"), comment, reason="").status_code == 200
    assert post(leader, at(comment, "comment_refuse"), comment, reason="Reklam").status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.answer, comment.reason) == ("refused", "Tack", "Reklam")
    page = leader.get(at(comment)).content.decode()
    assert "Reklam" in page
    assert "<script>alert" not in page


def test_second_editor_is_told(leader: Client, comment: ResidentComment) -> None:
    old = {"version": 1, "request_id": str(uuid4()), "reason": "Reklam"}
    assert post(leader, at(comment, "comment_show"), comment).status_code == 302
    page = leader.post(at(comment, "comment_refuse"), old).content.decode()
    assert "Somebody else has changed this in the meantime." in page


def test_comment_of_another_municipality_is_not_there(
    leader: Client, comment: ResidentComment, bodies: Bodies, person_with: Any
) -> None:
    other = body(bodies.municipality.Kind.MUNICIPALITY, "Annanby", bodies.municipality.parent)
    leader.force_login(person_with(Role.CHIEF_EXECUTIVE, other), backend=BACKEND)
    assert leader.get(at(comment)).status_code == 403
    assert leader.get(reverse("steering:comment", args=[other.key, comment.pk])).status_code == 404
    assert leader.post(reverse("steering:comment_show", args=[other.key, comment.pk])).status_code == 404


def test_list_can_be_taken_home(leader: Client, comment: ResidentComment) -> None:
    address = reverse("steering:comments", args=[comment.organisation.key])
    file = leader.get(address, {"format": "csv", "table": "comments"})
    assert "spam.example" in file.content.decode()
    assert leader.get(address, {"format": "xlsx", "table": "comments"}).content[:2] == b"PK"


def test_home_page_says_that_comments_wait(leader: Client, comment: ResidentComment) -> None:
    page = leader.get("/en/home/").content.decode()
    assert "Lövhult: 1 comment waits" in page
    post(leader, at(comment, "comment_show"), comment)
    assert "comment waits" not in leader.get("/en/home/").content.decode()


def test_list_asks_as_much_for_many_comments_as_for_one(
    leader: Client, comment: ResidentComment, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        send_comment(report=comment.report, section=HEALTH, name="", text=f"Text {number}")
    address = reverse("steering:comments", args=[comment.organisation.key])
    leader.get(address)
    with django_assert_max_num_queries(8):
        leader.get(address)
