"""A mapping guessed from what is recognised, with its reasons; and layouts known again by their headings."""

from typing import Any

import pytest

from kompassros.statistics.receiving.applying import apply
from kompassros.statistics.receiving.cells import Sheet
from kompassros.statistics.receiving.headers import find_header, fingerprint
from kompassros.statistics.receiving.mapping import Column, Constant, Header, Layout, SheetName, ValueColumn
from kompassros.statistics.receiving.proposing import Proposal, propose
from kompassros.statistics.receiving.sheets import read_sheets
from tests.statistics.receiving.cases import KNOWN, told, values, workbook


def sheets_of(text: str, name: str = "data.csv") -> tuple[Sheet, ...]:
    return read_sheets(text.encode(), name).sheets


def guess(text: str, name: str = "data.csv") -> Proposal:
    return propose(sheets_of(text, name), KNOWN)


def only(proposal: Proposal) -> Layout:
    (layout,) = proposal.mapping.layouts
    return layout


def why(proposal: Proposal) -> dict[str, str]:
    return {reason.what: reason.why for reason in proposal.reasons}


KOLADA = (
    "gender,count,status,value,kpi,year,municipality_id,municipality\n"
    "T,1,,31.32959689,N00945,2000,0180,Stockholm\n"
    "K,1,,28.36722648,N00945,2000,0180,Stockholm\n"
    "T,1,Missing,,N00945,2001,1280,Malmö\n"
)


def test_long_table_as_kolada_gives_it() -> None:
    proposal = guess(KOLADA)
    assert only(proposal) == Layout(
        header_rows=(1,),
        first_row=2,
        unit=Column(column=7),
        indicator=Column(column=5),
        period=Column(column=6),
        gender=Column(column=1),
        count=Column(column=2),
        status=Column(column=3),
        values=(ValueColumn(column=4),),
    )
    outcome = apply(proposal.mapping, sheets_of(KOLADA), KNOWN)
    assert values(outcome) == [
        ("N00945", "0180", 2000, "T", "31.32959689"),
        ("N00945", "0180", 2000, "K", "28.36722648"),
        ("N00945", "1280", 2001, "T", None),
    ]
    assert outcome.troubles == []


def test_reasons_are_given_in_words() -> None:
    reasons = why(guess(KOLADA))
    assert reasons["Year"] == "Column F: 100 per cent of its cells are recognised, such as “2000”."
    assert reasons["Table"] == "Row 2 is the first with values; the headings stand above it."
    assert reasons["Values"] == "Values stand in these columns: D."
    assert reasons["Unit"] == "These columns would do as well as each other: G, H. Look whether it is the right one."


WIDE = (
    "Tabell 1\nKälla: Kolada\n\nKommun;2018;2019;Rang\n"
    "Ale kommun;12,5;13,1;1\nGöteborgs Stad;1,5;..;\nNowhere;81%;<5;2\n"
)


def test_wide_table_below_titles() -> None:
    proposal = guess(WIDE, "N00945.csv")
    assert only(proposal) == Layout(
        header_rows=(4,),
        first_row=5,
        unit=Column(column=1),
        indicator=SheetName(),
        period=Header(row=4),
        values=(ValueColumn(column=2), ValueColumn(column=3)),
    )
    assert proposal.mapping.symbols == "kolada"
    outcome = apply(proposal.mapping, sheets_of(WIDE, "N00945.csv"), KNOWN)
    assert values(outcome) == [
        ("N00945", "1440", 2018, "T", "12.5"),
        ("N00945", "1440", 2019, "T", "13.1"),
        ("N00945", "1480", 2018, "T", "1.5"),
        ("N00945", "1480", 2019, "T", None),
    ]
    assert [address for address, _message in told(outcome)] == ["A7"]


def test_years_up_to_the_last_column_take_in_next_years_file() -> None:
    first, second = "Kommun;2018;2019\nAle;1;2\nMalmö;3;4\n", "Kommun;2018;2019;2020\nAle;1;2;5\nMalmö;3;4;6\n"
    proposal = guess(first, "N00945.csv")
    assert only(proposal).values == (ValueColumn(column=2, to_last=True),)
    assert proposal.mapping.fingerprint == fingerprint(sheets_of(second, "N00945.csv"))
    outcome = apply(proposal.mapping, sheets_of(second, "N00945.csv"), KNOWN)
    assert [row.period for row in outcome.observations] == [2018, 2019, 2020] * 2


def test_year_and_gender_in_one_heading() -> None:
    text = "Kommun;Totalt 2019;Kvinnor 2019;Män 2019\nAle;1;2;3\nMalmö;4;5;6\n"
    proposal = guess(text, "Andel (%).csv")
    assert (only(proposal).period, only(proposal).gender) == (Header(row=1), Header(row=1))
    assert values(apply(proposal.mapping, sheets_of(text, "Andel (%).csv"), KNOWN))[:3] == [
        ("N00945", "1440", 2019, "T", "1"),
        ("N00945", "1440", 2019, "K", "2"),
        ("N00945", "1440", 2019, "M", "3"),
    ]


def test_heading_without_a_gender_beside_one_with_a_gender_is_told() -> None:
    text = "Kommun;2018;2019 kvinnor\nAle;1;2\nMalmö;4;5\n"
    proposal = guess(text, "Andel (%).csv")
    outcome = apply(proposal.mapping, sheets_of(text, "Andel (%).csv"), KNOWN)
    assert [(row.period, row.gender) for row in outcome.observations] == [(2019, "K")] * 2
    assert told(outcome) == [("B1", "“2018” names no gender. Say which one is meant: all, women or men.")]


def test_indicators_in_the_headings_and_the_year_in_a_title() -> None:
    text = "Resultat 2020\n\nKommun;Andel (%);Bemötande;Antal svar\nAle;1;2;9\nMalmö;4;5;9\n"
    layout = only(guess(text))
    assert layout.indicator == Header(row=3)
    assert layout.period == Constant(value="Resultat 2020")
    assert layout.values == (ValueColumn(column=2), ValueColumn(column=3))


def test_units_in_the_headings() -> None:
    text = "Mått;År;Ale;Malmö;Snitt\nAndel (%);2021;1;2;3\nBemötande;2021;4;5;6\n"
    layout = only(guess(text))
    assert layout.unit == Header(row=1)
    assert layout.indicator == Column(column=1)
    assert layout.period == Column(column=2)
    assert layout.values == (ValueColumn(column=3), ValueColumn(column=4))


def test_year_that_is_also_a_units_code_is_a_year() -> None:
    text = "Mått;2021;2022\nAndel (%);1;2\nBemötande;4;5\n"
    layout = only(guess(text))
    assert layout.unit is None
    assert layout.period == Header(row=1)
    assert layout.values == (ValueColumn(column=2, to_last=True),)


def test_merged_headings_and_a_unit_that_stands_for_the_rows_below() -> None:
    rows: list[list[Any]] = [
        ["Kommunens kvalitet i korthet", None, None, None],
        [None, None, "Andel (%)", None],
        ["Kommun", "Kön", 2018, 2019],
        ["Ale", "Kvinnor", 1, 2],
        [None, "Män", 3, 4],
        ["Malmö", "Kvinnor", 5, 6],
        [None, "Män", 7, 8],
    ]
    found = read_sheets(workbook({"Blad1": rows}, merged=["A1:D1", "C2:D2"]), "data.xlsx")
    proposal = propose(found.sheets, KNOWN)
    layout = only(proposal)
    assert layout.unit == Column(column=1, fill=True)
    assert (layout.indicator, layout.period, layout.gender) == (
        Constant(value="Andel (%)"),
        Header(row=3),
        Column(column=2),
    )
    outcome = apply(proposal.mapping, found.sheets, KNOWN)
    assert [(row.unit, row.gender, row.value) for row in outcome.observations[2:4]] == [
        ("1440", "M", 3),
        ("1440", "M", 4),
    ]


def test_sheets_that_are_read_alike_share_a_layout_and_others_have_their_own() -> None:
    wide = [["Kommun", 2018], ["Ale", 1], ["Malmö", 2]]
    other = [["Text", "Kommun", 2018], ["a", "Ale", 1], ["b", "Malmö", 2]]
    both = propose(read_sheets(workbook({"Kvinnor": wide, "Män": wide}), "N00945.xlsx").sheets, KNOWN)
    assert [layout.sheets for layout in both.mapping.layouts] == [()]
    assert only(both).gender == SheetName()
    apart = propose(read_sheets(workbook({"A": wide, "B": other, "C": wide}), "N00945.xlsx").sheets, KNOWN)
    assert [layout.sheets for layout in apart.mapping.layouts] == [("A", "C"), ("B",)]


def test_what_cannot_be_guessed_is_left_open_and_told_when_used() -> None:
    text = "Namn;a;b\nAle;1;2\nMalmö;3;4\n"
    proposal = guess(text)
    layout = only(proposal)
    assert (layout.unit, layout.period, layout.indicator, layout.values) == (Column(column=1), None, None, ())
    assert why(proposal)["Values"] == "Which columns hold the values cannot be told by their headings."
    assert why(proposal)["Gender"] == "Nothing names a gender: the values are of all."
    assert told(apply(proposal.mapping, sheets_of(text), KNOWN)) == [("", "Say which columns hold the values.")]


def test_sheet_without_a_table() -> None:
    proposal = guess("Only a sentence\n")
    assert proposal.mapping.layouts == ()
    assert why(proposal)["Table"] == "No row with a value beside a text was found."


def test_gaps_are_not_filled_where_the_first_cell_is_empty() -> None:
    text = "Kommun;Nyckeltal;Värde\nAle;;1\nMalmö;;2\nBorås;N00945;3\nStockholm;;4\n"
    assert only(guess(text)).indicator == Column(column=2)


@pytest.mark.parametrize(
    ("text", "rows", "first"),
    [
        ("a;b\nx;1,5\n", (1,), 2),
        ("Titel\n\na;b\nx;1,5\n", (3,), 4),
        ("Titel\na;b\nc;d\nx;1,5\n", (2, 3), 4),
        ("x;1,5\ny;2\n", (), 1),
        ("Kommun;2018\nAle;2050\nMalmö;2012\n", (1,), 2),
        ("Kod;2018\n0114;81%\n", (1,), 2),
        ("Max;Ale;Malmö;100\nx;1;2;3\n", (1,), 2),
    ],
)
def test_header_is_found_by_shape(text: str, rows: tuple[int, ...], first: int) -> None:
    assert find_header(sheets_of(text)[0], units=KNOWN.units) == (rows, first)


def test_fingerprint_does_not_see_values_and_years_but_sees_headings_and_their_row() -> None:
    base = fingerprint(sheets_of("Kommun;2018;2019\nAle;1;2\n", "KKiK 2019.csv"))
    assert base == fingerprint(sheets_of("Kommun;2019;2020;2021\nMalmö;3;4;5\nAle;1;2;3\n", "KKiK 2021.csv"))
    assert base != fingerprint(sheets_of("Region;2018;2019\nAle;1;2\n", "KKiK 2019.csv"))
    assert base != fingerprint(sheets_of("T\nKommun;2018;2019\nAle;1;2\n", "KKiK 2019.csv"))
    assert base == fingerprint(sheets_of("Kommun;2018;2019\nAle;1;2\n", "KKiK 2019 (1).csv"))
