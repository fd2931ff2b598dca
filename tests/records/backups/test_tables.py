"""Tables read without models: the same rows give the same sum on both sides, any other row another one."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.records.backups import postgres_tables
from kompassros.records.backups.postgres_tables import CopiedTables
from kompassros.records.backups.tables import SqliteTables, TableSum, add_up

ROWS: list[tuple[object, ...]] = [(1, "a\tb\\n\n'å", b"\x00\xff", None), (2, "", b"", 0.1), (3, "1", b"1", 1)]
WRITTEN = [("1", "a\tb\\n\n'å", None), ("2", "", "0.1"), ("3", "1", "1")]


def sqlite_with(rows: list[tuple[object, ...]]) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.execute('CREATE TABLE "order" (id INTEGER PRIMARY KEY, "a b" TEXT, raw BLOB, number)')
    made.executemany('INSERT INTO "order" VALUES (?, ?, ?, ?)', rows)
    made.commit()
    return made


def test_rows_of_sqlite_are_texts() -> None:
    with closing(sqlite_with(ROWS)) as made:
        tables = SqliteTables(made)
        assert tables.names() == ["order"]
        assert list(tables.rows("order", ["id", "a b", "number"])) == WRITTEN
        assert tables.damage() == []


def test_reading_changes_nothing() -> None:
    with closing(sqlite_with(ROWS)) as made:
        SqliteTables(made)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            made.execute('DELETE FROM "order"')


def sum_of(rows: list[tuple[object, ...]]) -> TableSum:
    with closing(sqlite_with(rows)) as made:
        return SqliteTables(made).sum_up("order")


@pytest.mark.parametrize(
    "changed",
    [
        ROWS[:2],
        [*ROWS, (4, "", b"", None)],
        [ROWS[0], ROWS[1], (3, "1", b"1", "1")],
        [ROWS[0], (2, None, b"", 0.1), ROWS[2]],
        [(1, "", b"", 0.1), (2, *ROWS[0][1:]), ROWS[2]],
    ],
)
def test_sum_tells_any_other_row(changed: list[tuple[object, ...]]) -> None:
    assert sum_of(changed) != sum_of(ROWS)


def test_sum_counts_rows_and_knows_the_columns() -> None:
    found = sum_of(ROWS)
    assert (found.columns, found.rows) == (("id", "a b", "raw", "number"), 3)


@given(st.lists(st.binary(max_size=8), max_size=6), st.randoms())
def test_order_of_rows_does_not_count_but_their_number_does(rows: list[bytes], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert add_up(["a"], iter(mixed)) == add_up(["a"], iter(rows))
    assert add_up(["a"], iter([*rows, b"x"])) != add_up(["a"], iter(rows))


# --- lines of COPY


class OneTable(CopiedTables):
    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines

    def names(self) -> list[str]:
        return ["order"]

    @contextmanager
    def _read(self, table: str) -> Iterator[tuple[list[str], Iterator[bytes]]]:
        yield ["id", "a b", "number"], iter(self._lines)


def test_lines_of_copy_are_the_values_they_stand_for() -> None:
    lines = ["1\ta\\tb\\\\n\\n'å\t\\N\n", "2\t\t0.1\n", "3\t1\t1\n"]
    tables = OneTable([line.encode() for line in lines])
    assert list(tables.rows("order", ["id", "a b", "number"])) == WRITTEN
    assert list(tables.rows("order", ["number", "id"])) == [(None, "1"), ("0.1", "2"), ("1", "3")]
    assert tables.sum_up("order").rows == 3


LETTERS = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_survives_copy(text: str) -> None:
    escaped = "".join(LETTERS.get(letter, letter) for letter in text)
    assert postgres_tables._value(escaped) == text


@given(st.lists(st.binary(max_size=5).map(lambda raw: raw.replace(b"\n", b" ")), max_size=6), st.integers(1, 7))
def test_blocks_of_the_server_are_cut_into_lines(lines: list[bytes], size: int) -> None:
    whole = [line + b"\n" for line in lines]
    stream = io.BytesIO(b"".join(whole))
    assert list(postgres_tables._lines_of(iter(lambda: stream.read(size), b""))) == whole


def test_dump_names_its_tables_and_columns_with_and_without_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pg_restore"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --list ]; then\n'
        "echo ';'; echo '216; 1259 16386 TABLE public notice postgres'\n"
        "echo '3396; 0 16386 TABLE DATA public notice postgres'\n"
        "else\n"
        'echo \'SET x = 0;\'; echo \'COPY public.notice (id, "values", "a ""b") FROM stdin;\'\n'
        "printf '1\\t{}\\t\\\\N\\n\\\\.\\n\\n--\\n'\n"
        "fi\n"
    )
    program.chmod(0o755)
    tables = postgres_tables.DumpTables(tmp_path / "dump", program)
    assert (tables.names(), tables.schemas()) == (["notice"], {"public"})
    assert list(tables.rows("notice", ["values", 'a "b', "id"])) == [("{}", None, "1")]
