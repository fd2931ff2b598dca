"""The officer's pages of editions: each view once as it should go, and where it should not."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kompassros.instruments import drafts, editing, exchange_writing, workbook_writing
from kompassros.instruments.models import Edition, EditionDraft
from kompassros.organisations import people
from kompassros.organisations.demo import SINCE
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.history import of_subject
from tests.instruments.pages import address, again, filled, queries_on, text_of

pytestmark = pytest.mark.django_db
State = EditionDraft.State


def part(draft: EditionDraft, identifier: str) -> dict[str, Any]:
    return editing.find(again(draft).content, identifier).part


def test_drafts_and_editions_are_listed(browser: Client, draft: EditionDraft) -> None:
    shown = text_of(browser, address("list"))
    assert f'href="{address("draft", draft.pk)}"' in shown
    assert f"{address('edition_file', draft.based_on_id)}?as=xlsx" in shown
    assert "/en/instruments/kommunkompassen/2.0/" in shown


def test_list_without_drafts_says_how_to_begin(browser: Client) -> None:
    assert "Nobody has begun a draft" in text_of(browser, address("list"))


@pytest.mark.parametrize("based_on", [True, False])
def test_draft_is_begun(browser: Client, stored: Edition, based_on: bool) -> None:
    sent = {"owner": "norge", "based_on": stored.pk if based_on else "", "key": "ours", "edition_version": "1"}
    answer = browser.post(address("start"), sent | {"name-sv": "Våra", "name-nb": "Våre", "name-en": "Ours"})
    draft = EditionDraft._base_manager.get()
    assert answer.headers["Location"] == address("draft", draft.pk)
    assert (draft.organisation.key, len(draft.content["areas"])) == ("norge", 2 if based_on else 0)
    assert "Ours" in text_of(browser, address("draft", draft.pk))


def test_wrong_beginning_is_told_beside_its_fields(browser: Client) -> None:
    answer = browser.post(address("start"), {"owner": "granby", "key": "Våra", "edition_version": ""})
    assert set(answer.context["form"].errors) == {
        "owner",
        "key",
        "edition_version",
        "name-sv",
        "name-nb",
        "name-en",
    }
    assert not EditionDraft._base_manager.exists()


def test_draft_is_shown_in_outline(browser: Client, draft: EditionDraft) -> None:
    shown = text_of(browser, address("draft", draft.pk))
    for said in ("1.1.2 used en", "leading politicians", "4 criteria in all", "at most 60 points", "keeps all rules"):
        assert said in shown, said
    for page, *values in (("question", "q-cc33dd"), ("area", "a-bb22cc"), ("head",), ("check",), ("history",)):
        assert address(page, draft.pk, *values) in shown


def test_edition_as_a_whole_is_edited(browser: Client, draft: EditionDraft) -> None:
    where = address("head", draft.pk)
    changes = {
        "name-nb": "Nytt\r\nnavn",
        "sources": "one\r\nline\r\n\r\ntwo",
        "total_maximum": "100,50",
        "valid_to": "",
    }
    answer = browser.post(where, filled(browser, where, **changes))
    assert answer.headers["Location"] == address("draft", draft.pk)
    content = again(draft).content
    assert (content["name"]["nb"], content["sources"]) == ("Nytt navn", ["one\nline", "two"])
    assert (content["total_maximum"], content["valid_to"]) == ("100.5", None)
    assert content["areas"] == draft.content["areas"]


def test_form_sent_as_it_is_changes_nothing(browser: Client, draft: EditionDraft) -> None:
    for where in (
        address("head", draft.pk),
        address("area", draft.pk, "a-bb22cc"),
        address("question", draft.pk, "q-cc33dd"),
    ):
        assert browser.post(where, filled(browser, where)).status_code == 302
    assert again(draft).content == draft.content
    assert again(draft).version == 1


def test_area_is_edited_and_moved(browser: Client, draft: EditionDraft) -> None:
    where = address("area", draft.pk, "a-bb22cc")
    browser.post(where, filled(browser, where, **{"name-en": "Openness", "maximum": "55", "place": 2}))
    assert (part(draft, "a-bb22cc")["name"]["en"], part(draft, "a-bb22cc")["maximum"]) == ("Openness", "55")
    assert [area["id"] for area in again(draft).content["areas"]] == ["a-ff55gg", "a-bb22cc"]


def test_area_is_added(browser: Client, draft: EditionDraft) -> None:
    where = address("add_area", draft.pk)
    browser.post(where, filled(browser, where, **{"name-sv": "Ny", "place": 1}))
    area = again(draft).content["areas"][0]
    assert (area["name"]["sv"], area["no"]) == ("Ny", 1)
    entry = of_subject(drafts.KIND, str(draft.pk)).first()
    assert entry
    assert entry.verb == "added"


def test_question_is_edited_with_its_criteria(browser: Client, draft: EditionDraft) -> None:
    where = address("question", draft.pk, "q-cc33dd")
    changes = {
        "text-sv": "Hur?",
        "weight": 5,
        "c-aa11bb-partly-nb": "delvis",
        "c-aa11bb-ask": ["unions"],
        "c-bb22cc-place": 1,
        "new-text-sv": "Ny punkt",
        "new-ask": ["units"],
        "new-place": 2,
    }
    browser.post(where, filled(browser, where, **changes))
    question = part(draft, "q-cc33dd")
    assert (question["text"]["sv"], question["weight"]) == ("Hur?", 5)
    assert [one["id"] for one in question["criteria"]][::2] == ["c-bb22cc", "c-aa11bb"]
    assert question["criteria"][1]["text"] == {"sv": "Ny punkt", "nb": "", "en": ""}
    first = part(draft, "c-aa11bb")
    assert (first["partly"]["nb"], first["ask"], first["full"]["en"]) == ("delvis", ["unions"], "plan full en")


def test_question_is_moved_to_another_area(browser: Client, draft: EditionDraft) -> None:
    where = address("question", draft.pk, "q-dd44ff")
    browser.post(where, filled(browser, where, area="a-ff55gg"))
    assert [one["id"] for one in part(draft, "a-ff55gg")["questions"]] == ["q-ff55hh", "q-dd44ff"]


def test_question_is_added_with_its_first_criterion(browser: Client, draft: EditionDraft) -> None:
    where = address("add_question", draft.pk, "a-ff55gg")
    browser.post(where, filled(browser, where, **{"text-sv": "Vem?", "new-text-sv": "Någon"}))
    question = part(draft, "a-ff55gg")["questions"][1]
    assert (question["no"], question["text"]["sv"]) == ("2.2", "Vem?")
    assert [one["text"]["sv"] for one in question["criteria"]] == ["Någon"]


@pytest.mark.parametrize(("weight", "place"), [(0, 1), (101, 1), (1, 0), ("", 1), ("half", 1)])
def test_wrong_weight_or_place_is_told(browser: Client, draft: EditionDraft, weight: Any, place: int) -> None:
    where = address("question", draft.pk, "q-cc33dd")
    answer = browser.post(where, filled(browser, where, **{"c-aa11bb-weight": weight, "c-bb22cc-place": place}))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"c-bb22cc-place" if place == 0 else "c-aa11bb-weight"}
    assert again(draft).version == 1


@pytest.mark.parametrize("identifier", ["c-aa11bb", "q-cc33dd", "a-bb22cc"])
def test_part_is_taken_away_after_a_question(browser: Client, draft: EditionDraft, identifier: str) -> None:
    where = address("remove", draft.pk, identifier)
    assert "Take it away" in text_of(browser, where)
    browser.post(where, filled(browser, where))
    assert identifier not in {found.part["id"] for found in editing.parts(again(draft).content)}


def test_second_editor_is_shown_what_the_first_changed_and_keeps_the_text(
    browser: Client, draft: EditionDraft, officer: Person
) -> None:
    where = address("question", draft.pk, "q-cc33dd")
    sent = filled(browser, where, **{"c-aa11bb-full-sv": "mitt"})
    drafts.change_draft(
        draft=again(draft), change=lambda content: editing.change(content, "c-aa11bb", {"weight": 7}), person=officer
    )
    answer = browser.post(where, sent)
    shown = answer.content.decode()
    for said in ("Somebody else has saved", "Criterion 1.1.1, Weight: 3 → 7", "mitt"):
        assert said in shown, said
    browser.post(where, sent | {"version": answer.context["form"]["version"].value()})
    assert part(draft, "c-aa11bb")["full"]["sv"] == "mitt"


@pytest.mark.parametrize(
    ("page", "identifier"),
    [("question", "q-zzzzzz"), ("question", "a-bb22cc"), ("area", "q-cc33dd"), ("remove", "x"), ("add_question", "x")],
)
def test_part_that_is_not_there_is_not_found(browser: Client, draft: EditionDraft, page: str, identifier: str) -> None:
    assert browser.get(address(page, draft.pk, identifier)).status_code == 404


def test_draft_is_checked_and_published(browser: Client, draft: EditionDraft) -> None:
    where = address("check", draft.pk)
    assert "Mark it as checked" in text_of(browser, where)
    browser.post(where, filled(browser, where))
    assert again(draft).state == State.CHECKED
    where = address("publish", draft.pk)
    refused = browser.post(where, filled(browser, where, why=""))
    assert list(refused.context["form"].errors) == ["why"]
    browser.post(where, filled(browser, where, why="decided by the board"))
    now = again(draft)
    assert now.state == State.PUBLISHED
    assert Edition.objects.get(pk=now.published_as_id).revision == 2
    shown = text_of(browser, address("draft", draft.pk))
    assert "This draft is published" in shown
    assert address("head", draft.pk) not in shown
    assert "used en" in text_of(browser, "/en/instruments/tiny/1.0/")


def test_check_lists_faults_with_the_place_and_the_way_there(
    browser: Client, draft: EditionDraft, officer: Person
) -> None:
    change = {"partly": {"sv": "", "nb": "x", "en": "y"}}
    drafts.change_draft(draft=draft, change=lambda content: editing.change(content, "c-aa11bb", change), person=officer)
    shown = text_of(browser, address("check", draft.pk))
    assert "Criterion 1.1.1: Partly in place, Swedish" in shown
    assert address("question", draft.pk, "q-cc33dd") in shown
    assert "Mark it as checked" not in shown
    answer = browser.post(address("check", draft.pk), {"version": draft.version})
    assert "has faults" in str(answer.context["form"].errors)


def test_draft_that_is_not_checked_cannot_be_published(browser: Client, draft: EditionDraft) -> None:
    answer = browser.post(address("publish", draft.pk), {"version": draft.version, "why": "x"})
    assert "Only a checked draft" in answer.content.decode()
    assert again(draft).state == State.DRAFT


def test_history_tells_every_change(browser: Client, draft: EditionDraft) -> None:
    where = address("question", draft.pk, "q-cc33dd")
    browser.post(where, filled(browser, where, **{"c-aa11bb-ask_for-en": "minutes"}))
    shown = text_of(browser, address("history", draft.pk))
    assert "Criterion 1.1.1, What to ask for, English: plan papers en → minutes" in shown
    assert "begun" in shown


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_draft_and_edition_are_downloaded(browser: Client, draft: EditionDraft, kind: str) -> None:
    answer = browser.get(address("file", draft.pk), {"as": kind})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="tiny-1-0-draft.{kind}"'
    answer = browser.get(address("edition_file", draft.based_on_id), {"as": kind})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="tiny-1-0.{kind}"'
    assert answer.content.startswith(b"PK" if kind == "xlsx" else b"format: kompassros-edition-2")


def test_edition_that_is_not_there_is_not_found(browser: Client) -> None:
    assert browser.get(address("edition_file", 999_999)).status_code == 404


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_file_replaces_the_content_after_a_look(browser: Client, draft: EditionDraft, kind: str) -> None:
    new = editing.change(draft.content, "c-aa11bb", {"weight": 8})
    raw = (workbook_writing if kind == "xlsx" else exchange_writing).write_content(new)
    sent = {"version": draft.version, "file": SimpleUploadedFile(f"new.{kind}", raw)}
    answer = browser.post(address("replace", draft.pk), sent)
    assert answer.headers["Location"] == address("waiting", draft.pk)
    assert again(draft).content == draft.content
    where = address("waiting", draft.pk)
    shown = text_of(browser, where)
    assert "Criterion 1.1.1, Weight" in shown
    assert f"new.{kind}" in text_of(browser, address("draft", draft.pk))
    browser.post(where, filled(browser, where, take="yes"))
    assert again(draft).content == new


def test_file_is_put_aside(browser: Client, draft: EditionDraft) -> None:
    raw = exchange_writing.write_content(editing.change(draft.content, "c-aa11bb", {"weight": 8}))
    browser.post(address("replace", draft.pk), {"version": 1, "file": SimpleUploadedFile("new.yaml", raw)})
    where = address("waiting", draft.pk)
    browser.post(where, filled(browser, where, drop="yes"))
    assert again(draft).content == draft.content
    assert browser.get(where).status_code == 302


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("bad.yaml", b"format: kompassros-edition-2\n", "this key is missing"),
        ("bad.yaml", b"a: [", "not well-formed YAML"),
        ("empty.yaml", b"", "the file is empty"),
        ("bad.xlsx", b"no workbook", "not a workbook"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\xff", "not in UTF-8"),
    ],
)
def test_bad_file_is_told_and_nothing_is_stored(
    browser: Client, draft: EditionDraft, name: str, raw: bytes, said: str
) -> None:
    sent = {"version": draft.version, "file": SimpleUploadedFile(name, raw)}
    answer = browser.post(address("replace", draft.pk), sent)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert (again(draft).version, again(draft).waiting) == (1, None)


def test_fault_in_a_workbook_is_shown_by_sheet_row_and_column(browser: Client, draft: EditionDraft) -> None:
    new = editing.change(draft.content, "c-bb22cc", {"ask": ["mayor"]})
    file = SimpleUploadedFile("new.xlsx", workbook_writing.write_content(new))
    answer = browser.post(address("replace", draft.pk), {"version": draft.version, "file": file})
    cells = [row.cells for row in answer.context["troubles"].rows]
    assert [(one["sheet"].value, one["row"].value, one["column"].value) for one in cells] == [("criteria", 3, "ask")]


def test_draft_of_another_country_is_not_found(client: Client, draft: EditionDraft) -> None:
    person = people.invite(email="norge@demo.example", name="Nora Norsk", made_up=True)
    norway = Organisation.objects.get(key="norge")
    people.grant_role(person=person, role=Role.ADMINISTRATOR, organisation=norway, since=SINCE, granted_by=None)
    client.force_login(person)
    for page in ("draft", "head", "check", "publish", "history", "file", "replace", "waiting"):
        assert client.get(address(page, draft.pk)).status_code == 404, page


MOST_QUERIES = {"list": 10, "draft": 9, "check": 9, "history": 10, "question": 9, "head": 9, "area": 9}


@pytest.mark.parametrize("page", MOST_QUERIES)
def test_pages_ask_the_database_seldom(browser: Client, draft: EditionDraft, page: str) -> None:
    values = {"list": (), "question": (draft.pk, "q-cc33dd"), "area": (draft.pk, "a-bb22cc")}.get(page, (draft.pk,))
    assert queries_on(browser, address(page, *values)) <= MOST_QUERIES[page]
