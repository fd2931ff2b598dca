"""What the public sees: the current sheets on both sides of their time, with few queries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.evaluations import published as reads
from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.services import Publisher, correct
from kompassros.organisations.models import Organisation
from tests.evaluations.made_up import published

pytestmark = pytest.mark.django_db
FIRST = datetime.fromisoformat("2027-03-01T12:00:00+01:00")
SECOND = FIRST + timedelta(days=1)
MOMENT = timedelta(seconds=1)
PRINTED, MADE_HERE = 60, 5
"""The packaged results of Kommunkompassen, and the demo's own evaluations that are public."""
SetClock = Callable[[str], None]


def numbers_of(slug: str) -> list[int]:
    return [entry.number for entry in reads.current_sheets() if entry.slug == slug]


def two_sheets(granby: Organisation, set_clock: SetClock) -> ScoreSheet:
    """A sheet published at FIRST and its correction at SECOND."""
    set_clock(FIRST.isoformat())
    old: ScoreSheet = published(granby)
    set_clock(SECOND.isoformat())
    new = old.read().model_copy(update={"source": "another"})
    return correct(old=old, sheet=new, publisher=Publisher(None, "why"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (FIRST - MOMENT, []),
        (FIRST, [1]),
        (SECOND - MOMENT, [1]),
        (SECOND, [2]),
        (SECOND + timedelta(days=900), [2]),
    ],
)
def test_sheet_is_current_from_its_time_until_the_correction_comes(
    granby: Organisation, set_clock: SetClock, moment: datetime, expected: list[int]
) -> None:
    slug = two_sheets(granby, set_clock).slug
    set_clock(moment.isoformat())
    assert numbers_of(slug) == expected


@pytest.mark.parametrize(("moment", "expected"), [(FIRST - MOMENT, []), (FIRST, [1]), (SECOND, [2, 1])])
def test_sheets_of_an_address_are_those_whose_time_has_come(
    granby: Organisation, set_clock: SetClock, moment: datetime, expected: list[int]
) -> None:
    slug = two_sheets(granby, set_clock).slug
    set_clock(moment.isoformat())
    assert [entry.number for entry in reads.sheets_of(slug)] == expected
    assert [entry.is_correction for entry in reads.sheets_of(slug)] == [number > 1 for number in expected]


def test_evaluations_and_references_are_told_apart() -> None:
    found, references = reads.current_evaluations(), reads.current_references()
    evaluations = [entry for entry in found if not isinstance(entry.sheet, CourseSheet)]
    assert (len(evaluations), len(references), len(found) - len(evaluations)) == (50, 10, MADE_HERE)
    assert len(reads.made_up_is(True, evaluations)) == 4
    assert {entry.sheet.organisation_name for entry in reads.made_up_is(True, evaluations)} == {"Granby", "Norrvik"}


def test_second_read_takes_one_query_and_no_content() -> None:
    reads.current_sheets()
    with CaptureQueriesContext(connection) as queries:
        assert len(reads.current_sheets()) == PRINTED + MADE_HERE
    assert len(queries) == 1
    assert '"content"' not in queries[0]["sql"].split("FROM")[0]


def test_first_read_takes_two_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        reads.current_sheets()
    assert len(queries) == 2


def test_full_memory_is_emptied_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "_MOST_KEPT", 7)
    found: list[Any] = [reads.current_sheets() for _time in range(2)]
    assert [len({entry.slug for entry in entries}) for entries in found] == [PRINTED + MADE_HERE] * 2
    assert len(reads._kept) <= 7
