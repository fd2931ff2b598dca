"""Nothing before its time or right: address x role x both sides of the embargo, downloads and interface too."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations import published
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.findings.services import change_finding
from kompassros.evaluations.followup.services import act_on
from kompassros.evaluations.interviews.models import Group
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.portal.publishing import addresses
from kompassros.records.models import HistoryEntry
from tests.evaluations.course_cases import CRITERIA, demo_person
from tests.evaluations.publication.cases import SECRETS, SMALL, published_course, ready_course

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
NOON = datetime.fromisoformat("2027-03-01T12:00:00+01:00")
BEFORE, AFTER = NOON - timedelta(seconds=1), NOON
TOLD = ("basis of c-aa11bb", "Tell more, and earlier", "55 of 100", "Budget and plan")
"""What a page that tells of the result holds at least one of."""
SLUG = "tested-1"
AREA, QUESTION = "a-bb22cc", "q-cc33dd"
OWN = {"slug": SLUG}
PUBLIC: dict[str, tuple[str, dict[str, str]]] = {
    "result": ("portal:evaluation", OWN),
    "area": ("portal:result_area", {**OWN, "area": AREA}),
    "question": ("portal:result_question", {**OWN, "area": AREA, "question": QUESTION}),
    "criterion": ("portal:result_criterion", {**OWN, "area": AREA, "question": QUESTION, "criterion": CRITERIA[0]}),
    "annex": ("portal:result_annex", OWN),
    "scores": ("portal:result_file", {**OWN, "kind": "scores", "ending": "json"}),
    "report": ("portal:result_file", {**OWN, "kind": "report", "ending": "html"}),
    "annex_file": ("portal:result_file", {**OWN, "kind": "annex", "ending": "html"}),
}
FILES = {
    "annex": {"table": f"annex-{SLUG}"},
    "result": {"table": "areas-table"},
    "area": {"table": "questions"},
    "question": {"table": "criteria"},
}
LISTS = ("/en/evaluations/", "/en/municipalities/granby/", "/en/compare/", "/en/", "/api/v1/evaluations?limit=500")
TEAM = {Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR}
INSIDERS = TEAM | {Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR}
WAITING = {Role.CHIEF_EXECUTIVE, Role.POLITICIAN, Role.READER}
"""They learn of the result with everybody else, though they may open the action plan."""
INSIDE: dict[str, set[Role]] = {
    "result": INSIDERS,
    "actions": INSIDERS | WAITING,
    "publish": set(),
    "embargo": {Role.LEAD_EVALUATOR},
    "correct": {Role.LEAD_EVALUATOR},
    "annex": INSIDERS,
    "report": INSIDERS,
}


@pytest.fixture
def held(set_clock: SetClock) -> Iterator[SetClock]:
    """A result that is held back until NOON, with an action in its plan; the time is set by what this returns."""
    set_clock((NOON - timedelta(days=1)).isoformat())
    course, sheet = published_course(embargo_until=NOON)
    assert sheet.slug == SLUG
    with organisation_scope(course.organisation):
        weak = Finding.objects.get(course=course, kind="improvement")
    act_on(course=course, finding=weak, person=None)
    yield set_clock
    published._kept.clear()


def sign_in(client: Client, role: Role | None) -> None:
    if role is not None:
        client.force_login(demo_person(role))


@pytest.mark.parametrize(("moment", "status"), [(BEFORE, 404), (AFTER, 200)])
@pytest.mark.parametrize("role", [None, *Role])
def test_public_addresses_on_both_sides(
    client: Client, held: SetClock, role: Role | None, moment: datetime, status: int
) -> None:
    held(moment.isoformat())
    sign_in(client, role)
    found = {name: client.get(reverse(*_of(address))).status_code for name, address in PUBLIC.items()}
    assert found == dict.fromkeys(PUBLIC, status)
    for name, query in FILES.items():
        for kind in ("csv", "xlsx"):
            assert client.get(reverse(*_of(PUBLIC[name])), {**query, "format": kind}).status_code == status
    assert client.get(f"/api/v1/evaluations/{SLUG}").status_code == status


def _of(address: tuple[str, dict[str, str]]) -> Any:
    name, values = address
    return name, None, None, values


@pytest.mark.parametrize(("moment", "listed"), [(BEFORE, False), (AFTER, True)])
def test_lists_downloads_and_written_pages_on_both_sides(
    client: Client, held: SetClock, moment: datetime, listed: bool
) -> None:
    held(moment.isoformat())
    naming = {where for where in LISTS if SLUG in client.get(where).content.decode()}
    assert naming == (
        {"/en/evaluations/", "/en/municipalities/granby/", "/en/compare/", LISTS[-1]} if listed else set()
    )
    assert any(SLUG in address for address in addresses()) is listed
    file = client.get("/en/evaluations/", {"format": "csv", "table": "evaluations-tiny"}).content.decode()
    assert ("Granby,SE,2026" in file) is listed


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
@pytest.mark.parametrize("name", INSIDE)
def test_working_addresses_by_role(held: SetClock, name: str, moment: datetime) -> None:
    held(moment.isoformat())
    for role in (None, *Role):
        client = Client()
        sign_in(client, role)
        answer = client.get(reverse(f"courses:{name}", args=[SLUG]))
        may = role in INSIDE[name]
        assert answer.status_code == (200 if may else 403 if role else 302), role
        told = [word for word in TOLD if word in answer.content.decode()]
        if not may or (moment is BEFORE and role in WAITING):
            assert told == [], role
        elif name in ("result", "annex", "actions"):
            assert told, role


@pytest.mark.parametrize("role", sorted(WAITING))
def test_action_is_not_found_while_a_reader_must_wait(client: Client, held: SetClock, role: Role) -> None:
    sign_in(client, role)
    answers = []
    for moment in (BEFORE, AFTER):
        held(moment.isoformat())
        found = client.get(reverse("courses:actions", args=[SLUG]), {"format": "csv", "table": "actions"})
        answers.append((found["Content-Type"].startswith("text/csv"), "Tell more" in found.content.decode()))
    assert answers == [(False, False), (True, True)]


# --- privacy of interviews


def everything_public(client: Client) -> str:
    """Return all that anybody can read of the result, downloads and the interface included."""
    places = [(reverse(*_of(address)), {}) for address in PUBLIC.values()]
    criteria = ("c-bb22cc", "c-cc33ee", "c-dd44gg")
    places += [(f"/en/evaluations/{SLUG}/{AREA}/{QUESTION}/{one}/", {}) for one in criteria[:1]]
    places += [(f"/en/evaluations/{SLUG}/a-ff55gg/q-ff55hh/{criteria[2]}/", {})]
    places += [(reverse(*_of(PUBLIC[name])), {**query, "format": "csv"}) for name, query in FILES.items()]
    places += [(where, {}) for where in (*LISTS, f"/api/v1/evaluations/{SLUG}")]
    answers = [client.get(where, query) for where, query in places]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.content.decode() for answer in answers)


def test_no_person_note_or_small_group_is_public(client: Client) -> None:
    published_course()
    large, small = (str(Group(group).label) for group in ("units", SMALL))
    text = everything_public(client)
    assert large in text
    assert [secret for secret in (*SECRETS, small) if secret in text] == []
    assert "fewer than 5 people" in text


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_no_person_note_or_small_group_outside_the_team(client: Client, role: Role) -> None:
    published_course()
    sign_in(client, role)
    base = reverse("courses:result", args=[SLUG])
    below = ("", f"{AREA}/{QUESTION}/", f"{AREA}/{QUESTION}/c-aa11bb/", f"{AREA}/{QUESTION}/c-bb22cc/", "annex/")
    places = [f"{base}{one}" for one in below]
    files = (("report", "html"), ("annex", "html"), ("scores", "json"))
    places += [reverse("courses:report_file", args=[SLUG, *file]) for file in files]
    text = "\n".join(client.get(place).content.decode() for place in places)
    assert "basis of c-bb22cc" in text
    assert [secret for secret in (*SECRETS, str(Group(SMALL).label)) if secret in text] == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.POLITICIAN, None])
def test_no_points_before_publication_outside_the_team(client: Client, role: Role | None) -> None:
    course = ready_course()
    sign_in(client, role)
    for name in ("result", "annex", "actions", "publish", "report"):
        assert client.get(reverse(f"courses:{name}", args=[course.slug])).status_code == (403 if role else 302)
    assert client.get(reverse("portal:evaluation", args=[course.slug])).status_code == 404


# --- the municipality's history, which an association's people read too


HISTORY = {Role.ADMINISTRATOR: False, Role.LEAD_EVALUATOR: False, Role.COORDINATOR: True, Role.AUDITOR: True}


@pytest.mark.parametrize("role", HISTORY)
def test_history_of_the_municipality_tells_texts_to_its_own_people_alone(client: Client, role: Role) -> None:
    course = ready_course()
    with organisation_scope(course.organisation):
        weak = Finding.objects.get(course=course, kind="improvement")
    change_finding(course=course, finding=weak, text="Tell much more", emphasised=False, question="", person=None)
    sign_in(client, role)
    page = client.get(reverse("organisations:history", args=["granby"])).content.decode()
    assert ("Tell much more" in page) is HISTORY[role]


@pytest.mark.parametrize("role", HISTORY)
def test_history_of_the_municipality_tells_no_points_before_the_time(
    client: Client, held: SetClock, role: Role
) -> None:
    held(BEFORE.isoformat())
    sign_in(client, role)
    entry = HistoryEntry.objects.get(subject_kind="score_sheet", subject_key=SLUG)
    assert entry.after == {"year": "2026", "version": "1.0", "total": ""}
    page = client.get(reverse("organisations:history", args=["granby"])).content.decode()
    assert "Granby 2026" in page
