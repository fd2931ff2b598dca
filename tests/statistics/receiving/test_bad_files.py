"""Files that are refused, each with a sentence; none brings the reader down."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.documents.packages import unzipped, zipped
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving import workbook_guard
from kompassros.statistics.receiving.files import read_file
from tests.records.bad_files import ENCRYPTED_OFFICE, OLD_OFFICE, PNG, PROGRAM, odf, ooxml, pdf
from tests.statistics.receiving.cases import workbook

SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook({"Blad1": [["Kommun", 2019], ["Ale", 84.1]]})
DATASET = (
    b'{"version":"2.0","class":"dataset","id":["Tid"],"size":[1],"dimension":{"Tid":{"category":{"index":["2020"]}}},'
    b'"value":[1]}'
)


def changed(before: bytes, after: bytes, part: str = SHEET) -> bytes:
    parts = unzipped(GOOD)
    assert before in parts[part]
    return zipped({**parts, part: parts[part].replace(before, after)})


def in_sheet(more: bytes) -> bytes:
    return changed(b"</sheetData>", b"</sheetData>" + more)


def bomb() -> bytes:
    return zipped({**unzipped(GOOD), "xl/media/a.xml": b" " * 30_000_000})


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.csv", lambda: b"", "The file is empty"),
    ("a.csv", lambda: random.Random(1).randbytes(4000), "not taken in"),
    ("a.xlsx", lambda: random.Random(2).randbytes(4000), "not taken in"),
    ("a.xlsx", lambda: GOOD[:-200], "broken"),
    ("a.xlsx", lambda: GOOD[:500], "broken"),
    ("a.xlsx", bomb, "unpacks to far more"),
    ("a.xlsx", lambda: in_sheet(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "200000 cells"),
    ("a.xlsx", lambda: in_sheet(b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'), "200000"),
    ("a.xlsx", lambda: in_sheet(b'<mergeCells><mergeCell ref="A1&#58;XFD1048576"/></mergeCells>'), "broken"),
    ("a.xlsx", lambda: changed(b"<sheetData>", b"<sheetData>" + b"<row/>" * 400_001), "200000 cells"),
    ("a.xlsx", lambda: changed(b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"), "broken"),
    ("a.xlsx", lambda: changed(b"</row>", b""), "broken"),
    ("a.xlsx", lambda: changed(b"2019", b"twenty"), "broken"),
    ("a.xlsx", lambda: zipped({**unzipped(GOOD), "xl/vbaProject.bin": b"x"}), "macros"),
    ("a.xlsx", lambda: zipped({**unzipped(GOOD), SHEET: unzipped(GOOD)[SHEET].decode().encode("utf-16")}), "broken"),
    ("a.csv", lambda: GOOD, "Let the name end with .xlsx"),
    ("a.xls", lambda: GOOD, "Let the name end with .xlsx"),
    ("a.xlsx", lambda: b"Kommun;2019\nAle;1\n", "Let the name end with .csv"),
    ("a.csv", lambda: DATASET, "Let the name end with .json"),
    ("a.json", lambda: b"Kommun;2019\nAle;1\n", "Let the name end with .csv"),
    ("noname", lambda: b"Kommun;2019\nAle;1\n", "Let the name end with .csv"),
    ("a.xls", lambda: OLD_OFFICE, "old office format"),
    ("a.xlsx", lambda: ENCRYPTED_OFFICE, "protected with a password"),
    ("a.xls", lambda: b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>", "The file is a web page"),
    ("a.pdf", pdf, "A table is needed"),
    ("a.csv", lambda: PNG, "A table is needed"),
    ("a.csv", lambda: PROGRAM, "program"),
    ("a.xlsx", lambda: ooxml("docx"), "A table is needed"),
    ("a.ods", lambda: odf("ods"), "A table is needed"),
    ("a.csv", lambda: "Kommun;2019\nÅre;1\n".encode("utf-16-le"), "not taken in"),
    ("a.csv", lambda: b"a,b\n" * 3_000_000, "larger than 10 MB"),
]


@pytest.mark.parametrize(("name", "make", "sentence"), BAD, ids=[f"{name}: {words}" for name, _make, words in BAD])
def test_bad_file_is_refused_with_a_sentence(name: str, make: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_file(make(), name)
    assert sentence in str(caught.value)


def test_good_file_is_read() -> None:
    assert read_file(GOOD, "A.XLSX").name == "A.XLSX"
    assert read_file(DATASET, "a.json").file == "a.json"  # type: ignore[union-attr]


def test_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_guard, "MOST_ELEMENTS", 10)
    with pytest.raises(DomainError, match="200000 cells"):
        read_file(GOOD, "a.xlsx")


def is_handled(data: bytes, name: str) -> bool:
    """Return whether a file is read, or refused with a sentence; anything else is raised."""
    try:
        return bool(read_file(data, name))
    except DomainError as refused:
        return bool(str(refused))


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.json"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    assert is_handled(data, name)


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_damaged_workbook_is_read_or_refused(position: int, damage: bytes) -> None:
    assert is_handled(GOOD[:position] + damage + GOOD[position + len(damage) :], "a.xlsx")
