"""The pages on which a report is written together, and the way to Word and back."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.drafting import services
from kompassros.evaluations.drafting.models import ReportSection
from kompassros.evaluations.drafting.services import find_section
from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import demo_person
from tests.evaluations.drafting.conftest import AREA
from tests.evaluations.reports import opened

pytestmark = pytest.mark.django_db
TEXT = "Kommunen styr väl.\n\n- Första punkten\n- Andra punkten\n\nSist: #fett# <b>inte</b> *så*."


def sign_in(client: Client, role: Role) -> Client:
    client.force_login(demo_person(role))
    return client


def where(name: str, course: Course, *more: Any) -> str:
    return reverse(f"courses:{name}", args=[course.slug, *more])


def stored(course: Course, key: str) -> ReportSection:
    return ReportSection._base_manager.get(course=course, key=key)


def write(course: Course, key: str, text: str) -> ReportSection:
    section = find_section(course, key)
    return services.write_section(section=section, text=text, ready=False, version=section.version, person=None)


def test_section_is_saved_as_it_is_typed_and_a_second_writer_is_told(course: Course, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    address = where("section", course, AREA)
    assert "What the points mean" in client.get(address).content.decode()
    sent = {"text": TEXT, "version": 1, "request_id": uuid4()}
    saved = client.post(address, sent, headers={"X-Keeper": "1"})
    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    again = client.post(address, sent, headers={"X-Keeper": "1"})
    assert again.json()["version"] == 2
    late = client.post(address, sent | {"text": "Other", "request_id": uuid4()}, headers={"X-Keeper": "1"})
    assert late.status_code == 409
    assert stored(course, AREA).text == TEXT


def test_list_tells_words_states_and_what_is_mine(course: Course, client: Client) -> None:
    write(course, AREA, "one two three")
    services.give_sections(course=course, keys=[AREA], writer=demo_person(Role.PEER_EVALUATOR), due=None, person=None)
    page = sign_in(client, Role.PEER_EVALUATOR).get(where("writing", course)).content.decode()
    assert "The texts have 3 words." in page
    assert "Yours to write" in page
    assert where("writing_word", course) in page
    assert where("sections_give", course) not in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.READER, Role.AUDITOR])
def test_nobody_outside_the_team_sees_the_texts(course: Course, client: Client, role: Role) -> None:
    write(course, AREA, TEXT)
    sign_in(client, role)
    for address in (where("writing", course), where("section", course, AREA), where("writing_word", course)):
        assert client.get(address).status_code == 403


def test_unknown_section_and_version_are_not_found(course: Course, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    write(course, AREA, TEXT)
    for address in (where("section", course, "a-nothing"), where("section_version", course, AREA, 7)):
        assert client.get(address).status_code == 404


def test_version_is_shown_with_what_changed_and_put_back(course: Course, client: Client) -> None:
    write(course, AREA, "Granby styr väl.")
    sign_in(client, Role.LEAD_EVALUATOR)
    sent = {"text": "Granby styr illa.", "version": 2, "request_id": uuid4()}
    assert client.post(where("section", course, AREA), sent).status_code == 302
    page = client.get(where("section_version", course, AREA, 2)).content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    put_back = {"version": stored(course, AREA).version, "request_id": uuid4()}
    assert client.post(where("section_put_back", course, AREA, 1), put_back).status_code == 302
    assert stored(course, AREA).text == "Granby styr väl."


def test_comment_is_added_to_a_section(course: Course, client: Client) -> None:
    sign_in(client, Role.PEER_EVALUATOR)
    address = where("section_comments", course, AREA)
    assert client.post(address, {"text": "Stämmer det?", "request_id": uuid4()}).status_code == 302
    assert "Stämmer det?" in client.get(where("section", course, AREA)).content.decode()


def test_lead_shares_sections_out(course: Course, client: Client) -> None:
    sign_in(client, Role.LEAD_EVALUATOR)
    writer = demo_person(Role.EVALUATOR)
    sent = {"keys": [AREA], "writer": writer.pk, "due": "2027-04-01", "version": course.version}
    assert client.post(where("sections_give", course), sent).status_code == 302
    assert stored(course, AREA).assigned_to == writer


# --- Word and back


def fetched(course: Course, client: Client) -> Any:
    answer = client.get(where("writing_word", course))
    assert answer["Content-Disposition"].endswith(f'"{course.slug}-texts.docx"')
    return docx.Document(io.BytesIO(answer.content))


def sent_in(course: Course, client: Client, document: Any) -> Any:
    stream = io.BytesIO()
    document.save(stream)
    upload = SimpleUploadedFile("texts.docx", stream.getvalue())
    return client.post(where("writing_bring", course), {"upload": upload})


def fields_of(page: str) -> dict[str, list[str]]:
    """Return what the form of differences sends when its button is pressed."""
    parser = opened.Fields()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("text", [TEXT, "Så här:\n- ett\n- två\nSedan  mera."])
def test_unchanged_word_file_brings_nothing_new(course: Course, client: Client, text: str) -> None:
    write(course, AREA, text)
    sign_in(client, Role.EVALUATOR)
    page = sent_in(course, client, fetched(course, client))
    assert page.status_code == 200
    assert "take" not in fields_of(page.content.decode())


def test_edited_word_file_is_shown_and_taken_in(course: Course, client: Client) -> None:
    write(course, AREA, TEXT)
    sign_in(client, Role.EVALUATOR)
    document = fetched(course, client)
    edited = next(line for line in document.paragraphs if line.text == "Kommunen styr väl.")
    edited.runs[0].text = "Kommunen styr mycket väl."
    page = sent_in(course, client, document).content.decode()
    assert "<ins>" in page
    assert stored(course, AREA).text == TEXT
    fields = fields_of(page)
    assert fields["take"] == [AREA]
    assert client.post(where("writing_take", course), fields).status_code == 302
    assert stored(course, AREA).text == TEXT.replace("styr väl", "styr mycket väl")


def test_section_that_changed_meanwhile_is_named_and_not_ticked(course: Course, client: Client) -> None:
    write(course, AREA, "Före")
    sign_in(client, Role.EVALUATOR)
    document = fetched(course, client)
    next(line for line in document.paragraphs if line.text == "Före").runs[0].text = "Från filen"
    write(course, AREA, "Någon annans")
    page = sent_in(course, client, document).content.decode()
    assert "Somebody changed this section after the file was fetched." in page
    fields = fields_of(page)
    assert "take" not in fields
    write(course, AREA, "En till")
    late = client.post(where("writing_take", course), fields | {"take": [AREA]}, follow=True)
    assert "Somebody else has changed this in the meantime" in late.content.decode()
    assert stored(course, AREA).text == "En till"


@pytest.mark.parametrize(("content", "told"), [(b"", "empty"), (b"MZ not a document", "This is no word file.")])
def test_file_that_is_no_word_file_is_refused_with_a_sentence(
    course: Course, client: Client, content: bytes, told: str
) -> None:
    sign_in(client, Role.EVALUATOR)
    answer = client.post(where("writing_bring", course), {"upload": SimpleUploadedFile("x.docx", content)})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_word_file_of_something_else_says_that_no_heading_fits(course: Course, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    other = docx.Document()
    other.add_heading("Inköpslista", 1)
    other.add_paragraph("Mjölk")
    answer = sent_in(course, client, other)
    assert answer.status_code == 422
    assert "Inköpslista" in answer.content.decode()


def test_pages_have_bounded_queries(
    course: Course, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for key in ("summary", AREA, "facts"):
        write(course, key, TEXT)
    sign_in(client, Role.EVALUATOR)
    for address in (where("writing", course), where("section", course, AREA)):
        client.get(address)
        with django_assert_max_num_queries(18):
            client.get(address)
