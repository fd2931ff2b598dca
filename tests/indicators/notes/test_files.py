"""The texts of a set and year as a workbook: out, filled in, looked over, stored by the services of the pages."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kompassros.indicators import queries
from kompassros.indicators.models import MeasureNote
from kompassros.indicators.notes import note_file
from kompassros.indicators.notes.access import ResultsOf
from kompassros.indicators.notes.note_file_reading import What, read_file, sealed, take_in
from kompassros.indicators.notes.note_file_writing import write_file
from kompassros.indicators.notes.queries import Question
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.filled_forms import FileRefused
from kompassros.records.models import HistoryEntry
from tests.indicators.notes.note_cases import HIDDEN, SHOWN, address, granby, place, write
from tests.indicators.results.made_reports import SET, YEAR, in_order, made_report
from tests.indicators.rounds.makers import person_with

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
COLUMNS = list(note_file.HEADS)
Change = Callable[[Any], None]
AWKWARD = ('=1+1 "quoted"\nanother line', "_x0041_ & <b>", "@cmd", "\u202eturned")


@pytest.fixture
def codes() -> list[str]:
    """The measures in the order of the file."""
    return [one.indicator.code for one in in_order(made_report())]


@pytest.fixture
def of() -> ResultsOf:
    """Granby's set and year, about which nothing is written yet."""
    MeasureNote._base_manager.all().delete()
    return results_of()


@pytest.fixture
def coordinator() -> Person:
    return person_with(Role.COORDINATOR)


def results_of(year: int = YEAR) -> ResultsOf:
    measure_set = queries.measure_set(SET)
    assert measure_set is not None
    return ResultsOf(granby(), measure_set, year)


def out(of: ResultsOf) -> bytes:
    report = of.report(inside=True)
    assert report is not None
    return write_file(of, report)


def changed(raw: bytes, change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(raw: bytes, code: str, /, **values: Any) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.worksheets[0]
        (row,) = [row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value == code]
        for name, value in values.items():
            sheet.cell(row, COLUMNS.index(name) + 1).value = value

    return changed(raw, fill)


def test_file_has_a_row_for_each_measure_and_a_column_for_each_question(of: ResultsOf, codes: list[str]) -> None:
    write(place(codes[0]), SHOWN, public=True)
    write(place(codes[0], Question.BEST, YEAR - 1), "Then")
    book = openpyxl.load_workbook(io.BytesIO(out(of)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[2:]] == codes
    assert rows[1][COLUMNS.index("best")] == "What do the best do?"
    first = dict(zip(COLUMNS, rows[2], strict=True))
    assert (first["comment"], first["best"], first["means"]) == (SHOWN, "Then", None)
    assert first["public"] == "Comment on this year's value"
    assert first["carried"] == f"What do the best do? (from {YEAR - 1})"
    locked = [book.worksheets[0].cell(3, index + 1).protection.locked for index in range(len(COLUMNS))]
    assert locked == [name not in Question.values for name in COLUMNS]
    said = [row[0] for row in book[note_file.ABOUT].iter_rows(values_only=True)]
    assert any(str(line).startswith("What do the best do?: Ask those") for line in said)


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_file_that_comes_back_as_it_was_changes_nothing(of: ResultsOf, codes: list[str], language: str) -> None:
    for code, text in zip(codes, AWKWARD, strict=False):
        write(place(code), text)
    write(place(codes[0], Question.BEST, YEAR - 1), "Then")
    with translation.override(language):
        read = read_file(changed(out(of), lambda book: None), of)
    assert (read.changes, read.elsewhere, read.unchanged) == ((), (), len(AWKWARD) + 1)


def test_new_changed_and_taken_back_texts_are_stored_by_the_services(
    of: ResultsOf, codes: list[str], coordinator: Person
) -> None:
    write(place(codes[0]), SHOWN, public=True)
    write(place(codes[1]), HIDDEN)
    write(place(codes[0], Question.BEST, YEAR - 1), "Then", public=True)
    raw = filled(out(of), codes[0], comment=" Other\r\nwords ", best="Renewed", means=f"=1{AWKWARD[1]}"[1:])
    raw = filled(raw, codes[1], comment=None)
    read = read_file(raw, of)
    assert {(one.asked.question.value, one.what) for one in read.changes} == {
        ("comment", What.CHANGED),
        ("comment", What.TAKEN_BACK),
        ("best", What.CHANGED),
        ("means", What.NEW),
    }
    before = HistoryEntry.objects.count()
    assert take_in(of=of, content=sealed(of, read.changes), person=coordinator) == 4
    texts = {
        (code, question): (note.text, note.public, note.written_by_id)
        for code in codes[:2]
        for question in ("comment", "best", "means")
        if (note := place(code, question).find())
    }
    assert texts == {
        (codes[0], "comment"): ("Other\nwords", True, coordinator.pk),
        (codes[0], "best"): ("Renewed", False, coordinator.pk),
        (codes[0], "means"): (f"1{AWKWARD[1]}", False, coordinator.pk),
        (codes[1], "comment"): ("", False, coordinator.pk),
    }
    assert place(codes[0], Question.BEST, YEAR - 1).find().text == "Then"  # type: ignore[union-attr]
    assert HistoryEntry.objects.count() == before + 4
    kept = [entry.after.get("earlier") for entry in HistoryEntry.objects.order_by("-pk")[:4]]
    assert {SHOWN, HIDDEN} <= set(kept)


def test_text_that_somebody_else_changed_is_told_and_left(of: ResultsOf, codes: list[str], coordinator: Person) -> None:
    for code in codes[:3]:
        write(place(code), "First")
    write(place(codes[0], Question.BEST, YEAR - 1), "Then")
    raw = out(of)
    for code in codes[:2]:
        write(place(code), "Theirs")
    write(place(codes[0], Question.BEST, YEAR - 1), "Then, mended")
    write(place(codes[0], Question.MEANS), "Theirs, new")
    raw = filled(raw, codes[0], comment="Mine", best="Mine", means="Mine")
    raw = filled(raw, codes[2], comment="Mine")
    read = read_file(raw, of)
    assert [(one.asked.question.value, one.text, one.asked.text) for one in read.elsewhere] == [
        ("comment", "Mine", "Theirs"),
        ("means", "Mine", "Theirs, new"),
        ("best", "Mine", "Then, mended"),
    ]
    assert [one.text for one in read.changes] == ["Mine"]
    assert take_in(of=of, content=sealed(of, read.changes), person=coordinator) == 1
    stored = [place(code).find().text for code in codes[:3]]  # type: ignore[union-attr]
    assert stored == ["Theirs", "Theirs", "Mine"]


def test_same_words_as_somebody_else_are_no_change(of: ResultsOf, codes: list[str]) -> None:
    raw = filled(out(of), codes[0], comment="The same")
    write(place(codes[0]), "The same")
    read = read_file(raw, of)
    assert (read.changes, read.elsewhere, read.unchanged) == ((), (), 1)


def test_change_after_the_look_stores_nothing(of: ResultsOf, codes: list[str], coordinator: Person) -> None:
    raw = filled(filled(out(of), codes[0], comment="Mine"), codes[1], comment="Mine")
    content = sealed(of, read_file(raw, of).changes)
    write(place(codes[1]), "Theirs")
    with pytest.raises(Conflict, match="after you looked the file over"):
        take_in(of=of, content=content, person=coordinator)
    assert place(codes[0]).find() is None
    assert place(codes[1]).find().text == "Theirs"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("values", "column", "sentence"),
    [
        ({"comment": "=1+1"}, "Comment on this year's value", "formula"),
        ({"best": "x" * 6001}, "What do the best do?", "6000"),
        ({"code": "N99999"}, "Measure", "names no measure"),
        ({"code": None}, "Measure", "names no measure"),
        ({"seen": "comment:x:y"}, "Measure", "names no measure"),
        ({"seen": "other:1:y"}, "Measure", "names no measure"),
        ({"seen": f"comment:{'9' * 5000}:y"}, "Measure", "names no measure"),
        ({"seen": 7.5, "code": 7}, "Measure", "names no measure"),
    ],
)
def test_trouble_is_told_by_sheet_row_and_column(
    of: ResultsOf, codes: list[str], values: dict[str, Any], column: str, sentence: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(filled(out(of), codes[0], **values), of)
    [told] = refused.value.troubles
    assert (told.sheet, told.row, told.column) == ("Measures", 3, column)
    assert sentence in told.sentence


def test_rows_may_be_taken_away_but_not_doubled(of: ResultsOf, codes: list[str]) -> None:
    raw = filled(out(of), codes[1], comment="Mine")
    read = read_file(changed(raw, lambda book: book.worksheets[0].delete_rows(3)), of)
    assert [(one.row, one.text) for one in read.changes] == [(3, "Mine")]
    with pytest.raises(FileRefused, match="Nothing was taken in"):
        read_file(filled(raw, codes[0], code=codes[1]), of)


def _about(row: int, value: Any) -> Change:
    def change(book: Any) -> None:
        book[note_file.ABOUT].cell(row, 2).value = value

    return change


def _empty(book: Any) -> None:
    book.worksheets[0].delete_rows(3, 100)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_about(1, "round-own-data"), "not the file of texts"),
        (_about(2, 0), "another version"),
        (_about(3, "norrvik"), "another municipality"),
        (_about(4, "kkik-2023"), "another set or year"),
        (_about(5, YEAR - 1), "another set or year"),
        (_empty, "no row of a measure"),
    ],
)
def test_foreign_and_old_files_are_refused(of: ResultsOf, change: Change, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        read_file(changed(out(of), change), of)


def test_content_of_another_year_or_made_by_hand_is_refused(
    of: ResultsOf, codes: list[str], coordinator: Person
) -> None:
    content = sealed(of, read_file(filled(out(of), codes[0], comment="Mine"), of).changes)
    for where, one in ((results_of(YEAR - 1), content), (of, content[:-1] + "x"), (of, "x")):
        with pytest.raises(DomainError):
            take_in(of=where, content=one, person=coordinator)
    with pytest.raises(DomainError, match="may not write"):
        take_in(of=of, content=content, person=person_with(Role.READER))
    assert not MeasureNote._base_manager.filter(organisation=of.organisation).exists()


def test_looking_over_forty_measures_takes_two_queries(of: ResultsOf, codes: list[str]) -> None:
    raw = out(of)
    for code in codes:
        raw = filled(raw, code, comment="Mine")
    with CaptureQueriesContext(connection) as captured:
        assert len(read_file(raw, of).changes) == len(codes)
    assert len(captured.captured_queries) == 2


def test_page_shows_what_changes_and_then_stores_it_once(client: Client, of: ResultsOf, codes: list[str]) -> None:
    write(place(codes[1]), "First")
    client.force_login(person_with(Role.COORDINATOR), backend=BACKEND)
    raw = client.get(reverse(**address("form_file"))).content
    write(place(codes[1]), "Theirs")
    where = reverse(**address("file_in"))
    bad = filled(raw, codes[0], comment="=1")
    told = client.post(where, {"file": SimpleUploadedFile("a.xlsx", bad)}).content.decode()
    assert "row 3, Comment on this year&#x27;s value" in told
    good = filled(filled(raw, codes[0], comment="Mine"), codes[1], comment="Mine too")
    page = client.post(where, {"file": SimpleUploadedFile("a.xlsx", good)})
    shown = page.content.decode()
    assert ("Theirs" in shown, "Mine too" in shown, "changed by somebody else" in shown) == (True, True, True)
    assert place(codes[0]).find() is None
    sent = {"content": page.context["take"].initial["content"], "request_id": str(uuid4())}
    for _again in (1, 2):
        answer = client.post(reverse(**address("file_take_in")), sent, follow=True)
        assert "1 text is stored." in answer.content.decode()
    assert [place(code).find().text for code in codes[:2]] == ["Mine", "Theirs"]  # type: ignore[union-attr]
    late = client.post(reverse(**address("file_take_in")), {**sent, "request_id": str(uuid4())}, follow=True)
    assert "Send it in again" in late.content.decode()


def test_readers_download_and_cannot_take_in(client: Client, of: ResultsOf) -> None:
    client.force_login(person_with(Role.READER), backend=BACKEND)
    page = client.get(reverse(**address("set"))).content.decode()
    assert (reverse(**address("form_file")) in page, reverse(**address("file_in")) in page) == (True, False)
    assert client.get(reverse(**address("form_file"))).status_code == 200
    assert client.get(reverse(**address("file_in"))).status_code == 403
    assert client.post(reverse(**address("file_take_in"))).status_code == 403
