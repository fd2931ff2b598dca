"""Comments: written under a policy, withdrawn by their writer, shown without a script."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

import kompassros.urls
from kompassros.organisations.models import Person
from kompassros.records import policies
from kompassros.records.comments import LONGEST, Subject, add_comment, comments_on, withdraw_comment
from kompassros.records.errors import DomainError
from kompassros.records.models import Comment, HistoryEntry, Job
from kompassros.records.policies import Policy
from kompassros.records.views_comments import comment_view

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
THING = ("thing", "7", "A thing")
POLICY = "test.comment"


def find_thing(_request: Any, pk: int) -> int:
    return pk


def about(pk: int) -> Subject:
    return Subject("thing", str(pk), f"Thing {pk}", organisation_id=3, address=f"/things/{pk}/")


view = comment_view(policy=POLICY, find=find_thing, subject=about)
urlpatterns = [path("things/<int:pk>/comments/", view, name="comments"), *kompassros.urls.urlpatterns]
ADDRESS = "/things/7/comments/"


@pytest.fixture(autouse=True)
def policy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everybody may comment on the things with a number below 10."""
    rule = Policy(POLICY, Job, lambda _person, pk: pk < 10, lambda _person: Job.objects.none())
    with monkeypatch.context() as patched:
        patched.setitem(policies.POLICIES, POLICY, rule)
        yield


def write(person: Person, text: str = "Well done.") -> Comment:
    return add_comment(subject=THING, organisation_id=3, person=person, text=text)


class TestServices:
    def test_comment_is_stored_and_told_in_the_history_without_its_text(self, person: Person) -> None:
        comment = write(person, "  Well done.  ")
        assert list(comments_on("thing", "7")) == [comment]
        assert (comment.text, comment.person, comment.organisation_id) == ("Well done.", person, 3)
        entry = HistoryEntry.objects.get(subject_kind="comment")
        assert (entry.verb, entry.subject_key, entry.subject_label) == ("commented", str(comment.uid), "A thing")
        assert (entry.before, entry.after, entry.organisation_id) == (None, None, 3)

    @pytest.mark.parametrize(("text", "sentence"), [(" \n", "is empty"), ("x" * (LONGEST + 1), "more than 4,000")])
    def test_blank_and_endless_comments_are_refused(self, person: Person, text: str, sentence: str) -> None:
        with pytest.raises(DomainError, match=sentence):
            write(person, text)

    def test_longest_comment_is_taken(self, person: Person) -> None:
        assert len(write(person, "x" * LONGEST).text) == LONGEST

    def test_own_comment_is_withdrawn_once(self, person: Person) -> None:
        comment = write(person)
        withdraw_comment(comment=comment, label="A thing", person=person)
        assert comment.withdrawn_at
        with pytest.raises(DomainError, match="withdrawn already"):
            withdraw_comment(comment=comment, label="A thing", person=person)
        verbs = HistoryEntry.objects.filter(subject_kind="comment").order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["commented", "withdrawn"]

    def test_anothers_comment_is_not_withdrawn(self, person: Person, colleague: Person) -> None:
        with pytest.raises(DomainError, match="Only the person who wrote"):
            withdraw_comment(comment=write(person), label="A thing", person=colleague)

    def test_comments_on_another_thing_are_not_shown(self, person: Person) -> None:
        write(person)
        assert not comments_on("thing", "8").exists()
        assert not comments_on("other", "7").exists()


class TestView:
    def test_comment_is_added_and_leads_back(self, person: Person, client: Client) -> None:
        client.force_login(person)
        response = client.post(ADDRESS, {"text": "<b>Good</b>", "request_id": str(uuid4())})
        assert (response.status_code, response["Location"]) == (302, "/things/7/#comments")
        content = client.get(ADDRESS).content.decode()
        assert "&lt;b&gt;Good" in content
        assert "Ada Holm" in content

    def test_form_sent_twice_is_one_comment(self, person: Person, client: Client) -> None:
        client.force_login(person)
        sent = {"text": "Good", "request_id": str(uuid4())}
        assert [client.post(ADDRESS, sent).status_code for _time in range(2)] == [302, 302]
        assert comments_on("thing", "7").count() == 1

    def test_refused_comment_stays_in_the_form(self, person: Person, client: Client) -> None:
        client.force_login(person)
        response = client.post(ADDRESS, {"text": "y" * (LONGEST + 1)})
        assert response.status_code == 422
        assert "y" * (LONGEST + 1) in response.content.decode()
        assert not comments_on("thing", "7").exists()

    def test_own_comment_is_withdrawn_and_its_text_no_longer_shown(self, person: Person, client: Client) -> None:
        comment = write(person, "Secret words")
        client.force_login(person)
        assert client.post(ADDRESS, {"withdraw": str(comment.uid)}).status_code == 302
        content = client.get(ADDRESS, headers={"Accept-Language": "en"}).content.decode()
        assert "Secret words" not in content
        assert "Withdrawn by the person who wrote it" in content

    def test_anothers_comment_has_no_button_and_stays(self, person: Person, colleague: Person, client: Client) -> None:
        comment = write(person)
        client.force_login(colleague)
        assert str(comment.uid) not in client.get(ADDRESS).content.decode().replace(f"comment-{comment.uid}", "")
        response = client.post(ADDRESS, {"withdraw": str(comment.uid)})
        assert response.status_code == 302
        comment.refresh_from_db()
        assert comment.withdrawn_at is None

    @pytest.mark.parametrize("uid", ["", "x", "6a223f4d-c7b5-488f-9898-022350269792"])
    def test_unknown_comment_is_not_found(self, person: Person, client: Client, uid: str) -> None:
        client.force_login(person)
        assert client.post(ADDRESS, {"withdraw": uid}).status_code == 404

    def test_comment_on_another_thing_is_not_found_here(self, person: Person, client: Client) -> None:
        comment = write(person)
        client.force_login(person)
        assert client.post("/things/8/comments/", {"withdraw": str(comment.uid)}).status_code == 404

    def test_policy_guards_the_address(self, person: Person, client: Client) -> None:
        assert client.get(ADDRESS).status_code == 302
        client.force_login(person)
        assert client.get("/things/10/comments/").status_code == 403
        assert client.post("/things/10/comments/", {"text": "x"}).status_code == 403

    def test_queries_do_not_grow_with_the_comments(self, person: Person, colleague: Person, client: Client) -> None:
        client.force_login(person)
        counts = []
        for _round in range(2):
            write(person)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(ADDRESS).status_code == 200
            counts.append(len(queries))
            for _number in range(5):
                write(colleague)
        assert counts[0] == counts[1] <= 5
