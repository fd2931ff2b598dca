"""A mapping applied to sheets: the observations, and every trouble with its place."""

from decimal import Decimal
from typing import Any

import pytest

from kompassros.statistics.receiving.applying import apply
from kompassros.statistics.receiving.cells import Sheet
from kompassros.statistics.receiving.mapping import (
    Column,
    Constant,
    Header,
    Layout,
    Printed,
    SheetName,
    TableMapping,
    ValueColumn,
)
from kompassros.statistics.receiving.outcome import Outcome
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.statistics.values import Status
from tests.statistics.receiving.cases import KNOWN, told, values, workbook

LONG = "Nyckeltal;Kommun;År;Kön;Värde\n"
LONG_LAYOUT = Layout(
    header_rows=(1,),
    first_row=2,
    indicator=Column(column=1),
    unit=Column(column=2),
    period=Column(column=3),
    gender=Column(column=4),
    values=(ValueColumn(column=5),),
)
WIDE_LAYOUT = Layout(
    header_rows=(1,),
    first_row=2,
    indicator=Constant(value="N00945"),
    unit=Column(column=1),
    period=Header(row=1),
    values=(ValueColumn(column=2, to_last=True),),
)


def sheets_of(text: str, name: str = "kkik.csv") -> tuple[Sheet, ...]:
    return read_sheets(text.encode(), name).sheets


def read(text: str, layout: Layout = LONG_LAYOUT, **conventions: Any) -> Outcome:
    return apply(TableMapping(layouts=(layout,), **conventions), sheets_of(text), KNOWN)


def test_long_table() -> None:
    outcome = read(LONG + "N00945;Ale;2019;T;84,1\nN03702;0180;2018;Kvinnor;1 234\n")
    assert values(outcome) == [("N00945", "1440", 2019, "T", "84.1"), ("N03702", "0180", 2018, "K", "1234")]
    assert outcome.troubles == []
    first = outcome.observations[0]
    assert (first.status, first.count, first.place) == (Status.PRESENT, 1, ("kkik", 2, 5))


def test_table_with_years_in_the_headings_of_next_year_too() -> None:
    text = "Kommun;2018;2019;2020\nAle;1,5;-;3\n"
    assert values(read(text, WIDE_LAYOUT)) == [
        ("N00945", "1440", 2018, "T", "1.5"),
        ("N00945", "1440", 2019, "T", None),
        ("N00945", "1440", 2020, "T", "3"),
    ]


def test_table_with_units_in_the_headings() -> None:
    layout = Layout(
        header_rows=(1,),
        first_row=2,
        indicator=Column(column=1),
        unit=Header(row=1),
        period=Constant(value="2020"),
        values=(ValueColumn(column=2), ValueColumn(column=3)),
    )
    assert values(read("Mått;Ale;Malmö\nAndel (%);1;2\n", layout)) == [
        ("N00945", "1440", 2020, "T", "1"),
        ("N00945", "1280", 2020, "T", "2"),
    ]


def test_two_rows_of_headings_merged_and_filled() -> None:
    layout = Layout(
        header_rows=(1, 2),
        first_row=3,
        unit=Column(column=1, fill=True),
        indicator=Header(row=1, fill=True),
        period=Header(row=2),
        gender=Column(column=2),
        values=(ValueColumn(column=3, to_last=True),),
    )
    text = ";;Andel (%);;Kostnad, kr/inv\n;;2018;2019;2018\nAle;Kvinnor;1;2;3\n;Män;4;5;6\n"
    assert values(read(text, layout)) == [
        ("N00945", "1440", 2018, "K", "1"),
        ("N00945", "1440", 2019, "K", "2"),
        ("N03702", "1440", 2018, "K", "3"),
        ("N00945", "1440", 2018, "M", "4"),
        ("N00945", "1440", 2019, "M", "5"),
        ("N03702", "1440", 2018, "M", "6"),
    ]


def test_unit_is_not_filled_from_the_heading() -> None:
    layout = WIDE_LAYOUT.model_copy(update={"unit": Column(column=1, fill=True)})
    outcome = read("Kommun;2018\n;1\nAle;2\n", layout)
    assert told(outcome) == [("A2", "No unit is named here. Write its name or code.")]


def test_gender_by_the_name_of_the_sheet() -> None:
    rows = [["Kommun", 2019], ["Ale", 1.5]]
    found = read_sheets(workbook({"Totalt": rows, "Kvinnor": rows, "Män": rows}), "kkik.xlsx")
    layout = WIDE_LAYOUT.model_copy(update={"gender": SheetName()})
    outcome = apply(TableMapping(layouts=(layout,)), found.sheets, KNOWN)
    assert [row.gender for row in outcome.observations] == ["T", "K", "M"]


def test_columns_with_what_is_said_of_each() -> None:
    layout = Layout(
        first_row=2,
        unit=Column(column=1),
        values=(
            ValueColumn(column=2, indicator="N00945", period=2019, gender="K"),
            ValueColumn(column=3, indicator="N03702", period=2018),
        ),
    )
    assert values(read("Kommun;a;b\nAle;1;2\n", layout)) == [
        ("N00945", "1440", 2019, "K", "1"),
        ("N03702", "1440", 2018, "T", "2"),
    ]


def test_cells_that_print_their_own_years() -> None:
    layout = WIDE_LAYOUT.model_copy(update={"period": Printed(), "values": (ValueColumn(column=2),)})
    outcome = read("Kommun;Tidigare\nAle;2017=81; 2016=53\nMalmö;81\nBorås;\n".replace("; 2016", " ; 2016"), layout)
    assert values(outcome) == [("N00945", "1440", 2017, "T", "81")]
    assert told(outcome) == [("B3", "The cell prints no year with its value. Say which year it is of.")]
    quoted = read('Kommun;Tidigare\nAle;"2017=81; 2016=53"\n', layout)
    assert values(quoted) == [("N00945", "1440", 2017, "T", "81"), ("N00945", "1440", 2016, "T", "53")]


def test_year_printed_in_a_cell_goes_before_the_heading() -> None:
    outcome = read("Kommun;2015\nAle;84,1 (2014)\n", WIDE_LAYOUT)
    assert values(outcome) == [("N00945", "1440", 2014, "T", "84.1")]


def test_count_and_status_have_columns_of_their_own() -> None:
    layout = WIDE_LAYOUT.model_copy(
        update={"count": Column(column=3), "status": Column(column=4), "values": (ValueColumn(column=2),)}
    )
    text = "Grupp;2019;Antal;Status\nAle;5;7;\nMalmö;;;..\nBorås;5;sju;\nStockholm;5;;q\n0980;;;q\n"
    outcome = read(text, layout, symbols="kolada")
    assert [(row.unit, row.value, row.status, row.count) for row in outcome.observations] == [
        ("1440", Decimal(5), Status.PRESENT, 7),
        ("1280", None, Status.SUPPRESSED, 1),
    ]
    assert told(outcome) == [
        ("C4", "“sju” is no number of members. Write a whole number."),
        ("B5", "“q” beside the value is no known status. Say what it means."),
        ("B6", "“q” beside the value is no known status. Say what it means."),
    ]


def test_factor_applies_where_the_cell_names_no_thousands_itself() -> None:
    outcome = read("Kommun;2018;2019\nAle;12,5;12,5 tkr\n", WIDE_LAYOUT, factor=1000)
    assert [(row.value, row.measured_in) for row in outcome.observations] == [
        (Decimal(12500), None),
        (Decimal(12500), "kr"),
    ]


def test_rows_that_are_left_out_and_rows_that_say_nothing() -> None:
    text = "Kommun;2018\nAle;1\nSnitt KKiK;2\nKälla: Kolada\n* preliminärt\n"
    outcome = read(text, WIDE_LAYOUT, left_out=("snitt kkik",))
    assert values(outcome) == [("N00945", "1440", 2018, "T", "1")]
    assert outcome.troubles == []


def test_empty_cell_is_missing_or_nothing() -> None:
    text = "Kommun;2018;2019\nAle;1;\nMalmö;;\n"
    assert [row.status for row in read(text, WIDE_LAYOUT).observations] == [
        Status.PRESENT,
        Status.MISSING,
        Status.MISSING,
        Status.MISSING,
    ]
    assert len(read(text, WIDE_LAYOUT, empty="left out").observations) == 1


def test_words_of_the_file_that_somebody_explained() -> None:
    text = LONG + "N00945;Ale;2019;1;x\n"
    outcome = read(text, words={"X": "SUPPRESSED"}, gender_words={"1": "M"})
    assert [(row.gender, row.status) for row in outcome.observations] == [("M", Status.SUPPRESSED)]


def test_decimal_sign_is_the_columns_or_the_sheets_or_the_mappings() -> None:
    text = "Kommun;2018;2019\nAle;1.234;5,6\n"
    assert read(text, WIDE_LAYOUT).observations[0].value == Decimal(1234)
    assert read(text, WIDE_LAYOUT, decimal=".").observations[0].value == Decimal("1.234")
    outcome = read("Kommun;2018\nAle;1.234\n", WIDE_LAYOUT)
    assert told(outcome) == [
        ("B2", "“1.234” can be read in two ways. Say whether the decimal sign is a comma or a point.")
    ]


def test_every_trouble_is_told_with_its_place_and_once() -> None:
    text = "Kommun;2018;2019M05;\nAle;1;2;3\nNowhere;1;2;\nGotland;näst sämst;1;\n"
    layout = WIDE_LAYOUT.model_copy(update={"values": tuple(ValueColumn(column=column) for column in (2, 3, 4))})
    outcome = read(text, layout)
    assert values(outcome) == [("N00945", "1440", 2018, "T", "1")]
    assert told(outcome) == [
        ("C1", "“2019M05” is not a whole year. Only years can be taken in."),
        ("D1", "No year stands here. Write the year in four digits."),
        ("A3", "“Nowhere” is no unit that is known here. Correct the name or code, or leave the row out."),
        ("A4", "“Gotland” may be 0980, 0009. Write the code."),
        ("B4", "“näst sämst” is not a number. Write a number, or say what the words mean."),
    ]
    assert {trouble.file for trouble in outcome.troubles} == {"kkik.csv"}


def test_nothing_is_told_of_a_column_without_values() -> None:
    outcome = read("Kommun;2018;Anm;\nAle;1;;\nMalmö;2;;\n", WIDE_LAYOUT)
    assert len(outcome.observations) == 2
    assert outcome.troubles == []


def test_trouble_of_a_cell_in_a_workbook_is_told_only_where_it_is_used() -> None:
    import datetime as dt

    rows = [["Kommun", 2019, "Uttag"], ["Ale", dt.date(2019, 5, 1), dt.date(2020, 1, 1)], ["Malmö", "=1+1", None]]
    found = read_sheets(workbook({"Blad1": rows}), "kkik.xlsx")
    layout = WIDE_LAYOUT.model_copy(update={"values": (ValueColumn(column=2),)})
    outcome = apply(TableMapping(layouts=(layout,)), found.sheets, KNOWN)
    assert [(address, message[:40]) for address, message in told(outcome)] == [
        ("B2", "The cell holds a date or time (2019-05-0"),
        ("B3", "The cell holds a formula whose result is"),
    ]
    assert outcome.observations == []


def test_two_values_of_one_key_are_told_with_both_places_and_neither_is_taken() -> None:
    text = LONG + "N00945;Ale;2019;T;1\nN00945;1440;2019;T;1,0\nN00945;Ale kommun;2019;T;2\nN00945;Ale;2018;T;3\n"
    outcome = read(text)
    assert values(outcome) == [("N00945", "1440", 2018, "T", "3")]
    assert told(outcome) == [
        ("E4", "N00945, 1440, 2019, T stands here as 2 and in kkik, E2 as 1. Take one of them away.")
    ]


def test_same_value_twice_is_one_observation() -> None:
    text = LONG + "N00945;Ale;2019;T;1\nN00945;1440;2019;T;1,0\n"
    outcome = read(text)
    assert len(outcome.observations) == 1
    assert outcome.troubles == []


def test_number_and_bound_of_one_key_are_told() -> None:
    outcome = read(LONG + "N00945;Ale;2019;T;5\nN00945;Ale;2019;T;<5\n")
    assert outcome.observations == []
    assert [address for address, _message in told(outcome)] == ["E3"]


def test_value_and_no_value_of_one_key_are_told() -> None:
    outcome = read(LONG + "N00945;Ale;2019;T;-\nN00945;Ale;2019;T;2\n")
    assert outcome.observations == []
    assert told(outcome)[0][1].endswith("stands here as 2 and in kkik, E2 as no value. Take one of them away.")


@pytest.mark.parametrize("role", ["unit", "period", "indicator"])
def test_what_the_mapping_does_not_say_is_told_of_the_sheet(role: str) -> None:
    outcome = read(LONG + "N00945;Ale;2019;T;1\n", LONG_LAYOUT.model_copy(update={role: None}))
    assert outcome.observations == []
    ((address, message),) = told(outcome)
    assert address == ""
    assert message.startswith("Say wh")


def test_mapping_without_columns_and_with_a_sheet_that_is_not_there() -> None:
    outcome = read(LONG + "N00945;Ale;2019;T;1\n", LONG_LAYOUT.model_copy(update={"values": ()}))
    assert told(outcome) == [("", "Say which columns hold the values.")]
    outcome = read(LONG, LONG_LAYOUT.model_copy(update={"sheets": ("Blad7",)}))
    assert told(outcome) == [("", "The file has no sheet “Blad7”. Say which sheets hold the values.")]
    assert outcome.troubles[0].sheet == "Blad7"


def test_rows_outside_the_table_are_not_read() -> None:
    layout = WIDE_LAYOUT.model_copy(update={"last_row": 2})
    assert len(read("Kommun;2018\nAle;1\nNowhere;2\n", layout).observations) == 1


def test_thousand_troubles_are_kept_and_the_others_counted() -> None:
    text = LONG + "".join(f"N00945;Ale;2019;T;word{number}\n" for number in range(1234))
    outcome = read(text)
    assert len(outcome.troubles) == 1000
    assert outcome.more == 234


def test_mapping_is_kept_as_json() -> None:
    mapping = TableMapping(layouts=(LONG_LAYOUT, WIDE_LAYOUT), symbols="ssb", words={"x": "MISSING"}, factor=1000)
    assert TableMapping.model_validate_json(mapping.model_dump_json()) == mapping


def test_names_that_somebody_explained_go_before_the_catalogue() -> None:
    text = LONG + "Vår fråga 2019, kvinnor;Småstaden;2019;K;1\nAndel (%);Ale;2018;T;2\n"
    names = {"vår fråga": "U00810", "Andel (%)": "N03702"}
    outcome = read(text, indicator_names=names, unit_names={"SMÅSTADEN": "1280"})
    assert values(outcome) == [("U00810", "1280", 2019, "K", "1"), ("N03702", "1440", 2018, "T", "2")]
    wrong = read(LONG + "Andel (%);Småstaden;2019;T;1\n", unit_names={"Småstaden": "Nowhere"})
    assert [address for address, _message in told(wrong)] == ["B2"]
