from decimal import Decimal

import pytest

from kompassros.methods.direction import Direction
from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.steering.importing import cell_values
from kompassros.steering.importing.cell_values import WantedTarget
from kompassros.steering.importing.fields import Field
from kompassros.steering.importing.mapping import correct_mapping, unused_headings, year_of
from kompassros.steering.importing.reading import read_scorecard
from kompassros.steering.importing.rows import Reported
from tests.steering.importing.scorecard_files import FULL, HEAD, SICK, csv_of, guessed, read, workbook_of


def test_swedish_export_with_semicolons_and_windows_1252_is_read() -> None:
    first, second = read(csv_of(HEAD, SICK, FULL)).rows
    assert (first.where.year, first.goal.title, first.indicator.title) == (2026, "Friska på jobbet", "Sjukfrånvaro")
    assert (first.before, first.this) == (Reported("8,2"), Reported("8,3"))
    assert first.target == WantedTarget("< 6 %")
    assert dict(second.texts) == {"unit": "%", "direction": "high"}
    assert (first.place.row, first.place_of(Field.RESULT).address) == (2, "G2")


def test_headings_say_what_their_columns_are_and_of_which_year() -> None:
    mapping = guessed(csv_of(HEAD, SICK))
    fields = [use.field for use in mapping]
    assert fields == [
        *(Field.GOAL, Field.INDICATOR, Field.DIRECTION, Field.UNIT),
        *(Field.TARGET, Field.RESULT_PREVIOUS, Field.RESULT),
    ]
    assert year_of(mapping) == 2026


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Målsetting", Field.GOAL),
        ("Styringsindikator", Field.INDICATOR),
        ("Nøkkeltall", Field.INDICATOR),
        ("Måltall", Field.TARGET),
        ("Resultat forrige år", Field.RESULT_PREVIOUS),
        ("Utfall", Field.RESULT),
        ("Källa", Field.SOURCE),
        ("Merknad", Field.NOTE),
        ("perspective_or_goal", Field.GOAL),
        ("target_raw", Field.TARGET),
        ("Enhet", None),
        ("2024", Field.RESULT),
        ("Mål 2024", Field.TARGET),
        ("Signatur", None),
    ],
)
def test_headings_in_three_languages(heading: str, field: Field | None) -> None:
    mapping = guessed(csv_of(f"Perspektiv;Land;{heading}", "a;SE;2"))
    assert mapping[-1].field is field
    assert unused_headings(mapping) == ([] if field else [heading])


def test_title_rows_and_other_sheets_are_passed_by() -> None:
    head = ["Goal", "Indicator", "Unit", "Result 2026"]
    data = workbook_of(
        {
            "Om": [["Styrkort 2026"]],
            "Nämnden": [["Styrkort"], [], head, ["A", "B", "%", 8.25]],
            "Enheten": [head, ["C", "D", "%", 9]],
        }
    )
    rows = read(data, "styrkort.xlsx").rows
    assert [(row.place.sheet, row.place.row, row.goal.title, row.this.printed) for row in rows] == [
        ("Nämnden", 4, "A", "8.25"),
        ("Enheten", 2, "C", "9"),
    ]


def test_empty_cells_repeat_what_a_merged_cell_said() -> None:
    head = "goal;goal_note;body;level;indicator;result_year;year"
    lines = [head, "A;om A;Skolan;enhet;x;1;2026", ";;;;y;2;", "B;;;kommun;z;3;2026"]
    rows = read(csv_of(*lines)).rows
    assert [(row.goal.title, row.goal_note, row.where.body, row.where.year) for row in rows] == [
        ("A", "om A", "Skolan", 2026),
        ("A", "om A", "Skolan", 2026),
        ("B", "", "", 2026),
    ]


def test_result_of_neither_year_is_left_out() -> None:
    mapping = guessed(csv_of("Mål;Indikator;2026;2024;2025;Utfall", "a;b;1;2;3;4"))
    assert [use.field for use in mapping[2:]] == [Field.RESULT, None, Field.RESULT_PREVIOUS, None]


@pytest.mark.parametrize(
    ("line", "place", "sentence"),
    [
        ("A;x;upwards;%;< 6;1;2", "C2", "Write whether “low” or “high” is good, or “none”."),
        (";x;low;%;< 6;1;2", "A2", "Name the goal that it stands under."),
        ("A;;low;%;< 6;1;2", "B2", "Name the indicator."),
        (f"A;x;low;%;< 6;1;{'2' * 61}", "G2", "“Result of the year” has at most 60 characters."),
        (f"{'A' * 301};x;low;%;< 6;1;2", "A2", "“Goal” has at most 300 characters."),
    ],
)
def test_wrong_cells_are_told_with_their_place(line: str, place: str, sentence: str) -> None:
    scorecard = read(csv_of(HEAD, line))
    assert scorecard.rows == ()
    (trouble,) = scorecard.troubles
    assert (trouble.place.address, trouble.message[: len(sentence)]) == (place, sentence)


@pytest.mark.parametrize(
    ("head", "cells", "sentence"),
    [
        ("year", "20x6", "Give a year between 1999 and 2999."),
        ("year", "", "Say of which year the row is: in a column “year”, or for the whole file."),
        ("level;year", "enhet;2026", "Name the body in a column “body”: the level “enhet” is not the"),
        ("preliminary;year", "kanske;2026", "Write “yes” or “no”."),
        ("break;year", "yes;2026", "Say why the series begins anew: here, or in the note on the year's result."),
        ("restated_from;year", "8;2026", "A restated result needs the one that holds now, in the year before."),
        ("acceptable;year", "7;2026", "A lowest acceptable level needs a target that can be computed with."),
        ("target_raw;acceptable;direction;year", "6;5;low;2026", "The lowest acceptable level must lie on the"),
        ("target_raw;target_value;year", "< 6;7;2026", "The target is printed as “< 6” and its number as “7”."),
    ],
)
def test_cells_that_do_not_fit_are_told(head: str, cells: str, sentence: str) -> None:
    scorecard = read(csv_of(f"goal;indicator;result_year;{head}", f"A;x;1;{cells}"))
    (trouble,) = scorecard.troubles
    assert (trouble.row, trouble.message[: len(sentence)]) == (2, sentence)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"<html></html>", "The file is a web page"),
        (b"a;b\n1;2", "No row of headings was found"),
        (csv_of(HEAD), "The file has a row of headings and no rows below it."),
        (csv_of("Förvaltning;Ansvarig;Kommentar", "a;b;c"), "Say which column holds the goal and which the indicator"),
    ],
)
def test_files_that_hold_no_scorecard_say_why(data: bytes, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        read(data)


def test_year_for_the_whole_file_is_used_where_no_other_is_named() -> None:
    (row,) = read(csv_of("goal;indicator;result_year", "A;x;1"), year=2024).rows
    assert row.where.year == 2024


def test_mapping_is_corrected_by_a_person() -> None:
    data = csv_of("goal;indicator;Enhet;result_year;year", "A;x;antal;1;2026")
    mapping = guessed(data)
    assert mapping[2].field is None
    fields = [use.field for use in mapping]
    corrected = correct_mapping(mapping, [*fields[:2], Field.UNIT, *fields[3:]])
    (row,) = read_scorecard(read_sheets(data, "a.csv"), corrected).rows
    assert row.texts["unit"] == "antal"
    with pytest.raises(DomainError, match="“Goal” is chosen for several columns"):
        correct_mapping(mapping, [Field.GOAL, Field.GOAL, None, None, None])


def test_unit_of_yearly_change_makes_the_target_one_on_the_figure() -> None:
    for unit in ("% change per year", "% endring per år", "%-förändring per år", "årlig förändring i procent"):
        target = WantedTarget("> 3 prosentpoeng økning per år", "3").read(Direction.HIGH, unit).target
        assert target
        assert target == Target(TargetKind.GIVEN_CHANGE, Comparison.ABOVE, Decimal(3))
    assert not cell_values.is_yearly_change("% per år")


def test_restated_and_broken_cells() -> None:
    assert [cell_values.read_restated(text) for text in ("", "nei", "ukjent", "ja", "75")] == [None, None, "", "", "75"]
    assert [cell_values.read_broken(text, "why") for text in ("", "nej", "ja", "Ny mätning")] == [
        *(None, "", "why", "Ny mätning")
    ]
