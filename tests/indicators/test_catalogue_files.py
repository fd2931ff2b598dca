"""Catalogue files that cannot be used are told in sentences, by row."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.statistics import catalogue_files
from kompassros.statistics.catalogue_files import parse_file, read_entries
from kompassros.statistics.unit_entries import UnitEntry

GOOD = {"id": "0180", "title": "Stockholm", "type": "K"}


@pytest.mark.parametrize(
    ("data", "row", "words"),
    [
        (b"", 0, "no entries"),
        (b"id,title,type\n", 0, "no entries"),
        (b"[]", 0, "no entries"),
        (b'{"values": []}', 0, "no entries"),
        (b'{"values": {}}', 0, "values"),
        (b'{"count": 1}', 0, "values"),
        (b'{"values": [', 0, "JSON"),
        (b'{"values": [{"id": "1"}, 3]}', 2, "fields"),
        (b"[" * 100_000, 0, "JSON"),
        (gzip.compress(b"id,title,type\n0180,Stockholm,K\n", mtime=0), 0, "UTF-8"),
        ("id,title,type\n0180,Malmö,K\n".encode("cp1252"), 0, "UTF-8"),
        (b"id,title,type\n0180,Stockholm\n", 2, "cells"),
        (b"id,title,type\n0180,Stockholm,K\n0181,S,K,4\n", 3, "cells"),
        (b'id,title,type\n0180,"Stockholm,K\n', 0, "table"),
    ],
)
def test_unusable_file_is_told_in_a_sentence(data: bytes, row: int, words: str) -> None:
    raw = parse_file(data, name="x")
    assert raw.rows == ()
    assert [trouble.row for trouble in raw.troubles] == [row]
    assert words in raw.troubles[0].message
    assert read_entries(raw, UnitEntry).troubles == list(raw.troubles)


def test_too_large_file_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_files, "LARGEST_FILE", 10)
    assert "larger" in parse_file(b"id,title,type\n", name="x").troubles[0].message


def test_table_and_page_and_list_hold_the_same_entries() -> None:
    table = b"\xef\xbb\xbfid,title,type\r\n0180,Stockholm,K\r\n"
    forms = (table, json.dumps([GOOD]).encode(), json.dumps({"values": [GOOD], "next_url": None}).encode())
    readings = [read_entries(parse_file(data, name="x"), UnitEntry) for data in forms]
    assert [[entry for _row, entry in reading.entries] for reading in readings] == [[UnitEntry(**GOOD)]] * 3
    assert [[row for row, _entry in reading.entries] for reading in readings] == [[2], [1], [1]]


@pytest.mark.parametrize("name", ["next_url", "previous_url", "next_page", "previous_page", "next"])
def test_page_with_a_neighbour_is_not_the_whole(name: str) -> None:
    assert not parse_file(json.dumps({"values": [GOOD], name: "https://x"}).encode(), name="x").whole
    assert parse_file(json.dumps({"values": [GOOD], name: None}).encode(), name="x").whole


def test_row_of_a_table_is_its_line_even_after_a_cell_of_several_lines() -> None:
    data = b'id,title,type\n0180,"Stock\nholm",K\n0181,X,Q\n'
    troubles = read_entries(parse_file(data, name="x"), UnitEntry).troubles
    assert [(trouble.row, trouble.column) for trouble in troubles] == [(4, "type")]


def test_all_faults_are_told_up_to_a_hundred() -> None:
    rows = [{**GOOD, "id": str(number), "type": "Q"} for number in range(150)]
    assert len(read_entries(parse_file(json.dumps(rows).encode(), name="x"), UnitEntry).troubles) == 100


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_trouble(data: bytes) -> None:
    raw = parse_file(data, name="x")
    assert bool(raw.rows) != bool(raw.troubles)
    reading = read_entries(raw, UnitEntry)
    assert bool(reading.entries) or bool(reading.troubles)
