"""Editions as workbooks: there and back without a loss; bad files are told by sheet, row and column."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kompassros.instruments
from kompassros.instruments import editing, exchange_writing
from kompassros.instruments.exchange import ExchangeError, canonical, parse_edition, read_edition
from kompassros.instruments.files import read_file
from kompassros.instruments.trouble import CellTrouble, Trouble
from kompassros.instruments.workbook_writing import write_content
from tests.instruments.tiny import read, text, tiny

DATA = Path(kompassros.instruments.__file__).parent / "data"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(
    str.strip
)


def content() -> dict[str, Any]:
    return canonical(read(tiny()))


def workbook(change: Callable[[Any], object] = lambda _book: None) -> bytes:
    """Return the tiny edition as a workbook, changed by somebody with a spreadsheet program."""
    book = openpyxl.load_workbook(io.BytesIO(write_content(content())))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def troubles_of(raw: bytes, file: str = "tiny.xlsx") -> list[Trouble]:
    with pytest.raises(ExchangeError) as caught:
        read_file(raw, file=file)
    return list(caught.value.troubles)


def places_of(raw: bytes) -> list[tuple[str, int, str]]:
    found = troubles_of(raw)
    assert all(isinstance(trouble, CellTrouble) for trouble in found), found
    return [(one.sheet, one.row, one.column) for one in found if isinstance(one, CellTrouble)]


def column(book: Any, name: str) -> int:
    return next(cell.column for cell in book["criteria"][1] if cell.value == name)


def put(book: Any, row: int, name: str, value: Any) -> None:
    book["criteria"].cell(row, column(book, name)).value = value


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_packaged_edition_comes_back_from_a_workbook_and_from_yaml(path: Path) -> None:
    edition = read_edition(path)
    assert canonical(read_file(write_content(canonical(edition)), file="x.xlsx")) == canonical(edition)
    assert canonical(read_file(exchange_writing.write_edition(edition), file="x.yaml")) == canonical(edition)


def test_keys_of_a_file_stand_in_the_order_of_the_schema_however_they_are_stored() -> None:
    def jumble(value: Any) -> Any:
        """Order keys by length, as PostgreSQL does."""
        if isinstance(value, dict):
            return {key: jumble(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}
        return [jumble(one) for one in value] if isinstance(value, list) else value

    kept = content()
    assert exchange_writing.write_content(jumble(kept)) == exchange_writing.write_content(kept)


def test_tiny_edition_comes_back_also_from_a_spreadsheet_program() -> None:
    assert canonical(read_file(workbook(), file="x.xlsx")) == content()


@settings(max_examples=30)
@given(WORDS, WORDS)
def test_any_text_comes_back(name: str, note: str) -> None:
    changed = content() | {"name": dict.fromkeys(("sv", "nb", "en"), name.strip()), "sources": [note.strip()]}
    edition = parse_edition(exchange_writing.write_content(changed), file="x.yaml")
    assert canonical(edition) == changed
    assert canonical(read_file(write_content(changed), file="x.xlsx")) == changed


def test_labels_come_back_with_their_part() -> None:
    changed = content()
    label = {"text": "Annat", "language": "da", "source": "a table"}
    changed["areas"][1]["labels"] = [label]
    changed["dimensions"][0]["labels"] = [label | {"language": "sv"}]
    assert canonical(read_file(write_content(changed), file="x.xlsx")) == changed


def test_row_without_an_id_is_a_new_criterion() -> None:
    def add(book: Any) -> None:
        sheet = book["criteria"]
        sheet.append([cell.value for cell in sheet[3]])
        put(book, sheet.max_row, "criterion_id", None)
        put(book, sheet.max_row, "text_sv", "ny")

    changed = canonical(read_file(workbook(add), file="x.xlsx"))
    criteria = changed["areas"][0]["questions"][0]["criteria"]
    assert [one["id"] for one in criteria][:2] == ["c-aa11bb", "c-bb22cc"]
    assert (criteria[2]["id"][:2], criteria[2]["text"]["sv"], len(criteria)) == ("c-", "ny", 3)


def test_new_question_is_known_by_its_swedish_text() -> None:
    def add(book: Any) -> None:
        sheet = book["criteria"]
        for _time in range(2):
            sheet.append([cell.value for cell in sheet[4]])
            for name, value in (("question_id", None), ("question_sv", "ny fråga"), ("criterion_id", None)):
                put(book, sheet.max_row, name, value)
        put(book, sheet.max_row, "text_sv", "another")

    questions = canonical(read_file(workbook(add), file="x.xlsx"))["areas"][0]["questions"]
    assert [(one["no"], len(one["criteria"])) for one in questions] == [("1.1", 2), ("1.2", 1), ("1.3", 2)]


def test_order_of_rows_is_the_order_of_criteria() -> None:
    def turn(book: Any) -> None:
        sheet = book["criteria"]
        rows = [[cell.value for cell in sheet[number]] for number in (3, 2)]
        for number, values in zip((2, 3), rows, strict=True):
            for index, value in enumerate(values, start=1):
                sheet.cell(number, index).value = value

    changed = canonical(read_file(workbook(turn), file="x.xlsx"))
    assert changed == editing.move(content(), "c-bb22cc", 1)


WRONG: list[tuple[str, Callable[[Any], object], list[tuple[str, int, str]]]] = [
    ("empty text", lambda b: put(b, 2, "partly_nb", None), [("criteria", 2, "partly_nb")]),
    ("number for text", lambda b: put(b, 3, "full_en", 5), [("criteria", 3, "full_en")]),
    ("formula", lambda b: put(b, 4, "text_sv", "=1+1"), [("criteria", 4, "text_sv")]),
    ("unknown group", lambda b: put(b, 2, "ask", "director, mayor"), [("criteria", 2, "ask")]),
    ("half a weight", lambda b: put(b, 2, "weight", 1.5), [("criteria", 2, "weight")]),
    ("weight in words", lambda b: put(b, 2, "weight", "much"), [("criteria", 2, "weight")]),
    ("weight of nothing", lambda b: put(b, 2, "weight", 0), [("criteria", 2, "weight")]),
    ("points in words", lambda b: put(b, 5, "question_maximum", "forty"), [("criteria", 5, "question_maximum")]),
    ("double id", lambda b: put(b, 3, "criterion_id", "c-aa11bb"), [("criteria", 3, "criterion_id")]),
    ("frame that differs", lambda b: put(b, 3, "question_en", "other"), [("criteria", 3, "question_en")]),
    (
        "no question",
        lambda b: (put(b, 4, "question_id", None), put(b, 4, "question_sv", None)),
        [("criteria", 4, "question_id")],
    ),
    ("unknown column", lambda b: b["criteria"].cell(1, 60, "extra"), [("criteria", 1, "extra")]),
    ("missing column", lambda b: b["criteria"].delete_cols(column(b, "partly_sv")), [("criteria", 1, "partly_sv")]),
    ("unknown key", lambda b: b["edition"].append(["colour", "red"]), [("edition", 22, "key")]),
    ("key twice", lambda b: b["edition"].append(["version", "2"]), [("edition", 22, "key")]),
    ("unknown pairing", lambda b: b["dimensions"].cell(2, 7, "guessed"), [("dimensions", 2, "pairing")]),
    ("label of nothing", lambda b: b["labels"].append(["a-zz99zz", "x", "sv", "y"]), [("labels", 2, "part")]),
]


@pytest.mark.parametrize(("change", "places"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_fault_is_told_with_sheet_row_and_column(
    change: Callable[[Any], object], places: list[tuple[str, int, str]]
) -> None:
    assert places_of(workbook(change)) == places


def test_every_fault_is_told_at_once() -> None:
    def break_it(book: Any) -> None:
        put(book, 2, "text_nb", None)
        put(book, 3, "weight", 101)
        put(book, 4, "ask", "mayor")

    assert places_of(workbook(break_it)) == [
        ("criteria", 2, "text_nb"),
        ("criteria", 3, "weight"),
        ("criteria", 4, "ask"),
    ]


def test_fault_of_a_cell_reads_as_a_sentence() -> None:
    (trouble,) = troubles_of(workbook(lambda book: put(book, 2, "partly_nb", None)))
    assert str(trouble) == "tiny.xlsx, sheet criteria, row 2, column partly_nb: the text is empty; write it"


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>", **parts}.items():
            target.writestr(name, data)
    return stream.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    source, stream = zipfile.ZipFile(io.BytesIO(write_content(content()))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for one in source.namelist():
            target.writestr(one, change(source.read(one)) if one == name else source.read(one))
    return stream.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "not a workbook"),
    ("text", lambda: b"id,text\n", "not a workbook"),
    ("old workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not a workbook"),
    ("a zip of something else", lambda: packed()[:10] + b"", "not a workbook"),
    ("cut short", lambda: workbook()[:-600], "not a workbook"),
    ("no sheets", packed, "broken"),
    ("bomb", lambda: packed(bomb=b"\0" * (61 * 1024 * 1024)), "unpacks to far more"),
    ("many parts", lambda: packed(**{f"p{n}": b"" for n in range(600)}), "unpacks to far more"),
    ("too large", lambda: b"PK" + b"\0" * (5 * 1024 * 1024), "larger than 5 MB"),
    (
        "entities",
        lambda: with_part("xl/workbook.xml", lambda raw: raw.replace(b"<workbook", b"<!DOCTYPE a><workbook", 1)),
        "broken",
    ),
    ("broken XML", lambda: with_part("xl/workbook.xml", lambda raw: raw[:100]), "broken"),
    ("broken sheet", lambda: with_part("xl/worksheets/sheet2.xml", lambda raw: raw[:300]), "broken"),
    ("row that lies", lambda: workbook(lambda b: b["criteria"].cell(9000, 1, "x")), "more than 5,000 rows"),
    ("sheet missing", lambda: workbook(lambda b: b.remove(b["labels"])), "lacks the sheet “labels”"),
]


@pytest.mark.parametrize(("make", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_no_plain_workbook_is_refused_with_a_sentence(make: Callable[[], bytes], reason: str) -> None:
    assert reason in troubles_of(make())[0].reason


WHOLE = write_content(content())


@settings(max_examples=40)
@given(st.data())
def test_damaged_workbook_gives_no_other_error_than_trouble(data: st.DataObject) -> None:
    raw = bytearray(WHOLE)
    for _time in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ExchangeError):
        assert read_file(bytes(raw), file="x.xlsx").areas


def test_draft_that_breaks_rules_can_be_downloaded() -> None:
    changed = editing.empty_content(key="new", version="1", names=text("new")) | {"area_maximum": "many"}
    assert write_content(changed).startswith(b"PK")
    assert b"many" in exchange_writing.write_content(changed)
