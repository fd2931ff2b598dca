"""A row of a file: each trouble by row and column, and what is understood without one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.evaluations.reading import (
    FIRST_YEAR,
    LONGEST_NAME,
    LONGEST_VERSION,
    MOST_MEMBERS,
    Draft,
    RowReader,
)
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.methods.comparability import EvaluatorKind, Level
from kompassros.records.tabular import Severity
from tests.evaluations.made_up import row

THIS_YEAR = 2026


@pytest.fixture(scope="session")
def reader(editions: dict[str, EditionFile]) -> RowReader:
    return RowReader(editions, THIS_YEAR)


def told(draft: Draft, severity: Severity = Severity.ERROR) -> list[tuple[int, str]]:
    """Row and column of every trouble of a severity."""
    return [(one.row, one.column) for one in draft.troubles if one.severity is severity]


def test_right_row_has_no_trouble(reader: RowReader) -> None:
    draft = reader.read(row())
    assert draft.troubles == []
    assert (draft.year, draft.version, draft.stated_total) == (2014, "2.0", Decimal(486))
    assert all(area.id and area.id.startswith("a-") for area in draft.areas)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("kind", "evaluating"),
        ("country", "XX"),
        ("country", "se"),
        ("country", "INT"),
        ("municipality", ""),
        ("municipality", "(reference)"),
        ("municipality", "x" * (LONGEST_NAME + 1)),
        ("year", "3015"),
        ("year", str(FIRST_YEAR - 1)),
        ("year", str(THIS_YEAR + 1)),
        ("year", "tjugohundra"),
        ("year", "-2014"),
        ("year", "2014.5"),
        ("version", "3.0"),
        ("version", "2.0?" + "x" * LONGEST_VERSION),
        ("area1", "sjuttio"),
        ("area1", "100.01"),
        ("area8", "-3"),
        ("area3", "NaN"),
        ("area3", "Infinity"),
        ("area5", "1.005"),
        ("total", "800.5"),
        ("total", "-1"),
        ("status", "guessed"),
        ("status", ""),
        ("area_status", "guessed"),
        ("total_status", "guessed"),
        ("scope_level", "deep"),
        ("scope_companies", "some"),
        ("evaluator_kind", "consultant"),
        ("reference_n", "forty"),
        ("reference_n", "0"),
        ("reference_n", str(MOST_MEMBERS + 1)),
        ("source_url", ""),
    ],
)
def test_trouble_is_told_at_its_column(reader: RowReader, column: str, text: str) -> None:
    draft = reader.read(row(7, **{column: text}))
    assert draft.has_errors()
    assert told(draft) == [(7, column)]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("municipality", "x" * LONGEST_NAME),
        ("year", str(FIRST_YEAR)),
        ("year", str(THIS_YEAR)),
        ("year", ""),
        ("version", ""),
        ("version", "Not stated"),
        ("area1", "100"),
        ("area1", "0"),
        ("area1", ""),
        ("area1", "61,5"),
        ("area1", "61.25"),
        ("total", "800"),
        ("total", ""),
        ("area_status", "empty"),
        ("reference_n", "1"),
        ("reference_n", str(MOST_MEMBERS)),
    ],
)
def test_bound_and_empty_cell_are_right(reader: RowReader, column: str, text: str) -> None:
    assert told(reader.read(row(**{column: text}))) == []


def test_several_troubles_of_a_row_are_all_told(reader: RowReader) -> None:
    draft = reader.read(row(4, country="XX", area2="x", total="-1", source_url=""))
    assert told(draft) == [(4, "country"), (4, "area2"), (4, "total"), (4, "source_url")]


def test_total_that_does_not_add_up_is_a_note(reader: RowReader) -> None:
    draft = reader.read(row(total="493"))
    assert told(draft, Severity.NOTE) == [(2, "total")]
    assert not draft.has_errors()


def test_median_of_totals_is_not_held_against_the_medians_of_the_areas(reader: RowReader) -> None:
    cells = {"kind": "reference", "municipality": "(reference) of some", "total": "493"}
    assert reader.read(row(**cells, statistic="median")).troubles == []
    assert told(reader.read(row(**cells, statistic="mean")), Severity.NOTE) == [(2, "total")]


def test_row_without_figures_is_a_note(reader: RowReader) -> None:
    empty = {f"area{number}": "" for number in range(1, 9)}
    draft = reader.read(row(**empty, total=""))
    assert told(draft, Severity.NOTE) == [(2, "")]


def test_scope_in_free_words_is_a_question(reader: RowReader) -> None:
    draft = reader.read(row(scope="the schools"))
    assert told(draft, Severity.QUESTION) == [(2, "scope")]
    assert draft.scope.printed == "the schools"


def test_stated_scope_is_no_question(reader: RowReader) -> None:
    draft = reader.read(row(scope="the whole group", scope_level="group", scope_companies="yes"))
    assert draft.troubles == []
    assert (draft.scope.level, draft.scope.companies) == (Level.GROUP, True)


def test_group_level_as_printed_is_understood(reader: RowReader) -> None:
    draft = reader.read(row(scope="group level", note="Companies included."))
    assert (draft.scope.level, draft.scope.companies) == (Level.GROUP, True)


@pytest.mark.parametrize("printed", ["2.0?", "2.0 or 2016", "2.0 eller 2016"])
def test_unsure_version_is_not_stated_but_names_the_areas(reader: RowReader, printed: str) -> None:
    draft = reader.read(row(version=printed))
    assert (draft.version, draft.names_from, draft.version_printed) == (None, "2.0", printed)
    assert {area.id for area in draft.areas} == {None}


def test_areas_of_the_oldest_version_are_refused(reader: RowReader) -> None:
    draft = reader.read(row(version="pre-v1 (7 areas, max 700)"))
    assert told(draft) == [(2, "version")]


def test_version_of_a_reference_may_be_the_oldest(reader: RowReader) -> None:
    empty = {f"area{number}": "" for number in range(1, 9)}
    draft = reader.read(row(kind="reference", country="INT", version="pre-v1 (7 areas)", **empty))
    assert (told(draft), draft.version) == ([], "pre-v1")


def test_missing_total_counts_as_computed(reader: RowReader) -> None:
    draft = reader.read(row(total=""))
    assert (draft.stated_total, draft.total_status, draft.area_status) == (None, "computed", "printed")


def test_evaluator_and_comparison_are_kept(reader: RowReader) -> None:
    cells = {
        "evaluator_kind": "peers",
        "reference_label": "mean of some",
        "reference_total": "455",
        "reference_n": "40",
    }
    draft = reader.read(row(evaluator="Two neighbours", **cells))
    assert (draft.evaluator_kind, draft.evaluator, draft.n) == (EvaluatorKind.PEERS, "Two neighbours", 40)
    assert [(found.label["nb"], found.total) for found in draft.comparisons] == [("mean of some", Decimal(455))]


def test_reference_total_without_a_label_is_told(reader: RowReader) -> None:
    assert told(reader.read(row(reference_total="455"))) == [(2, "reference_label")]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("(reference) mean of some", "mean of some"),
        ("(best municipality, 1993)", "best municipality, 1993"),
        ("mean (of some)", "mean (of some)"),
    ],
)
def test_brackets_around_a_whole_name_are_taken_off(reader: RowReader, printed: str, name: str) -> None:
    assert reader.read(row(kind="reference", municipality=printed)).name == name


def test_text_of_a_language_goes_before_the_plain_one(reader: RowReader) -> None:
    assert reader.read(row(note="plain")).notes == {"sv": "plain", "nb": "plain", "en": "plain"}
    assert reader.read(row(note="plain", note_sv="svenska")).notes == {"sv": "svenska"}


POINTS = st.decimals(min_value=0, max_value=100, places=1)


@given(areas=st.lists(st.none() | POINTS, min_size=8, max_size=8), comma=st.booleans())
def test_points_are_kept_digit_for_digit(
    editions: dict[str, EditionFile], areas: list[Decimal | None], comma: bool
) -> None:
    written = ["" if value is None else str(value).replace(".", "," if comma else ".") for value in areas]
    cells = {f"area{number}": text for number, text in enumerate(written, start=1)}
    draft = RowReader(editions, THIS_YEAR).read(row(**cells, total=""))
    assert [str(area.points) for area in draft.areas] == [str(value) for value in areas]


@given(text=st.text(max_size=30))
def test_any_text_is_read_or_told_at_its_column(editions: dict[str, EditionFile], text: str) -> None:
    draft = RowReader(editions, THIS_YEAR).read(row(area4=text.strip()))
    assert {column for _row, column in told(draft)} <= {"area4"}
    assert draft.has_errors() or draft.areas[3].points is None or 0 <= draft.areas[3].points <= 100
