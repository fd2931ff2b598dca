"""The workbook goes out with every indicator, comes back changed, and tells what cannot be read in it."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.records.models import HistoryEntry
from kompassros.steering.bulk import scope as scopes
from kompassros.steering.bulk import workbook
from kompassros.steering.bulk.editing import edit_together, seal, store
from kompassros.steering.bulk.scope import Scope
from kompassros.steering.bulk.workbook import read_file, write_file
from kompassros.steering.goals.contents import indicator_content
from kompassros.steering.goals.indicator_services import change_indicator
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.plans.services import adopt_plan
from tests.steering.bulk.conftest import changed
from tests.steering.conftest import Bodies

pytestmark = pytest.mark.django_db
Indicators = dict[str, IndicatorEdition]


def told(scope: Scope, data: bytes, decision: str = "") -> list[tuple[int, str, str]]:
    """Return what is wrong: row, column, sentence."""
    read = read_file("x.xlsx", data, scope)
    edited = edit_together(scope=scope, edits=read.edits, decision=decision, person=None, dry_run=True)
    return [(one.row, one.column, one.sentence) for one in (*read.troubles, *edited.troubles)]


def stored(title: str) -> IndicatorEdition:
    found: IndicatorEdition = IndicatorEdition._base_manager.get(title=title, plan__organisation__name="Lövhult")
    return found


def test_file_has_a_row_for_each_indicator_of_the_plan_or_card(
    scope: Scope, bodies: Bodies, card_of: Callable[[Organisation], Any]
) -> None:
    rows = list(openpyxl.load_workbook(io.BytesIO(write_file(scope))).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:5] == ("uid", "version", "body", "goal", "title")
    assert [row[2:5] for row in rows[2:]] == [
        ("Lövhult", "Friska", "Sjukfrånvaro"),
        ("Lövhult", "Friska", "Heltid"),
        ("Ängens skola", "Trygga", "Trygghet"),
        ("Ängens skola", "Trygga", "Trivsel"),
    ]
    assert rows[2][5:] == ("%", "a high value is good", "80 %", None, None, "1", None, None)
    card = Scope(scope.plan, card_of(bodies.units[0]))
    assert openpyxl.load_workbook(io.BytesIO(write_file(card))).worksheets[0].max_row == 4


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_file_that_is_left_as_it_is_changes_nothing(scope: Scope, language: str) -> None:
    with translation.override(language):
        data = write_file(scope)
    read = read_file("x.xlsx", data, scope)
    assert (read.edits, read.troubles) == ([], [])


def test_changed_cells_are_told_and_stored_each_with_its_history(scope: Scope, indicators: Indicators) -> None:
    data = changed(
        write_file(scope),
        (0, "target", "< 6 %"),
        (0, "direction", "låg"),
        (0, "measured_in", 12),
        (2, "acceptable", 70),
    )
    read = read_file("x.xlsx", data, scope)
    dry = edit_together(scope=scope, edits=read.edits, decision="", person=None, dry_run=True)
    said = [(one.edition.title, one.column, one.before, one.after) for one in dry.changes]
    assert (dry.troubles, said) == (
        [],
        [
            ("Sjukfrånvaro", "direction", "high", "low"),
            ("Sjukfrånvaro", "target", "80 %", "< 6 %"),
            ("Sjukfrånvaro", "measured_in", "", "12"),
            ("Trygghet", "acceptable", "", "70"),
        ],
    )
    assert stored("Sjukfrånvaro").target_text == "80 %"
    before = HistoryEntry.objects.count()
    assert store(scope=scope, content=seal(scope, read.edits, ""), person=None) == 4
    assert HistoryEntry.objects.count() == before + 2
    sick, safe = stored("Sjukfrånvaro"), stored("Trygghet")
    assert (sick.target_text, sick.comparison, sick.direction, sick.measured_in) == ("< 6 %", "<", "low", 12)
    assert (safe.acceptable, safe.version) == (70, 2)


def test_per_cent_cell_that_a_spreadsheet_made_a_share_is_read_as_it_is_shown(scope: Scope) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_file(scope)))
    cell = book.worksheets[0]["H3"]
    cell.value, cell.number_format = 0.85, "0%"
    stream = io.BytesIO()
    book.save(stream)
    (edit,) = read_file("x.xlsx", stream.getvalue(), scope).edits
    assert edit.cells == {"target": "85%"}


def test_wrong_cells_are_told_by_row_and_column_and_nothing_is_stored(scope: Scope) -> None:
    data = changed(
        write_file(scope), (0, "measured_in", 13), (1, "direction", "uppåt"), (2, "title", None), (3, "goal", "Annat")
    )
    assert told(scope, data) == [
        (4, "G", "Write whether “low” or “high” is good, or “none”."),
        (
            6,
            "D",
            "The cell only tells where the indicator stands, “Trygga”. Put that back, or take the file out anew.",
        ),
        (3, "J", "Give a whole number from 1 to 12."),
        (5, "E", "Say what is measured."),
    ]


def test_rows_that_are_not_of_the_file_are_told(scope: Scope, indicators: Indicators) -> None:
    uid = str(indicators["Heltid"].indicator.uid)
    data = changed(write_file(scope), (0, "uid", uid), (2, "uid", "x"), (3, "version", None))
    assert told(scope, data) == [
        (4, "A", "The indicator stands twice in the file. Keep one of the rows."),
        (5, "A", "The row names no indicator of this plan or card. Indicators are added on a goal's page."),
        (6, "B", "The version of the row is gone. Take the file out anew."),
    ]
    assert told(scope, changed(write_file(scope), without="unit"))[0] == (
        3,
        "",
        "The column “Unit” is missing. Take the sheet as it was.",
    )


def test_row_that_somebody_changed_meanwhile_is_refused_where_it_says_something_else(
    scope: Scope, indicators: Indicators
) -> None:
    data = write_file(scope)
    edition = stored("Heltid")
    change_indicator(edition=edition, content=indicator_content(edition), person=None)
    assert told(scope, data) == []
    assert told(scope, changed(data, (1, "unit", "andel"), (0, "unit", "andel"))) == [
        (4, "", "Somebody else has changed “Heltid” since. Begin with what stands there now.")
    ]


def test_adopted_target_needs_a_decision_and_other_cells_do_not(scope: Scope) -> None:
    adopt_plan(plan=scope.plan, decision="KF § 1", on=date(2025, 11, 20), person=None)
    free = changed(write_file(scope), (0, "responsible", "HR"), (2, "target", "85 %"))
    assert told(scope, free) == []
    data = changed(write_file(scope), (0, "target", "85 %"))
    assert told(scope, data) == [
        (
            3,
            "H",
            "Sjukfrånvaro belongs to an adopted plan. Name the decision that changes it, such as “KF 2026-06-15 § 84”.",
        )
    ]
    assert told(scope, data, decision="KF § 9") == []


def test_file_of_another_plan_or_of_another_kind_is_refused(
    scope: Scope, bodies: Bodies, card_of: Callable[[Organisation], Any]
) -> None:
    other = Scope(scope.plan, card_of(bodies.units[0]))
    with pytest.raises(DomainError, match="of another plan or card"):
        read_file("x.xlsx", write_file(other), scope)
    with pytest.raises(DomainError, match="not a file of indicators to change"):
        read_file("x.csv", b"a;b\n1;2\n", scope)


def test_more_than_fit_into_one_file_are_not_written(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST", 3)
    with pytest.raises(DomainError, match="more than 3 indicators"):
        write_file(scope)
    assert scopes.MOST == 2000


def test_reading_a_file_takes_as_many_queries_however_many_rows_change(
    scope: Scope, django_assert_num_queries: Callable[[int], Any]
) -> None:
    data = changed(write_file(scope), *((number, "unit", "andel") for number in range(4)))
    with django_assert_num_queries(1):
        assert len(read_file("x.xlsx", data, scope).edits) == 4
