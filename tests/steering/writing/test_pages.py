"""The pages of a written report: who comes where, what they show, and that a form sent twice is one change."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records.comments import comments_on
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.writing import trail
from kompassros.steering.writing.models import WrittenEdition, WrittenReport
from kompassros.steering.writing.section_services import give_sections
from kompassros.steering.writing.services import publish_report
from tests.steering.conftest import Bodies
from tests.steering.writing.conftest import PersonWith, chapters, fresh, write_all
from tests.steering.writing.pictures import PNG

pytestmark = pytest.mark.django_db
Address = Callable[..., str]
SignedIn = Callable[[Person], Client]


def sent(row: Any, **values: Any) -> dict[str, Any]:
    return {"version": row.version, "request_id": str(uuid4()), **values}


def test_report_is_begun_from_the_page_of_its_period(
    closed: ReportingPeriod, leader: Person, address: Address, signed_in: SignedIn
) -> None:
    client = signed_in(leader)
    assert "Begin the written report" in client.get(address("period")).content.decode()
    answer = client.post(address("writing_begin"), sent(closed, title="Tertialrapport 1"))
    assert (answer.status_code, answer["Location"]) == (302, address("writing"))
    assert "0 of 8 chapters are ready." in client.get(address("writing")).content.decode()
    assert "The chapters, and who writes them" in client.get(address("period")).content.decode()


def test_who_comes_where(
    report: WrittenReport, bodies: Bodies, person_with: PersonWith, address: Address, signed_in: SignedIn
) -> None:
    section = chapters(report)[0]
    pages = {
        "seen": address("writing"),
        "chapter": address("writing_section", section.uid),
        "shared out": address("writing_give"),
        "published": address("writing_publish"),
    }
    places = {
        Role.CHIEF_EXECUTIVE: (200, 200, 200, 200),
        Role.AUDITOR: (200, 200, 403, 403),
        Role.UNIT_MANAGER: (200, 200, 403, 403),
        Role.POLITICIAN: (403, 403, 403, 403),
    }
    for role, expected in places.items():
        client = signed_in(person_with(role, bodies.municipality))
        assert tuple(client.get(page).status_code for page in pages.values()) == expected, role


def test_chapters_are_shared_out_and_written_by_somebody_without_another_role(
    report: WrittenReport, leader: Person, writer: Person, address: Address, signed_in: SignedIn
) -> None:
    section = chapters(report)[0]
    values = {"sections": [str(section.uid)], "writer": str(writer.pk), "due_on": "2026-06-01"}
    assert signed_in(leader).post(address("writing_give"), sent(fresh(report), **values)).status_code == 302
    theirs = signed_in(writer)
    page = theirs.get(address("writing_section", section.uid)).content.decode()
    assert "data-keep" in page
    told = sent(chapters(report)[0], text="Ett förord.", so_what="", ready="on")
    for _twice in range(2):
        answer = theirs.post(address("writing_write", section.uid), told)
        assert answer.status_code == 302
    now = chapters(report)[0]
    assert (now.text, now.state, now.version) == ("Ett förord.", "ready", 2)
    other = chapters(report)[1]
    refused = theirs.post(address("writing_write", other.uid), sent(other, text="Inte mitt"))
    assert refused.status_code == 403


def test_second_editor_is_told_what_changed_and_keeps_the_text(
    report: WrittenReport, leader: Person, address: Address, signed_in: SignedIn
) -> None:
    client, old = signed_in(leader), chapters(report)[0]
    client.post(address("writing_write", old.uid), sent(old, text="Först"))
    answer = client.post(address("writing_write", old.uid), sent(old, text="Sedan"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody was here before you" in page
    assert "Sedan</textarea>" in page
    assert chapters(report)[0].text == "Först"


def test_chapter_shows_its_figures_its_picture_and_comments(
    report: WrittenReport, leader: Person, address: Address, signed_in: SignedIn
) -> None:
    client, goal = signed_in(leader), chapters(report)[2]
    told = sent(goal, alt="En turkos ruta.", credit="Kim", file=SimpleUploadedFile("a.png", PNG, "image/png"))
    assert client.post(address("writing_illustrate", goal.uid), told).status_code == 302
    page = client.get(address("writing_section", goal.uid)).content.decode()
    assert 'alt="En turkos ruta."' in page
    assert "Sjukfrånvaro" in page
    assert "5.4 %" in page
    assert client.get(address("writing_picture", goal.uid)).getvalue() == PNG
    client.post(address("writing_comments", goal.uid), {"text": "Skriv kortare.", "request_id": str(uuid4())})
    assert [one.text for one in comments_on(trail.SECTION, str(goal.uid))] == ["Skriv kortare."]


def test_published_report_is_read_by_everybody_of_the_municipality(
    report: WrittenReport,
    bodies: Bodies,
    leader: Person,
    person_with: PersonWith,
    address: Address,
    signed_in: SignedIn,
) -> None:
    write_all(report)
    client = signed_in(leader)
    assert client.post(address("writing_publish"), sent(fresh(report))).status_code == 302
    assert WrittenEdition.objects.get(report=report).number == 1
    politician = signed_in(person_with(Role.POLITICIAN, bodies.municipality))
    page = politician.get(address("writing_edition", 1)).content.decode()
    assert "Om Friska i Lövhult." in page
    file = politician.get(address("writing_edition_file", 1, "report", "html"))
    assert file["Content-Disposition"] == 'attachment; filename="lovhult-2026-t1-1-report-en.html"'
    assert "The published report" in politician.get(address("period")).content.decode()


def test_correction_asks_for_its_reason(
    report: WrittenReport, leader: Person, address: Address, signed_in: SignedIn
) -> None:
    write_all(report)
    publish_report(report=fresh(report), person=leader)
    client = signed_in(leader)
    assert client.post(address("writing_publish"), sent(fresh(report))).status_code == 200
    client.post(address("writing_publish"), sent(fresh(report), why="Fel år"))
    assert [one.why for one in WrittenEdition.objects.filter(report=report)] == ["Fel år", ""]


def test_preview_and_draft_documents_are_for_those_who_write(
    report: WrittenReport, leader: Person, writer: Person, address: Address, signed_in: SignedIn
) -> None:
    assert "draft, not published" in signed_in(leader).get(address("writing_file", "report", "html")).content.decode()
    assert signed_in(writer).get(address("writing_preview")).status_code == 403
    give_sections(report=report, sections=[str(chapters(report)[0].uid)], writer=writer, due=None, person=None)
    assert signed_in(writer).get(address("writing_preview")).status_code == 200
    assert signed_in(leader).get(address("writing_file", "letter", "html")).status_code == 404


@pytest.mark.parametrize(("name", "most"), [("writing", 14), ("writing_section", 18), ("writing_preview", 12)])
def test_pages_ask_a_bounded_number_of_questions(
    name: str,
    most: int,
    report: WrittenReport,
    leader: Person,
    address: Address,
    signed_in: SignedIn,
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(leader)
    more = [chapters(report)[2].uid] if name == "writing_section" else []
    client.get(address(name, *more))
    with django_assert_max_num_queries(most):
        assert client.get(address(name, *more)).status_code == 200
