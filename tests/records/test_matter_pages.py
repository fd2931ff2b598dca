"""The pages of matters at a desk of tests: who may see and write, saving by Save and by the keeper, files."""

import io
from uuid import uuid4

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import matters
from kompassros.records.matter_models import AgendaPaper, Matter
from kompassros.records.matters import PaperText

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.records.matter_urls"),
]
TYPED = {
    "case_number": "KS 2026/7",
    "title": "What I typed",
    "body": "The board",
    "meeting_day": "2026-04-01",
    "background": "Before <b>now</b>.",
    "assessment": "Now.",
    "proposal": "Decide.",
}
MOST_QUERIES = 14


def signed_in(role: Role = Role.COORDINATOR) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=demo_address(role)))
    return client


def address(name: str, *, key: str = "granby", **parameters: object) -> str:
    return reverse(f"desk:{name}", kwargs={"key": key, **parameters})


def opened(client: Client, **values: str) -> AgendaPaper:
    sent = {"case_number": "KS 2026/7", "title": "", "language": "en", **values}
    response = client.post(address("matter_open"), sent)
    assert response.status_code == 302, response.content.decode()
    paper = AgendaPaper.objects.latest("pk")
    assert response["Location"] == address("paper_edit", paper=paper.pk)
    return paper


def post(client: Client, paper: AgendaPaper, *, version: int = 1, keeper: bool = False, **values: str) -> object:
    sent = {**TYPED, "version": str(version), "request_id": str(uuid4()), **values}
    person = str(client.session["_auth_user_id"])
    headers = {"X-Keeper": "1", "X-Keeper-Person": person} if keeper else {}
    return client.post(address("paper_edit", paper=paper.pk), sent, headers=headers)


def page(client: Client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200, where
    return response.content.decode()


def test_opening_a_matter_starts_a_paper_with_the_suggestion() -> None:
    paper = opened(signed_in())
    assert (paper.title, paper.language, paper.proposal) == (
        "The result of Granby (en)",
        "en",
        "The board takes note.",
    )
    assert (paper.matter.subject_kind, paper.matter.subject_key, paper.matter.case_number) == (
        "thing",
        "granby",
        "KS 2026/7",
    )


def test_matter_that_cannot_be_kept_leaves_nothing_behind() -> None:
    response = signed_in().post(address("matter_open"), {"case_number": "a\x01", "title": "", "language": "en"})
    assert response.status_code == 200
    assert "characters that cannot be shown" in response.content.decode()
    assert not Matter.objects.exists()


def test_list_tells_the_papers_and_leads_to_them() -> None:
    client = signed_in()
    assert "When somebody opens a matter here" in page(client, address("matters"))
    paper = opened(client)
    content = page(client, address("matters"))
    assert address("paper", paper=paper.pk) in content
    assert "There is 1 agenda paper" in content


def test_save_leads_to_the_paper() -> None:
    client = signed_in()
    paper = opened(client)
    response = post(client, paper)
    assert (response.status_code, response["Location"]) == (302, address("paper", paper=paper.pk))  # type: ignore[attr-defined, index]
    content = page(client, address("paper", paper=paper.pk))
    assert "Before &lt;b&gt;now&lt;/b&gt;." in content
    assert "Made-up demo data" in content


def test_keeper_is_answered_with_the_version_and_the_preview() -> None:
    client = signed_in()
    paper = opened(client)
    answer = post(client, paper, keeper=True).json()  # type: ignore[attr-defined]
    assert answer["version"] == 2
    assert "What I typed" in answer["parts"]["#preview"]


def test_second_writer_is_told_and_keeps_what_was_typed() -> None:
    client = signed_in()
    paper = opened(client)
    post(client, paper)
    response = post(client, paper, title="Mine")
    content = response.content.decode()  # type: ignore[attr-defined]
    assert "Somebody else changed this paper meanwhile." in content
    assert 'value="Mine"' in content
    assert 'name="version" value="2"' in content
    assert "Changed since you opened this form" in content
    kept = post(client, paper, keeper=True, title="Mine")
    assert (kept.status_code, kept.json()["version"]) == (409, 2)  # type: ignore[attr-defined]
    assert post(client, paper, version=2, title="Mine").status_code == 302  # type: ignore[attr-defined]
    assert AgendaPaper.objects.get(pk=paper.pk).title == "Mine"


def test_form_that_is_not_in_order_says_so_beside_the_field() -> None:
    client = signed_in()
    paper = opened(client)
    assert "ds-error-summary" in post(client, paper, title="").content.decode()  # type: ignore[attr-defined]
    kept = post(client, paper, keeper=True, title="", background="a\x02")
    assert (kept.status_code, sorted(kept.json()["errors"])) == (422, ["background", "title"])  # type: ignore[attr-defined]
    assert AgendaPaper.objects.get(pk=paper.pk).version == 1


def test_final_paper_is_shown_instead_of_its_form_and_followed_by_a_new_one() -> None:
    client = signed_in()
    paper = opened(client)
    post(client, paper)
    assert "can no longer be changed" in page(client, address("paper_finish", paper=paper.pk))
    client.post(address("paper_finish", paper=paper.pk), {"version": "2"})
    assert AgendaPaper.objects.get(pk=paper.pk).is_final
    for name in ("paper_edit", "paper_finish"):
        response = client.get(address(name, paper=paper.pk))
        assert response["Location"] == address("paper", paper=paper.pk)
    assert post(client, paper, version=3).status_code == 200  # type: ignore[attr-defined]
    response = client.post(address("paper_next", paper=paper.pk))
    second = AgendaPaper.objects.latest("pk")
    assert (second.number, second.matter, second.title) == (2, paper.matter, "What I typed")
    assert response["Location"] == address("paper_edit", paper=second.pk)


def test_unfinished_paper_leads_back_to_its_form_with_the_reason() -> None:
    client = signed_in()
    paper = opened(client)
    response = client.post(address("paper_finish", paper=paper.pk), {"version": "1"}, follow=True)
    assert response.redirect_chain == [(address("paper_edit", paper=paper.pk), 302)]
    assert "Say which board the paper goes to" in response.content.decode()


def test_pdf_and_docx_say_the_same_as_the_paper() -> None:
    client = signed_in()
    paper = opened(client)
    post(client, paper)
    pdf = client.get(address("paper_pdf", paper=paper.pk))
    word = client.get(address("paper_docx", paper=paper.pk))
    assert pdf["Content-Disposition"] == 'attachment; filename="ks-2026-7-what-i-typed.pdf"'
    assert word["Content-Disposition"] == 'attachment; filename="ks-2026-7-what-i-typed.docx"'
    texts = [
        " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.content)).pages),
        " ".join(line.text for line in docx.Document(io.BytesIO(word.content)).paragraphs),
    ]
    for text in texts:
        for part in ("KS 2026/7", "What I typed", "Before <b>now</b>.", "Decide.", "Made-up demo data"):
            assert part in text


def test_reader_sees_papers_but_writes_none() -> None:
    paper = opened(signed_in())
    reader = signed_in(Role.READER)
    content = page(reader, address("paper", paper=paper.pk))
    assert address("paper_edit", paper=paper.pk) not in content
    assert address("matter_open") not in page(reader, address("matters"))
    statuses = {
        name: reader.get(address(name, paper=paper.pk)).status_code
        for name in ("paper", "paper_pdf", "paper_docx", "paper_edit", "paper_finish")
    }
    assert statuses == {"paper": 200, "paper_pdf": 200, "paper_docx": 200, "paper_edit": 403, "paper_finish": 403}
    assert reader.post(address("paper_next", paper=paper.pk)).status_code == 403
    assert reader.post(address("matter_open"), {"language": "en"}).status_code == 403
    assert AgendaPaper.objects.count() == 1


def test_stranger_is_refused_and_visitor_sent_to_sign_in() -> None:
    paper = opened(signed_in())
    assert signed_in().get(address("matters", key="norrvik")).status_code == 403
    assert Client().get(address("paper", paper=paper.pk)).status_code == 302


def test_paper_of_another_thing_or_organisation_is_not_found() -> None:
    client = signed_in()
    granby = Organisation.objects.get(key="granby")
    person = Person.objects.get(email=demo_address(Role.COORDINATOR))
    for subject, organisation_id in ((("thing", "norrvik"), granby.pk), (("thing", "granby"), granby.pk + 1)):
        matter = matters.open_matter(subject=subject, organisation_id=organisation_id, title="T", person=person)
        paper = matters.start_paper(matter=matter, language="sv", suggestion=matters.Suggestion("T"), person=person)
        assert client.get(address("paper", paper=paper.pk)).status_code == 404


def test_pages_take_few_queries_however_many_papers_there_are() -> None:
    client = signed_in()
    papers = [opened(client) for _number in range(4)]
    for where in (address("matters"), *(address(name, paper=papers[0].pk) for name in ("paper", "paper_edit"))):
        page(client, where)
        with CaptureQueriesContext(connection) as queries:
            page(client, where)
        assert len(queries) <= MOST_QUERIES, where


def test_form_starts_with_the_stored_text_and_a_version() -> None:
    client = signed_in()
    paper = opened(client)
    content = page(client, address("paper_edit", paper=paper.pk))
    assert f'data-keep="agenda-paper-{paper.pk}"' in content
    assert 'name="version" value="1"' in content
    assert matters.text_of(paper) == PaperText(
        "KS 2026/7",
        "The result of Granby (en)",
        background="It was examined.\n\nIt got 536 points.",
        assessment="That is more than before.",
        proposal="The board takes note.",
    )
