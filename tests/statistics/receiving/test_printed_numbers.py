"""One printed cell: what it is read as, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.statistics.receiving.cells import Cell
from kompassros.statistics.receiving.digits import DecimalSign, column_sign, possible_values, signs_in
from kompassros.statistics.receiving.printed_numbers import Reading, Refusal, read_cell, read_printed, with_status
from kompassros.statistics.receiving.printed_series import read_series
from kompassros.statistics.receiving.symbols import KOLADA, OJ, OWN, PRESETS, SCB, SSB, SymbolMeanings
from kompassros.statistics.values import Status

D = Decimal


def read(text: str, *, meanings: SymbolMeanings = OWN, decimal: DecimalSign | None = None) -> Reading:
    return read_printed(text, meanings=meanings, decimal=decimal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("84,1", "84.1"),
        ("84.1", "84.1"),
        ("+2,5", "2.5"),
        ("-2,5", "-2.5"),
        ("−2,5", "-2.5"),
        ("–2,5", "-2.5"),
        ("- 2,5", "-2.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u2009567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("12 345,678", "12345.678"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        (" 7 ", "7"),
        ("\ufeff84,1\u200b", "84.1"),
    ],
)
def test_number(text: str, value: str) -> None:
    assert read(text) == Reading(D(value), Status.PRESENT)


@pytest.mark.parametrize(("decimal", "value"), [(",", "1234"), (".", "1.234")])
def test_number_with_two_readings_is_decided_by_the_sign_of_its_column(decimal: DecimalSign, value: str) -> None:
    assert read("1.234", decimal=decimal).value == D(value)
    assert read("-1.234", decimal=decimal).value == -D(value)


def test_number_with_two_readings_is_told_where_nothing_decides() -> None:
    reading = read("1.234")
    assert reading.refusal is Refusal.DECIMAL
    assert reading.trouble == "“1.234” can be read in two ways. Say whether the decimal sign is a comma or a point."


def test_number_with_one_reading_is_taken_whatever_the_sign_of_its_column() -> None:
    assert read("86.4", decimal=",").value == D("86.4")


@pytest.mark.parametrize(
    ("own", "around", "sign"),
    [
        ({"1.234", "5,6"}, set(), ","),
        ({"1.234", "5.6"}, set(), "."),
        ({"1.234", "5.6", "5,6"}, set(), None),
        ({"1.234", "7"}, {"5,6"}, ","),
        ({"1.234", "7"}, {"5,6", "5.6"}, None),
        ({"5.6"}, {"5,6"}, "."),
        ({"1.234.567"}, set(), ","),
        ({"12\u00a0345,678"}, set(), ","),
        ({"-", "x"}, set(), None),
    ],
)
def test_sign_of_a_column(own: set[str], around: set[str], sign: DecimalSign | None) -> None:
    assert column_sign(signs_in(own), signs_in(around)) == sign


@pytest.mark.parametrize("digits", ["12 34", "1 234 56", "1,23,4", "1.234,567.8", "0 123", "1 234.567,8"])
def test_digits_that_are_not_one_number(digits: str) -> None:
    assert possible_values(digits) == {}


@pytest.mark.parametrize(
    ("text", "value", "unit", "factor"),
    [
        ("81%", "81", "%", 1),
        ("81 procent", "81", "%", 1),
        ("5,8 st", "5.8", "st", 1),
        ("123,5 tkr", "123500", "kr", 1000),
        ("4 mkr", "4000000", "kr", 1_000_000),
        ("12 Mnkr", "12000000", "kr", 1_000_000),
        ("57 tkr/inv", "57000", "kr/inv", 1000),
        ("57 kr per elev", "57", "kr/elev", 1),
        ("1 234:-", "1234", "kr", 1),
        ("plats 92", "92", "plats", 1),
    ],
)
def test_unit_behind_a_number(text: str, value: str, unit: str, factor: int) -> None:
    assert read(text) == Reading(D(value), Status.PRESENT, unit=unit, factor=D(factor))


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [
        ("> 70", Status.ABOVE, "70"),
        (">70 %", Status.ABOVE, "70"),
        ("mer än 70", Status.ABOVE, "70"),
        ("<5", Status.BELOW, "5"),
        ("Färre än 5", Status.BELOW, "5"),
        ("≥ 5,5", Status.AT_LEAST, "5.5"),
        (">=5", Status.AT_LEAST, "5"),
        ("minst 5", Status.AT_LEAST, "5"),
        ("≤5", Status.AT_MOST, "5"),
        ("<= 5", Status.AT_MOST, "5"),
        ("< -5", Status.BELOW, "-5"),
    ],
)
def test_inequality(text: str, status: Status, value: str) -> None:
    reading = read(text)
    assert (reading.status, reading.value) == (status, D(value))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("84,1*", "*"),
        ("84,1 **", "**"),
        ("84,1 1)", "1)"),
        ("84,1 1) 2)", "1) 2)"),
        ("84,1¹", "¹"),
        ("84,1 [3]", "[3]"),
        ("84,1 †", "†"),
        ("84,1 a)", "a)"),
        ("84,1% *", "*"),
        ("84,1 (rikssnitt)", "(rikssnitt)"),
        ("84,1 (±2,3)", "(±2,3)"),
    ],
)
def test_footnote_mark_is_kept_as_a_note(text: str, note: str) -> None:
    reading = read(text)
    assert (reading.value, reading.status, reading.note) == (D("84.1"), Status.PRESENT, note)


@pytest.mark.parametrize("text", ["84,1 (prel)", "84,1 prel.", "prel. 84,1", "84,1 (preliminärt)", "84,1 foreløpig"])
def test_preliminary_value(text: str) -> None:
    assert read(text) == Reading(D("84.1"), Status.PRELIMINARY)


def test_star_is_preliminary_where_the_source_says_so() -> None:
    assert read("84,1*", meanings=SSB).status is Status.PRELIMINARY


@pytest.mark.parametrize("text", ["<5*", "<5 prel.", "<5 (prel)"])
def test_inequality_stays_one_where_it_is_preliminary(text: str) -> None:
    assert read(text, meanings=SSB).status is Status.BELOW


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("näst sämst", Refusal.WORD),
        ("(2,3)", Refusal.WORD),
        ("#DIV/0!", Refusal.WORD),
        ("NaN", Refusal.WORD),
        ("..", Refusal.SYMBOL),
        (".", Refusal.SYMBOL),
        ("x", Refusal.SYMBOL),
        ("…", Refusal.SYMBOL),
        (":", Refusal.SYMBOL),
        ("20 and 13", Refusal.NUMBERS),
        ("5-10", Refusal.NUMBERS),
        ("1 234 56", Refusal.NUMBERS),
        ("84,1 83,2", Refusal.NUMBERS),
        ("84,1 (83,2)", Refusal.NUMBERS),
        ("84,1 (45 %)", Refusal.NUMBERS),
        ("84,11)", Refusal.UNIT),
        ("2019=52", Refusal.NUMBERS),
        ("resultat 2015, kostnad 2014", Refusal.YEARS),
        ("2014, 2015", Refusal.YEARS),
        ("2014-2016", Refusal.YEARS),
        ("84,1 (2014, 2015)", Refusal.YEARS),
        ("84,1 (ny definition 2016)", Refusal.YEAR),
        ("81 grunkor", Refusal.UNIT),
        ("1,5E+05", Refusal.NUMBERS),
        ("81.", Refusal.UNIT),
        ("ca 70", Refusal.WORD),
        ("1234567890123456", Refusal.DIGITS),
        ("0,1234567890123456", Refusal.DIGITS),
        ("٣", Refusal.WORD),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, refusal: Refusal) -> None:
    reading = read(text)
    assert reading.refusal is refusal
    assert reading.trouble
    assert text in reading.trouble


@pytest.mark.parametrize(
    ("meanings", "text", "status", "value"),
    [
        (KOLADA, "-", Status.MISSING, None),
        (KOLADA, ".", Status.NOT_APPLICABLE, None),
        (KOLADA, "..", Status.SUPPRESSED, None),
        (SCB, "-", Status.PRESENT, 0),
        (SCB, "–", Status.PRESENT, 0),
        (SCB, "..", Status.MISSING, None),
        (SSB, ".", Status.NOT_APPLICABLE, None),
        (SSB, "..", Status.MISSING, None),
        (SSB, ":", Status.SUPPRESSED, None),
        (SSB, "-", Status.PRESENT, 0),
        (SSB, "…", Status.MISSING, None),
        (OJ, "…", Status.MISSING, None),
        (OWN, "---", Status.MISSING, None),
        (OWN, "n/a", Status.MISSING, None),
        (OWN, "Ingen mätning 2015", Status.MISSING, None),
        (OWN, "Sekretess", Status.SUPPRESSED, None),
        (OWN, "Ej tillämplig", Status.NOT_APPLICABLE, None),
    ],
)
def test_sign_means_what_its_source_says(
    meanings: SymbolMeanings, text: str, status: Status, value: int | None
) -> None:
    reading = read(text, meanings=meanings)
    assert (reading.status, reading.value, reading.refusal) == (status, value, None)


@pytest.mark.parametrize("meanings", PRESETS.values(), ids=PRESETS.keys())
def test_empty_cell_is_missing_in_every_source(meanings: SymbolMeanings) -> None:
    assert read("", meanings=meanings) == read(" \u00a0", meanings=meanings) == Reading(None, Status.MISSING)


def test_sign_that_no_source_of_statistics_sweden_was_found_for_is_refused() -> None:
    assert read(".", meanings=SCB).refusal is Refusal.SYMBOL


def test_word_that_somebody_explained_is_read() -> None:
    meanings = OWN.with_words({"X": Status.SUPPRESSED, "ej med": Status.NOT_APPLICABLE})
    assert read("x", meanings=meanings).status is Status.SUPPRESSED
    assert read("Ej  med", meanings=meanings).status is Status.NOT_APPLICABLE
    assert OWN.find("x") is None


@pytest.mark.parametrize(
    ("text", "period", "note"),
    [
        ("84,1 (2014)", 2014, None),
        ("84,1 (kostnad 2013)", 2013, "(kostnad 2013)"),
        ("84,1 (avser år 2013)", 2013, "(avser år 2013)"),
        ("84,1 (resultat 2015, kostnad 2015)", 2015, "(resultat 2015, kostnad 2015)"),
        ("84,1* (2014)", 2014, "*"),
    ],
)
def test_year_in_brackets_is_the_period(text: str, period: int, note: str | None) -> None:
    reading = read(text)
    assert (reading.value, reading.period, reading.note) == (D("84.1"), period, note)


def test_year_among_words_in_place_of_a_value_is_only_noted() -> None:
    assert read("Ny definition 2016") == Reading(None, Status.MISSING, note="Ny definition 2016")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2017=81; 2016=53", [2017, 2016]),
        ("2017: 81", [2017]),
        ("2012-2014: 4;-;6", [2012, 2013, 2014]),
        ("2015=84,1 (2014)", [2014]),
        ("81", [None]),
    ],
)
def test_series_in_a_cell_gives_each_value_its_year(text: str, periods: list[int | None]) -> None:
    readings = read_series(text, meanings=OWN)
    assert [reading.period for reading in readings] == periods
    assert not any(reading.refusal for reading in readings)


def test_range_of_years_with_another_number_of_values_is_refused() -> None:
    (reading,) = read_series("2012-2014: 4;6", meanings=OWN)
    assert reading.trouble == "“2012-2014: 4;6” has 2 values for 3 years. Correct the years, or the values."


def test_number_of_a_workbook_is_taken_as_it_is() -> None:
    assert read_cell(Cell("1.234", D("1.234"), 1, 1), meanings=OWN).value == D("1.234")
    assert read_cell(Cell("81%", D(81), 1, 1), meanings=OWN).unit == "%"


def test_cell_with_a_trouble_is_refused_with_it() -> None:
    reading = read_cell(Cell("2019-01-05", None, 1, 1, trouble="It is a date."), meanings=OWN)
    assert (reading.refusal, reading.trouble) == (Refusal.CELL, "It is a date.")


@pytest.mark.parametrize(
    ("reading", "text", "meanings", "expected"),
    [
        (Reading(), "Missing", OWN, Reading(None, Status.MISSING)),
        (Reading(), ":", SSB, Reading(None, Status.SUPPRESSED)),
        (Reading(), "-", SSB, Reading(D(0), Status.PRESENT)),
        (Reading(), "prel", OWN, Reading(None, Status.MISSING)),
        (Reading(), "", OWN, Reading(None, Status.MISSING)),
        (Reading(D(5), Status.PRESENT), "*", SSB, Reading(D(5), Status.PRELIMINARY)),
        (Reading(D(5), Status.PRESENT), "Preliminär", OWN, Reading(D(5), Status.PRELIMINARY)),
        (Reading(D(5), Status.BELOW), "prel.", OWN, Reading(D(5), Status.BELOW)),
    ],
)
def test_status_beside_a_value(reading: Reading, text: str, meanings: SymbolMeanings, expected: Reading) -> None:
    assert with_status(reading, text, meanings=meanings) == expected


@pytest.mark.parametrize(("text", "refusal"), [("Missing", "status"), ("q", "status"), (":", "symbol")])
def test_status_that_contradicts_a_value_or_is_not_known_is_refused(text: str, refusal: str) -> None:
    assert with_status(Reading(D(5), Status.PRESENT), text, meanings=OWN).refusal == refusal


NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(lambda number: number + 0)


@given(
    number=NUMBERS,
    decimals=st.integers(0, 2),
    sign=st.sampled_from([",", "."]),
    group=st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", "other"]),
    minus=st.sampled_from(["-", "−", "–", "- "]),
    tail=st.sampled_from(["", "%", " %", " st", " procent", "*", " 1)", "¹", " (2014)", " (prel)", " (avvikande)"]),
)
def test_number_printed_in_any_style_is_read_back(
    number: Decimal, decimals: int, sign: DecimalSign, group: str, minus: str, tail: str
) -> None:
    number = round(number, decimals) + 0
    between = ("." if sign == "," else ",") if group == "other" else group
    printed = f"{abs(number):,.{decimals}f}".replace(".", "\0").replace(",", between).replace("\0", sign)
    reading = read((minus if number < 0 else "") + printed + tail, decimal=sign)
    assert reading.refusal is None
    assert reading.value == number


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    reading = read(text)
    assert (reading.refusal is None) == (reading.trouble is None)
    assert all(one.refusal is None or one.trouble for one in read_series(text, meanings=OWN))
