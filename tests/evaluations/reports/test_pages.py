"""The pages that offer documents, and the files that they send: names, languages, rights, drafts, embargo."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.library import Library
from kompassros.evaluations.reports.files import BY_KEY, OF_A_RESULT
from kompassros.evaluations.reports.material import unpublished_material
from kompassros.organisations.roles import Role
from kompassros.web.document_files import MEDIA_TYPES
from tests.contract.course_subjects import demo_course
from tests.evaluations.course_cases import demo_person
from tests.evaluations.publication.cases import published_course, ready_course
from tests.evaluations.reports import opened

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
NOON = datetime.fromisoformat("2027-03-01T12:00:00+01:00")
FILES = [(kind.key, ending) for kind in OF_A_RESULT for ending in kind.formats]


def sign_in(client: Client, role: Role) -> Client:
    client.force_login(demo_person(role))
    return client


@pytest.mark.parametrize(("kind", "ending"), FILES)
def test_every_document_of_a_public_result_is_sent_under_its_name(client: Client, kind: str, ending: str) -> None:
    _course, sheet = published_course()
    answer = client.get(reverse("portal:result_file", args=[sheet.slug, kind, ending]))
    assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA_TYPES[ending])
    assert f'attachment; filename="{sheet.slug}-{kind}-en.{ending}"' in answer["Content-Disposition"]
    assert len(answer.content) > 1000


@pytest.mark.parametrize(("language", "word"), [("sv", "Styrkor"), ("nb", "Styrker"), ("en", "Strengths")])
def test_document_comes_in_the_language_that_is_asked_for(client: Client, language: str, word: str) -> None:
    _course, sheet = published_course()
    answer = client.get(reverse("portal:result_file", args=[sheet.slug, "report", "html"]), {"language": language})
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}' in answer.content.decode()
    assert word in answer.content.decode()


@pytest.mark.parametrize(
    "place", [("report", "exe"), ("nothing", "pdf"), ("first-feedback", "pdf"), ("slides", "docx")]
)
def test_unknown_document_or_format_is_not_found(client: Client, place: tuple[str, str]) -> None:
    _course, sheet = published_course()
    assert client.get(reverse("portal:result_file", args=[sheet.slug, *place])).status_code == 404
    assert client.get(reverse("portal:result_file", args=["tyreso-2015", "report", "pdf"])).status_code == 404


def test_public_page_leads_to_every_document(client: Client) -> None:
    _course, sheet = published_course()
    page = client.get(reverse("portal:evaluation", args=[sheet.slug])).content.decode()
    assert [file for file in FILES if reverse("portal:result_file", args=[sheet.slug, *file]) not in page] == []


def test_working_page_offers_documents_in_each_language(client: Client) -> None:
    course = demo_course(State.FOLLOW_UP)
    page = sign_in(client, Role.COORDINATOR).get(reverse("courses:report", args=[course.slug]))
    text = unescape(page.content.decode())
    for kind, ending in FILES:
        where = reverse("courses:report_file", args=[course.slug, kind, ending])
        assert f'href="{where}"' in text
        assert f'href="{where}?language=nb"' in text


def test_draft_says_that_it_is_one_and_is_for_the_team(client: Client) -> None:
    course = ready_course()
    where = reverse("courses:report_file", args=[course.slug, "report", "html"])
    text = sign_in(client, Role.LEAD_EVALUATOR).get(where).content.decode()
    assert "Draft: every figure may change before publication." in text
    assert "SHA" not in text
    told = json.loads(client.get(reverse("courses:report_file", args=[course.slug, "scores", "json"])).content)
    assert (told["number"], told["sha256"], told["published"]) == (None, None, None)
    assert sign_in(client, Role.COORDINATOR).get(where).status_code == 403


def test_document_under_embargo_says_from_when_it_is_public(client: Client, set_clock: SetClock) -> None:
    set_clock((NOON - timedelta(days=1)).isoformat())
    course, sheet = published_course(embargo_until=NOON)
    where = reverse("courses:report_file", args=[course.slug, "report", "html"])
    text = sign_in(client, Role.COORDINATOR).get(where).content.decode()
    assert "Not public before 1 March 2027 12:00." in text
    assert client.get(reverse("portal:result_file", args=[sheet.slug, "report", "html"])).status_code == 404
    set_clock(NOON.isoformat())
    assert "Not public before" not in client.get(where).content.decode()


def test_first_feedback_slides_open_to_the_municipality_on_the_last_day(client: Client) -> None:
    before, on_it = demo_course(State.VISITING), demo_course(State.FIRST_FEEDBACK)
    sign_in(client, Role.COORDINATOR)
    assert client.get(reverse("courses:first_feedback_slides", args=[before.slug, "pptx"])).status_code == 403
    answer = client.get(reverse("courses:first_feedback_slides", args=[on_it.slug, "pptx"]))
    assert answer.status_code == 200
    assert "There are no points yet" in opened.pptx_text(answer.content)
    assert BY_KEY["first-feedback"].key in answer["Content-Disposition"]
    page = client.get(reverse("courses:first_feedback", args=[on_it.slug])).content.decode()
    assert reverse("courses:first_feedback_slides", args=[on_it.slug, "pptx"]) in page


def test_making_a_report_takes_few_queries(
    client: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    _course, sheet = published_course()
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(reverse("portal:result_file", args=[sheet.slug, "report", "html"]))


def test_documents_of_a_result_with_nothing_but_long_names_and_equal_points_are_made() -> None:
    _course, sheet = published_course()
    content = sheet.read()
    long = "Västra och Östra Ekskogsbygdens sammanslagna kommun med Å, Ä och Ö i sitt långa namn"
    detail = content.detail.model_copy(update={"findings": (), "examples": (), "summary": "", "cautions": ()})
    areas = tuple(area.model_copy(update={"points": None}) for area in content.areas)
    for changed in (
        content.model_copy(update={"organisation_name": long, "detail": detail}),
        content.model_copy(update={"areas": areas, "detail": detail}),
    ):
        material = unpublished_material(changed, Library.open())
        for kind in BY_KEY.values():
            for make in kind.formats.values():
                assert len(make(material)) > 1000
