"""The history: what is written, in whose name, and what of it is told."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kompassros.organisations.models import Person
from kompassros.records import history
from kompassros.records.models import HistoryEntry

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
SUBJECT = ("organisation", "granby", "Granby")


def write(**values: Any) -> HistoryEntry:
    return history.write(**{"person": None, "verb": "renamed", "subject": SUBJECT, **values})


def test_entry_keeps_who_when_what_before_after_and_why(set_clock: SetClock) -> None:
    set_clock("2026-03-01T12:00:00+01:00")
    person = Person.objects.create_user("a@example.org", name="Ann")
    entry = write(person=person, organisation_id=7, before={"name": "a"}, after={"name": "b"}, why="Because.")
    entry.refresh_from_db()
    assert entry.at == datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert (entry.person, entry.person_label, entry.organisation_id) == (person, "Ann", 7)
    assert (entry.subject_kind, entry.subject_key, entry.subject_label) == SUBJECT
    assert (entry.verb, entry.before, entry.after, entry.why) == ("renamed", {"name": "a"}, {"name": "b"}, "Because.")


def test_name_of_the_person_stays_when_the_person_is_renamed() -> None:
    person = Person.objects.create_user("a@example.org", name="Ann")
    entry = write(person=person)
    Person.objects.filter(pk=person.pk).update(name="Anna")
    entry.refresh_from_db()
    assert entry.person_label == "Ann"


def test_system_is_named_where_no_person_acted() -> None:
    assert write().person_label == "Kompassros"


def test_long_label_is_cut_to_what_the_database_holds() -> None:
    assert len(write(subject=("x", "y", "z" * 400)).subject_label) == 300


def test_entry_goes_with_the_change_that_is_rolled_back() -> None:
    before = HistoryEntry.objects.count()
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert HistoryEntry.objects.count() == before


def test_of_subject_is_latest_first_and_of_nobody_else(set_clock: SetClock) -> None:
    for hour in ("10", "12", "11"):
        set_clock(f"2026-03-01T{hour}:00:00+01:00")
        write(subject=("x", "one", "One"), why=hour)
    write(subject=("x", "two", "Two"))
    write(subject=("y", "one", "One"))
    assert [entry.why for entry in history.of_subject("x", "one")] == ["12", "11", "10"]


def test_entries_of_one_moment_keep_their_order(set_clock: SetClock) -> None:
    set_clock("2026-03-01T12:00:00+01:00")
    written = [write(subject=("x", "one", "One")).pk for _ in range(3)]
    assert [entry.pk for entry in history.of_subject("x", "one")] == written[::-1]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, [("b", 2, 3)]),
        ({"a": 1}, {"b": 1}, [("a", 1, None), ("b", None, 1)]),
        (None, {"a": 1}, [("a", None, 1)]),
        ({"a": 1}, None, [("a", 1, None)]),
        ({"a": None}, {}, []),
        (None, None, []),
    ],
)
def test_differences_are_the_keys_whose_value_differs(before: Any, after: Any, expected: Any) -> None:
    assert history.differences(before, after) == expected


def test_database_refuses_to_change_the_history() -> None:
    entry = history.write(person=None, verb="done", subject=("thing", "1", "Thing"))
    with pytest.raises(DatabaseError), transaction.atomic():
        HistoryEntry.objects.filter(pk=entry.pk).update(why="tampered")
    entry.refresh_from_db()
    assert entry.why == ""
