"""The history as a table: in the words that the owner of a subject registered."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kompassros.records import history_table as told
from kompassros.records.history_table import Wording, changes_of, history_table, register_wording
from kompassros.records.models import HistoryEntry
from kompassros.web.tables import Row

WORDS = Wording(
    kind="thing",
    verbs={"moved": "was moved"},
    fields={"place": "place", "first": "first"},
    values={"place": str.upper},
    at_first={"place"},
)


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "_wordings", {"thing": WORDS})


def entry(**values: Any) -> HistoryEntry:
    ordinary = {
        "at": datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
        "person_label": "Ann",
        "subject_kind": "thing",
        "subject_key": "one",
        "subject_label": "One",
        "verb": "moved",
    }
    return HistoryEntry(**{**ordinary, **values})


def said(row: Row, key: str) -> str:
    cell = row.cells[key]
    return str(cell.value if cell.text is None else cell.text)


def test_row_says_when_who_what_and_why() -> None:
    table = history_table([entry(before={"place": "a"}, after={"place": "b"}, why="Because.")], caption="Changes")
    (row,) = table.rows
    assert said(row, "at").replace("\u00a0", " ") == "2 March 2026 00:30"
    assert [said(row, key) for key in ("who", "subject", "verb", "changes", "why")] == [
        "Ann",
        "One",
        "was moved",
        "place: A → B",
        "Because.",
    ]
    assert row.cells["subject"].note == "thing"


def test_field_without_words_is_told_by_its_name() -> None:
    changed = entry(before={"size": 1, "place": "a"}, after={"size": 2, "place": "a"})
    assert changes_of(changed) == ["size: 1 → 2"]


def test_subject_without_words_is_told_by_its_names() -> None:
    unknown = entry(subject_kind="other", verb="bent", before={"a": "x"}, after={"a": ["y", "z"]})
    (row,) = history_table([unknown], caption="Changes").rows
    assert (said(row, "verb"), said(row, "changes"), row.cells["subject"].note) == ("bent", "a: x → y, z", "other")


def test_value_that_was_or_becomes_empty_says_nothing() -> None:
    assert changes_of(entry(before={"place": ""}, after={"place": "b"})) == ["place: nothing → B"]
    assert changes_of(entry(before={"place": "a"}, after={"place": None})) == ["place: A → nothing"]


def test_truth_values_are_words() -> None:
    assert changes_of(entry(before={"first": False}, after={"first": True})) == ["first: no → yes"]


def test_beginning_tells_only_the_chosen_fields_without_arrow() -> None:
    assert changes_of(entry(after={"place": "b", "first": 1})) == ["place: B"]
    assert changes_of(entry(subject_kind="other", after={"place": "b", "first": 1})) == ["first: 1", "place: b"]


def test_change_tells_every_field_whatever_is_told_at_first() -> None:
    assert changes_of(entry(before={"first": 1}, after={"first": 2})) == ["first: 1 → 2"]


def test_empty_on_both_sides_is_left_out() -> None:
    assert changes_of(entry(before={"place": None}, after={"place": ""})) == []


def test_missing_reason_and_changes_say_so() -> None:
    (row,) = history_table([entry()], caption="Changes").rows
    assert (said(row, "changes"), said(row, "why")) == ("no figures or texts changed", "no reason given")


def test_history_of_one_subject_does_not_repeat_it() -> None:
    table = history_table([entry()], caption="Changes", with_subject=False)
    assert "subject" not in [column.key for column in table.columns]


def test_address_leads_to_the_subject() -> None:
    table = history_table([entry()], caption="Changes", address=lambda one: f"/{one.subject_key}/")
    assert table.rows[0].cells["subject"].href == "/one/"


def test_second_wording_of_a_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="thing"):
        register_wording("thing", WORDS)


def test_checksum_is_told_by_its_beginning() -> None:
    changed = entry(before={"sha256": "a" * 64}, after={"sha256": "b" * 64})
    assert changes_of(changed) == ["sha256: aaaaaaaaaaaa… → bbbbbbbbbbbb…"]
