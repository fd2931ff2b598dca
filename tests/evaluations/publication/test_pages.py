"""The pages of a result: four clicks from the total to the evidence and back, few queries, publication by form."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.models import ScoreSheet
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import CRITERIA, demo_person
from tests.evaluations.publication.cases import judge, published_course, ready_course

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
NOON = datetime.fromisoformat("2027-03-01T12:00:00+01:00")
MOST_QUERIES = 30


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def link_to(text: str, where: str) -> str:
    """Return the link of a page that leads there, or fail."""
    assert f'href="{where}"' in text, where
    return where


def signed_in(client: Client, role: Role) -> Person:
    person = demo_person(role)
    client.force_login(person)
    return person


def walk(client: Client, start: str, below: list[str]) -> list[str]:
    """Follow links from a page down the given addresses; return the text of each page."""
    pages = [text_of(client, start)]
    for where in below:
        pages.append(text_of(client, link_to(main_of(pages[-1]), where)))
    return pages


def way(base: str) -> list[str]:
    """Return the addresses below a result, down to its first criterion."""
    return [f"{base}a-bb22cc/", f"{base}a-bb22cc/q-cc33dd/", f"{base}a-bb22cc/q-cc33dd/{CRITERIA[0]}/"]


def test_public_way_from_total_to_evidence_takes_three_clicks_and_leads_back(client: Client) -> None:
    _course, sheet = published_course()
    base = reverse("portal:evaluation", args=[sheet.slug])
    pages = walk(client, base, way(base))
    assert "Budget and plan, page 12" in pages[-1]
    assert "unit managers" in pages[-1]
    for where in [base, *way(base)[:-1]]:
        link_to(main_of(pages[-1]), where)
    link_to(main_of(pages[-1]), f"{base}a-bb22cc/q-cc33dd/{CRITERIA[1]}/")


def test_way_on_the_working_pages_is_the_same(client: Client) -> None:
    course = ready_course()
    signed_in(client, Role.LEAD_EVALUATOR)
    base = reverse("courses:result", args=[course.slug])
    pages = walk(client, base, way(base))
    assert all("Not published" in page for page in pages)
    assert "Budget and plan, page 12" in pages[-1]
    link_to(main_of(pages[-1]), base)


@pytest.mark.parametrize("below", ["nothing/", "a-bb22cc/nothing/", "a-bb22cc/q-cc33dd/nothing/"])
def test_unknown_level_is_not_found(client: Client, below: str) -> None:
    _course, sheet = published_course()
    assert client.get(reverse("portal:evaluation", args=[sheet.slug]) + below).status_code == 404


def test_printed_result_has_no_levels(client: Client) -> None:
    assert client.get("/en/evaluations/tyreso-2015/annex/").status_code == 404
    assert client.get("/en/evaluations/tyreso-2015/a-bb22cc/").status_code == 404


def test_public_page_tells_both_voices_examples_and_cautions(client: Client) -> None:
    _course, sheet = published_course()
    text = text_of(client, reverse("portal:evaluation", args=[sheet.slug]))
    told = (
        "A clear plan",
        "Tell more, and earlier",
        "does not agree",
        "We tell enough",
        "Changed in part",
        "Open books",
    )
    assert [one for one in told if one not in text] == []
    assert "Granby got 55 of 100 points in 2026, by tiny en." in text
    assert "They are not points of Kommunkompassen" in text
    assert "Kommunkompassen 1.0" not in text


def test_annex_prints_every_criterion_and_is_taken_home(client: Client) -> None:
    _course, sheet = published_course()
    where = reverse("portal:result_annex", args=[sheet.slug])
    text = text_of(client, where)
    assert [one for one in CRITERIA if f"basis of {one}" not in text] == []
    assert re.findall(r"<dt>(\d\.\d\.\d) ", text) == ["1.1.1", "1.1.2", "1.2.1", "2.1.1"]
    file = client.get(where, {"format": "csv", "table": f"annex-{sheet.slug}"}).content.decode("utf-8-sig")
    assert len(file.strip().splitlines()) == 1 + len(CRITERIA)
    assert "basis of c-dd44gg" in file


def test_pages_take_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    course, sheet = published_course()
    base = reverse("portal:evaluation", args=[sheet.slug])
    for where in [base, *way(base), reverse("portal:result_annex", args=[sheet.slug])]:
        with django_assert_max_num_queries(12):
            text_of(client, where)
    signed_in(client, Role.LEAD_EVALUATOR)
    base = reverse("courses:result", args=[course.slug])
    for where in [base, *way(base), reverse("courses:annex", args=[course.slug])]:
        with django_assert_max_num_queries(MOST_QUERIES):
            text_of(client, where)


def test_preview_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    course = ready_course()
    signed_in(client, Role.LEAD_EVALUATOR)
    for name in ("result", "publish", "annex"):
        with django_assert_max_num_queries(MOST_QUERIES):
            text_of(client, reverse(f"courses:{name}", args=[course.slug]))


def form_of(course: Course, **values: str) -> dict[str, str]:
    return {"version": str(course.version), "confirmed": "on", **values}


def test_lead_publishes_by_the_form(client: Client) -> None:
    course = ready_course()
    signed_in(client, Role.LEAD_EVALUATOR)
    where = reverse("courses:publish", args=[course.slug])
    assert "Nothing is missing" in text_of(client, where)
    answer = client.post(where, form_of(course, embargo_until="2099-03-01T12:00"))
    assert answer.headers["Location"] == reverse("courses:result", args=[course.slug])
    sheet = ScoreSheet.objects.get(slug=course.slug)
    assert sheet.published_at == datetime.fromisoformat("2099-03-01T12:00:00+01:00")
    assert "Not public before 1 March 2099" in text_of(client, reverse("courses:result", args=[course.slug]))
    assert client.get(reverse("portal:evaluation", args=[course.slug])).status_code == 404


def test_form_without_confirmation_or_with_an_old_version_freezes_nothing(client: Client) -> None:
    course = ready_course()
    signed_in(client, Role.LEAD_EVALUATOR)
    where = reverse("courses:publish", args=[course.slug])
    assert client.post(where, {"version": str(course.version)}).status_code == 200
    old = client.post(where, {"version": str(course.version - 1), "confirmed": "on"})
    assert "Somebody else has changed this" in old.content.decode()
    assert not ScoreSheet.objects.filter(slug=course.slug).exists()


def test_form_says_what_is_missing_instead(client: Client) -> None:
    course = ready_course()
    judge(course, CRITERIA[0], level="")
    signed_in(client, Role.LEAD_EVALUATOR)
    text = text_of(client, reverse("courses:publish", args=[course.slug]))
    assert "1 criterion is not judged: 1.1.1." in text
    assert "Freeze the sheet" not in text


def test_embargo_and_correction_by_their_forms(client: Client, set_clock: SetClock) -> None:
    set_clock((NOON - timedelta(days=1)).isoformat())
    course, sheet = published_course(embargo_until=NOON)
    signed_in(client, Role.LEAD_EVALUATOR)
    values = {"version": str(course.version), "why": "the council has met"}
    client.post(reverse("courses:embargo", args=[course.slug]), values)
    assert client.get(reverse("portal:evaluation", args=[sheet.slug])).status_code == 200
    course.refresh_from_db()
    values = {"version": str(course.version), "why": "A document was misread"}
    client.post(reverse("courses:correct", args=[course.slug]), values)
    judge(course, CRITERIA[0], level="partly")
    assert "as they are being corrected" in text_of(client, reverse("courses:result", args=[course.slug]))
    course.refresh_from_db()
    client.post(reverse("courses:publish", args=[course.slug]), form_of(course))
    text = text_of(client, reverse("portal:evaluation", args=[sheet.slug]))
    assert "Granby got 40 of 100 points" in text
    assert "A document was misread" in text


def test_administrators_form_refuses_a_result_made_here(client: Client) -> None:
    _course, sheet = published_course()
    signed_in(client, Role.ADMINISTRATOR)
    answer = client.get(reverse("evaluations:correct", args=[sheet.slug]), follow=True)
    assert "its figures are not typed over" in answer.content.decode()
    assert sheet.slug not in text_of(client, reverse("evaluations:list"))
