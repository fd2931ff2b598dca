"""The questions of test contacts as a file: out, in after a look, and every refusal by its row."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kompassros.indicators.rounds import contact_making, contact_scripts
from kompassros.indicators.rounds.contact_files import MOST, read_questions, sealed, unsealed, write_questions
from kompassros.indicators.rounds.contact_queries import Channel, contacts_of
from kompassros.indicators.rounds.contact_scripts import Wish, content_of, store_scripts
from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from tests.indicators.rounds.contact_cases import MAIL, MORNING, PHONE, Case, planned_case
from tests.indicators.rounds.makers import make_round

pytestmark = pytest.mark.django_db
HEAD = "channel,subject,text,good_answer\n"
NEW = Wish(Channel.MAIL, "Library", "=Which days\nis the library open?", "-all days")


@pytest.fixture
def case(set_clock: Callable[[str], None]) -> Case:
    set_clock(MORNING)
    return planned_case()


def contents(case: Case) -> set[Wish]:
    return {content_of(script) for script in case.one.scripts.all()}


def store(case: Case, raw: bytes, name: str = "a.csv") -> int:
    read = read_questions(name, raw, case.one)
    assert read.troubles == []
    return store_scripts(one=case.one, changes=unsealed(case.one, sealed(case.one, read.changes)), person=None)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_questions_go_out_and_into_another_round_the_same(case: Case, ending: str, language: str) -> None:
    contact_scripts.add_script(one=case.one, wish=NEW, person=None)
    with override(language):
        raw = write_questions(case.one, ending)
    assert read_questions(f"a.{ending}", raw, case.one).unchanged == 3
    other = make_round(key="kkik-2023", year=2023)
    read = read_questions(f"a.{ending}", raw, other)
    assert (read.troubles, [one.wish for one in read.changes if one.here]) == ([], [])
    store_scripts(one=other, changes=unsealed(other, sealed(other, read.changes)), person=None)
    assert {content_of(script) for script in other.scripts.all()} == contents(case)


def test_new_and_changed_questions_are_stored_and_planned_and_the_rest_stays(case: Case) -> None:
    raw = f"{HEAD}Telefon,Swimming,When does it open?,The hours\nE-MAIL,Library,Which days?,\n".encode()
    before = HistoryEntry.objects.count()
    assert store(case, raw) == 2
    changed = Wish(Channel.PHONE, "Swimming", "When does it open?", "The hours")
    assert contents(case) == {changed, MAIL, Wish(Channel.MAIL, "Library", "Which days?")}
    assert HistoryEntry.objects.count() == before + 2
    assert contacts_of(case.one).filter(script__subject="Library").count() == 2


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("fax,A,Text,", "channel", "phone"),
        (",A,Text,", "channel", "must not be empty"),
        ("phone,,Text,", "subject", "must not be empty"),
        ("phone,A,,", "text", "must not be empty"),
        (f"phone,{'x' * 121},Text,", "subject", "120"),
        (f"phone,A,{'x' * 4001},", "text", "4000"),
        ('phone,"A\nB",Text,', "subject", "one line"),
        ("phone,Good,Other,", "subject", "stand twice"),
    ],
)
def test_refusal_is_told_by_row_and_column(case: Case, row: str, column: str, sentence: str) -> None:
    read = read_questions("a.csv", f"{HEAD}phone,Good,Text,\n{row}\n".encode(), case.one)
    [told] = read.troubles
    assert (told.row, told.column) == (3, column)
    assert sentence in told.message


def test_file_as_a_whole_is_refused_where_it_is_none(case: Case) -> None:
    for name, raw in (("a.csv", b"channel,subject\n"), ("a.xlsx", b"no workbook"), ("a.csv", b""), ("a.csv", b"\x00")):
        read = read_questions(name, raw, case.one)
        assert (bool(read.troubles), read.changes) == (True, [])
    many = HEAD + "".join(f"phone,Question {number},Text,\n" for number in range(MOST + 1))
    assert [one.row for one in read_questions("a.csv", many.encode(), case.one).troubles] == [0]


def test_formula_in_a_workbook_is_told_by_its_row(case: Case) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_questions(case.one, "xlsx")))
    book.worksheets[0]["C2"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    told = read_questions("a.xlsx", stream.getvalue(), case.one).troubles
    assert [(one.row, one.column) for one in told] == [(2, "text")]


def test_change_after_the_look_stores_nothing(case: Case) -> None:
    raw = f"{HEAD}mail,Library,Which days?,\nphone,Swimming,When?,\n".encode()
    changes = read_questions("a.csv", raw, case.one).changes
    script = case.one.scripts.get(channel=Channel.PHONE)
    contact_scripts.change_script(script=script, wish=Wish(*PHONE.__dict__.values()), person=None)
    with pytest.raises(Conflict):
        store_scripts(one=case.one, changes=unsealed(case.one, sealed(case.one, changes)), person=None)
    assert contents(case) == {PHONE, MAIL}
    contact_scripts.remove_script(script=case.one.scripts.get(channel=Channel.PHONE), person=None)
    with pytest.raises(Conflict):
        store_scripts(one=case.one, changes=unsealed(case.one, sealed(case.one, changes)), person=None)
    assert contents(case) == {MAIL}
    store(case, f"{HEAD}mail,Library,Which days?,\n".encode())
    with pytest.raises(Conflict):
        store_scripts(one=case.one, changes=unsealed(case.one, sealed(case.one, changes[:1])), person=None)
    assert len(contents(case)) == 2


def test_questions_are_fixed_by_the_first_contact_for_files_too(case: Case) -> None:
    raw = f"{HEAD}mail,Library,Which days?,\n".encode()
    contact_making.begin(contact=case.contact(case.norrvik), person=case.first)
    with pytest.raises(DomainError, match="stay as they are"):
        store(case, raw)


def test_content_of_another_round_or_made_by_hand_is_refused(case: Case) -> None:
    other = make_round(key="kkik-2023", year=2023)
    for content in (sealed(other, []), "x"):
        with pytest.raises(DomainError, match="no longer valid"):
            unsealed(case.one, content)


def test_page_shows_what_changes_and_then_stores_it(case: Case, client: Client) -> None:
    officer = Person.objects.get(email=demo_address(Role.ADMINISTRATOR))
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    key, where = case.one.key, reverse("rounds:contact_file_in", args=[case.one.key])

    def post(raw: bytes) -> Any:
        return client.post(where, {"file": SimpleUploadedFile("a.csv", raw)})

    assert "must not be empty" in post(f"{HEAD}mail,Library,,\n".encode()).content.decode()
    page = post(client.get(reverse("rounds:contact_questions", args=[key, "csv"])).content + b"mail,Library,When?,\r\n")
    assert ("2 questions of the file are here" in page.content.decode(), len(contents(case))) == (True, 2)
    started = page.context["take"].initial
    sent = {"version": started["version"], "content": started["content"], "request_id": str(uuid4())}
    client.post(reverse("rounds:contact_file_take_in", args=[key]), sent)
    assert Wish(Channel.MAIL, "Library", "When?") in contents(case)
    assert client.get(reverse("rounds:contact_questions", args=[key, "pdf"])).status_code == 404
    contact_making.begin(contact=case.contact(case.norrvik), person=case.first)
    assert "file" not in client.get(where).context["form"].errors
    assert 'type="file"' not in client.get(where).content.decode()
