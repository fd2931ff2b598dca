"""A file of published results: what is told of it, what it would do, and that it is stored as a whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kompassros.evaluations import imports, services
from kompassros.evaluations.imports import CORRECTION, NEW, REFUSED, UNCHANGED, Plan
from kompassros.evaluations.models import Evaluation, Reference, ScoreSheet
from kompassros.evaluations.services import Publisher
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from kompassros.records.tabular import Severity
from tests.evaluations.made_up import PUBLISHER, csv_of, published, row

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
E, Q, N = Severity.ERROR, Severity.QUESTION, Severity.NOTE
UNKNOWN = (N, "municipality")


def plan_of(name: str) -> Plan:
    return imports.plan((DATA / name).read_bytes(), country="SE")


def told(planned: Plan) -> list[tuple[Severity, int, str]]:
    return [(one.severity, one.row, one.column) for one in planned.all_troubles()]


def stored_rows() -> tuple[int, int, int, int, int]:
    """How much there is of everything that an import writes."""
    models = (ScoreSheet, Reference, Organisation, HistoryEntry)
    counts = [model._base_manager.count() for model in models]
    return (*counts, Evaluation._base_manager.count())  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("binary.csv", [(E, 0, "")]),
        ("empty.csv", [(E, 0, "")]),
        ("header_only.csv", [(E, 0, "")]),
        ("very_long_cell.csv", [(E, 0, "")]),
        ("wrong_column.csv", [(E, 1, "municipality"), (E, 1, "municipalty")]),
        ("misspelt_municipality.csv", [(Q, 2, "municipality"), (Q, 3, "municipality")]),
        ("points_over_maximum.csv", [(E, 2, "area1"), (E, 3, "total")]),
        ("negative_points.csv", [(E, 2, "area1"), (E, 3, "total")]),
        ("text_for_number.csv", [(E, 2, "area1"), (E, 3, "year")]),
        ("total_does_not_add_up.csv", [(N, 2, "total"), (N, 2, "municipality")]),
        ("unknown_country.csv", [(E, 2, "country")]),
        ("year_3015.csv", [(E, 2, "year")]),
        (
            "same_evaluation_twice.csv",
            [(N, 2, "municipality"), (N, 3, "municipality"), (N, 4, "municipality"), (E, 4, "municipality")],
        ),
    ],
)
def test_trouble_is_told_by_row_and_column(name: str, expected: list[tuple[Severity, int, str]]) -> None:
    assert told(plan_of(name)) == expected


@pytest.mark.parametrize(
    ("name", "row_number", "part"),
    [
        ("wrong_column.csv", 1, "“municipalty” is not known"),
        ("misspelt_municipality.csv", 2, "Did you mean Tyresö?"),
        ("misspelt_municipality.csv", 3, "Did you mean Örebro?"),
        ("points_over_maximum.csv", 2, "101 points is more than the maximum of 100."),
        ("text_for_number.csv", 2, "“sjuttio” is not a number."),
        ("total_does_not_add_up.csv", 2, "The areas add up to 486 but the total is 493"),
        ("same_evaluation_twice.csv", 4, "stands in row 2 already"),
        ("binary.csv", 0, "Save the sheet as CSV (UTF-8)"),
    ],
)
def test_trouble_says_what_is_wrong(name: str, row_number: int, part: str) -> None:
    assert [one for one in plan_of(name).all_troubles() if one.row == row_number and part in one.message]


def test_file_with_every_trouble_is_answered_row_by_row() -> None:
    planned = plan_of("every_trouble.csv")
    assert [(row.number, row.action) for row in planned.rows] == [
        *((2, NEW), (3, NEW), (4, REFUSED), (5, REFUSED), (6, NEW), (7, REFUSED)),
        *((8, REFUSED), (9, REFUSED), (10, REFUSED)),
    ]
    errors = [(row, column) for severity, row, column in told(planned) if severity is E]
    assert errors == [(4, "area1"), (5, "area1"), (7, "municipality"), (8, "year"), (9, "area1"), (10, "country")]
    assert (Q, 3, "municipality") in told(planned)
    assert (N, 6, "total") in told(planned)


@pytest.mark.parametrize("name", ["good.csv", "byte_order_mark.csv"])
def test_right_file_is_new_as_a_whole(name: str) -> None:
    planned = plan_of(name)
    assert [row.action for row in planned.rows] == [NEW] * 5
    assert not planned.has(E)
    assert not planned.has(Q)


def test_semicolons_decimal_commas_and_windows_letters_are_read() -> None:
    planned = plan_of("semicolon_decimal_comma_windows_1252.csv")
    sheets = [row.sheet for row in planned.rows if row.sheet]
    assert [sheet.organisation_name for sheet in sheets] == ["Exempelby", "Övningsås"]
    assert [str(sheet.areas[0].points) for sheet in sheets] == ["61.5", "48.5"]


def test_blank_rows_are_passed_over_and_counted() -> None:
    planned = imports.plan((DATA / "extra_blank_rows.csv").read_bytes(), country="SE")
    assert [(row.number, row.label) for row in planned.rows] == [(5, "Exempelby 2014"), (7, "Övningsås 2014")]


def test_formula_in_a_text_stays_a_text() -> None:
    sheets = [row.sheet for row in plan_of("formula_in_text.csv").rows if row.sheet]
    assert sheets[0].notes["en"].startswith("=HYPERLINK(")
    assert sheets[2].evaluator == "@SUM(A1:A9)"


REAL = {"note": "", "note_en": "", "source_url": "https://example.org/report"}


def test_made_up_row_under_a_real_name_is_refused() -> None:
    planned = imports.plan(csv_of(row(municipality="Tyresö", year="2021")))
    assert told(planned) == [(E, 2, "municipality")]


def test_row_that_says_it_is_made_up_makes_a_made_up_municipality() -> None:
    planned = imports.plan(csv_of(row(municipality="Påhittsby")))
    imports.store(planned, publisher=Publisher(None, "test"), confirmed=True)
    assert Organisation.objects.get(name="Påhittsby").made_up
    assert ScoreSheet.objects.get(organisation__name="Påhittsby").read().made_up


def test_unknown_name_in_another_country_is_never_taken_for_a_namesake() -> None:
    (planned,) = imports.plan(csv_of(row(country="NO", municipality="Tyresö", year="2015"))).rows
    assert (planned.action, planned.old, planned.organisation, planned.creates) == (NEW, None, None, "Tyresö")


def test_row_of_another_country_is_refused_for_the_country_of_the_import() -> None:
    planned = imports.plan(csv_of(row(country="NO", municipality="Lom", **REAL)), country="SE")
    assert told(planned) == [(E, 2, "country")]
    assert imports.plan(csv_of(row(country="NO", municipality="Lom", **REAL)), country="NO").count(NEW) == 1


def test_second_evaluation_of_a_year_by_another_version_is_a_question(granby: Organisation) -> None:
    published(granby)
    planned = imports.plan(csv_of(row(version="2016", **{f"area{number}": "" for number in range(1, 9)})))
    assert told(planned) == [(Q, 2, "version")]
    assert planned.count(NEW) == 1


def test_published_row_with_other_figures_is_a_correction_and_a_question(granby: Organisation) -> None:
    stored = published(granby)
    cells = {"area1": "62", "total": "487"}
    planned = imports.plan(csv_of(row(**cells)))
    assert told(planned) == [(Q, 2, "")]
    (planned_row,) = planned.rows
    assert (planned_row.action, planned_row.old) == (CORRECTION, stored)
    assert ("area1", "61", "62") in planned_row.changes
    assert ("total", "486", "487") in planned_row.changes


def test_packaged_file_changes_nothing_when_imported_again() -> None:
    package = Path(imports.__file__).parent / "data" / "published_results.csv"
    planned = imports.plan(package.read_bytes())
    assert [row.label for row in planned.rows if row.action != UNCHANGED] == []
    assert planned.count(UNCHANGED) == 56


def test_result_of_a_made_up_municipality_stays_made_up(granby: Organisation) -> None:
    (planned,) = imports.plan(csv_of(row())).rows
    assert planned.sheet
    assert planned.sheet.made_up


def test_right_file_is_stored(administrator: Person) -> None:
    before = stored_rows()
    counts = imports.store(plan_of("good.csv"), publisher=Publisher(administrator, "test file"), confirmed=False)
    assert counts == {NEW: 5, CORRECTION: 0, UNCHANGED: 0}
    sheets, references, organisations, _history, evaluations = (
        after - earlier for after, earlier in zip(stored_rows(), before, strict=True)
    )
    assert (sheets, references, organisations, evaluations) == (5, 1, 3, 4)
    created = Organisation.objects.get(key="ovningsas")
    assert (created.name, created.to_complete, created.country) == ("Övningsås", True, "SE")
    stored = ScoreSheet.objects.get(slug="exempelby-2014")
    assert (stored.published_by, stored.why) == (administrator, "test file")
    assert stored.read().organisation_key == "exempelby"
    assert plan_of("good.csv").count(UNCHANGED) == 5


@pytest.mark.parametrize(
    "name",
    ["every_trouble.csv", "points_over_maximum.csv", "same_evaluation_twice.csv", "wrong_column.csv", "binary.csv"],
)
def test_file_with_an_error_stores_nothing(name: str) -> None:
    before = stored_rows()
    with pytest.raises(DomainError, match="nothing was stored"):
        imports.store(plan_of(name), publisher=PUBLISHER, confirmed=True)
    assert stored_rows() == before


def test_unanswered_question_stores_nothing() -> None:
    before = stored_rows()
    with pytest.raises(DomainError, match="questions that nobody has answered"):
        imports.store(plan_of("misspelt_municipality.csv"), publisher=PUBLISHER, confirmed=False)
    assert stored_rows() == before


def test_answered_question_is_stored() -> None:
    counts = imports.store(plan_of("misspelt_municipality.csv"), publisher=PUBLISHER, confirmed=True)
    assert counts[NEW] == 2
    assert Organisation.objects.filter(name="Tyreso kommunn", to_complete=True).exists()


def _fails_at(call: int, function: Callable[..., Any]) -> Callable[..., Any]:
    calls = iter(range(1, 100))

    def failing(**values: Any) -> Any:
        if next(calls) == call:
            raise OSError("the machine went away")
        return function(**values)

    return failing


@pytest.mark.parametrize("call", [1, 3, 5])
def test_process_that_fails_in_the_middle_stores_nothing(call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored_rows()
    planned = plan_of("good.csv")
    monkeypatch.setattr(services, "publish", _fails_at(call, services.publish))
    with pytest.raises(OSError, match="went away"):
        imports.store(planned, publisher=PUBLISHER, confirmed=True)
    assert stored_rows() == before


def test_correction_in_between_is_a_conflict_and_stores_nothing(granby: Organisation) -> None:
    stored = published(granby)
    planned = imports.plan(csv_of(row(year="2012"), row(3, area1="62", total="487")))
    corrected = stored.read().model_copy(update={"source": "another"})
    services.correct(old=stored, sheet=corrected, publisher=Publisher(None, "first"))
    before = stored_rows()
    with pytest.raises(Conflict):
        imports.store(planned, publisher=PUBLISHER, confirmed=True)
    assert stored_rows() == before


def test_corrected_year_keeps_the_evaluation_and_its_address(granby: Organisation) -> None:
    stored = published(granby)
    corrected = stored.read().model_copy(update={"year": 2013})
    services.correct(old=stored, sheet=corrected, publisher=Publisher(None, "misprint"))
    planned = imports.plan(csv_of(row(year="2013", note_sv="", note="")))
    assert [one.old.number for one in planned.rows if one.old] == [2]
    with organisation_scope(granby):
        assert Evaluation.objects.get(slug="granby-2014").year == 2013
