"""The form to take home and back: every trouble told by its place, all of it handed in or nothing."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from kompassros.documents.workbooks import read_workbook
from kompassros.indicators.rounds import data_file, handing_in
from kompassros.indicators.rounds.data_file_reading import read_form, sealed, take_in
from kompassros.indicators.rounds.data_file_writing import write_form
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.models import OwnData
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.filled_forms import FileRefused
from kompassros.statistics import reading
from tests.indicators.rounds.data_cases import NOON, DataCase, data_case, sent

pytestmark = pytest.mark.django_db
COLUMNS = list(data_file.HEADS)
Change = Callable[[Any], None]


@pytest.fixture
def case(set_clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> DataCase:
    set_clock(NOON)
    monkeypatch.setattr(reading, "values", lambda **_wanted: [])
    return data_case()


def changed(raw: bytes, change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(book: Any, number: int, /, **values: Any) -> None:
    for sheet in book.worksheets[:-1]:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, 1).value == number:
                for name, value in values.items():
                    sheet.cell(row, COLUMNS.index(name) + 1).value = value


def filled(case: DataCase, **values: Any) -> bytes:
    return changed(write_form(case.granby), lambda book: fill(book, case.first.pk, **values))


def test_form_goes_out_and_comes_back_the_same_in_every_language(case: DataCase) -> None:
    entry = Entry(value=Decimal("61.5"), method=OwnData.Method.REGISTER, cases=40, comment="=1+1", numerator=Decimal(3))
    handing_in.hand_in(participant=case.granby, asked=case.first, entry=entry, person=None)
    for language in ("en", "sv", "nb"):
        with translation.override(language):
            raw = write_form(case.granby)
        assert read_form(raw, case.granby) == {case.first.pk: entry}


def test_form_is_locked_but_where_it_is_filled_in(case: DataCase) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_form(case.granby)))
    sheet = book.worksheets[0]
    locked = [sheet.cell(3, index + 1).protection.locked for index in range(len(COLUMNS))]
    assert locked == [name not in data_file.FILLED for name in COLUMNS]
    assert sheet.protection.sheet
    assert len(sheet.data_validations.dataValidation) == 2


def test_filled_cells_are_read(case: DataCase) -> None:
    raw = filled(case, value="71,5", method=" A SURVEY ", cases=12.0, period_from="2024-03-01", comment=" A ")
    [entry] = read_form(raw, case.granby).values()
    assert (entry.value, entry.method, entry.cases, entry.comment) == (Decimal("71.5"), "survey", 12, "A")
    assert entry.period_from == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("values", "column", "sentence"),
    [
        ({"value": "=1+1"}, "Value", "formula"),
        ({"value": "seventy"}, "Value", "number is asked for"),
        ({"value": "1e999"}, "Value", "twelve digits"),
        ({"value": True}, "Value", "number is asked for"),
        ({"value": 1, "cases": 1.5}, "Cases that were looked at", "whole number"),
        ({"value": 1, "period_to": "spring"}, "Measured to", "A day is asked for"),
        ({"value": 1, "method": "guess"}, "Method", "none of the words"),
        ({"value": 1, "comment": "x" * 4001}, "Comment", "4,000"),
        ({"comment": "nothing else"}, "Value", "Give the value"),
        ({"value": 1, "status": "not_measured"}, "Value", "has no numbers"),
        ({"asked": 999999, "value": 1}, "Measure", "names no measure"),
        ({"asked": "x", "value": 1}, "Measure", "names no measure"),
        ({"asked": float("inf"), "value": 1}, "Measure", "names no measure"),
        ({"measure": "Another", "value": 1}, "Measure", "do not fit together"),
    ],
)
def test_trouble_is_told_by_sheet_row_and_column(
    case: DataCase, values: dict[str, Any], column: str, sentence: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        read_form(filled(case, **values), case.granby)
    [told] = refused.value.troubles
    sheet = next(iter(read_workbook(write_form(case.granby))))
    assert (told.sheet, told.row, told.column) == (sheet, 3, column)
    assert sentence in told.sentence


def _about(row: int, value: Any) -> Change:
    def change(book: Any) -> None:
        book[data_file.ABOUT].cell(row, 2).value = value

    return change


def _without_about(book: Any) -> None:
    del book[data_file.ABOUT]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_about(1, "other"), "not the form of a round"),
        (_without_about, "not the form of a round"),
        (_about(2, 0), "another version"),
        (_about(3, "kkik-2023"), "another round"),
        (_about(4, "norrvik"), "another municipality"),
        (lambda book: None, "form is empty"),
    ],
)
def test_foreign_and_old_forms_are_refused(case: DataCase, change: Change, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        read_form(changed(write_form(case.granby), change), case.granby)


def test_other_columns_and_a_measure_that_stands_twice_are_refused(case: DataCase) -> None:
    def turn(book: Any) -> None:
        book.worksheets[0].cell(1, 7).value = "women"

    def double(book: Any) -> None:
        sheet = book.worksheets[0]
        fill(book, case.first.pk, value=1)
        for index in range(1, len(COLUMNS) + 1):
            sheet.cell(9, index).value = sheet.cell(3, index).value

    for change, row in ((turn, 1), (double, 9)):
        with pytest.raises(FileRefused) as refused:
            read_form(changed(write_form(case.granby), change), case.granby)
        assert refused.value.troubles[0].row == row


@pytest.mark.parametrize("raw", [b"", b"hello", b"PK\x03\x04broken", b"x" * (5 * 1024 * 1024 + 1)])
def test_what_is_no_workbook_is_refused(case: DataCase, raw: bytes) -> None:
    with pytest.raises(DomainError):
        read_form(raw, case.granby)


def test_all_of_a_file_is_handed_in_or_nothing(case: DataCase, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {case.first.pk: Entry(value=Decimal(60)), case.second.pk: Entry(value=Decimal(61))}
    content = sealed(case.granby, entries)
    real = handing_in.hand_in

    def failing(**values: Any) -> OwnData:
        if values["asked"].pk == case.second.pk:
            raise DomainError("no")
        return real(**values)

    monkeypatch.setattr(handing_in, "hand_in", failing)
    with pytest.raises(DomainError):
        take_in(participant=case.stored(), content=content, person=case.coordinator)
    assert handing_in.data_of(case.granby) == {}
    monkeypatch.setattr(handing_in, "hand_in", real)
    assert take_in(participant=case.stored(), content=content, person=case.coordinator) == 2
    assert len(handing_in.data_of(case.granby)) == 2
    with pytest.raises(Conflict):
        take_in(participant=case.stored(), content=content, person=case.coordinator)


def test_content_that_was_tampered_with_or_is_anothers_is_refused(case: DataCase) -> None:
    content = sealed(case.norrvik, {case.first.pk: Entry(value=Decimal(1))})
    for one in (content, content[:-1] + "x", "x"):
        with pytest.raises(DomainError):
            take_in(participant=case.granby, content=one, person=case.coordinator)
    assert handing_in.data_of(case.granby) == {}


def test_page_shows_the_changes_and_then_hands_them_in(case: DataCase, client: Client) -> None:
    client.force_login(case.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    raw = client.get(case.at("data_form")).content
    bad = changed(raw, lambda book: fill(book, case.first.pk, value="=1"))
    told = client.post(case.at("data_file_in"), {"file": SimpleUploadedFile("form.xlsx", bad)}).content.decode()
    assert "row 3, Value" in told
    good = changed(raw, lambda book: fill(book, case.first.pk, value=0.6))
    page = client.post(case.at("data_file_in"), {"file": SimpleUploadedFile("form.xlsx", good)})
    assert "looks like a share" in page.content.decode()
    assert handing_in.data_of(case.granby) == {}
    values = sent(case.stored().version, content=page.context["take"].initial["content"])
    client.post(case.at("data_file_take_in"), values)
    assert handing_in.data_of(case.granby)[case.first.pk].value == Decimal("0.6")
