"""The agenda paper that is suggested from a year's results: what is public, no more; who writes it."""

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators import queries
from kompassros.indicators.notes.access import ResultsOf
from kompassros.indicators.notes.papers import describe, suggest
from kompassros.indicators.results import words
from kompassros.organisations.roles import Role
from kompassros.records.matter_models import AgendaPaper
from tests.indicators.notes.note_cases import HIDDEN, SHOWN, Question, address, first_code, granby, place, write
from tests.indicators.results.made_reports import SET, YEAR
from tests.indicators.rounds.makers import person_with

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def results() -> ResultsOf:
    measure_set = queries.measure_set(SET)
    assert measure_set is not None
    return ResultsOf(granby(), measure_set, YEAR)


def test_paper_tells_the_first_sentence_the_turns_and_public_comments() -> None:
    code = first_code()
    write(place(code), f"{SHOWN}\nin two lines", public=True)
    write(place(code, Question.BEST), HIDDEN)
    report = results().report(inside=False)
    assert report is not None
    found = suggest(results(), "en")
    assert words.first_sentence(report) in found.assessment
    assert f"{SHOWN} in two lines" in found.assessment
    assert HIDDEN not in "".join((found.title, found.background, found.assessment, *found.sources))
    assert "are made up" in found.background
    assert any(f"/en/measures/sets/{SET}/" in line and f"year={YEAR}" in line for line in found.sources)
    assert "became better and" in found.assessment


def test_comment_that_is_not_public_is_in_no_paper() -> None:
    write(place(first_code()), HIDDEN)
    assert HIDDEN not in suggest(results(), "sv").assessment


def test_paper_without_values_says_so() -> None:
    granby()
    measure_set = queries.measure_set(SET)
    assert measure_set is not None
    found = suggest(ResultsOf(granby(), measure_set, 2010), "en")
    assert "No value of the set is stored for Granby yet." in found.assessment


def test_letterhead_says_that_it_is_made_up() -> None:
    subject = describe(results())
    assert (subject.letterhead.made_up, subject.kind, subject.language) == (True, "measure_results", "sv")


def test_coordinator_opens_a_matter_and_others_do_not(client: Client) -> None:
    granby()
    where = reverse(**address("matter_open"))
    client.force_login(person_with(Role.COORDINATOR), backend=BACKEND)
    assert where in client.get(reverse(**address("set"))).content.decode()
    answer = client.post(where, {"title": "", "case_number": "KS 2025/1", "language": "sv"})
    assert answer.status_code == 302
    paper = AgendaPaper.objects.latest("pk")
    assert "Granby" in paper.background
    assert client.get(answer.headers["Location"]).status_code == 200
    for role in (Role.RESPONDENT, Role.READER, Role.ADMINISTRATOR):
        client.force_login(person_with(role), backend=BACKEND)
        assert client.get(where).status_code == 403
        assert client.get(reverse(**address("paper", paper=paper.pk))).status_code == 403
