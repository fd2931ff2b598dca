"""The words in which our own interface says what a value is, read in a column of statuses; what they need beside."""

from decimal import Decimal

import pytest

from kompassros.statistics.receiving.cells import Sheet
from kompassros.statistics.receiving.jsonstat import read_dataset
from kompassros.statistics.receiving.jsonstat_proposing import propose_dataset
from kompassros.statistics.receiving.mapping import Column
from kompassros.statistics.receiving.printed_numbers import Reading, Refusal, with_status
from kompassros.statistics.receiving.proposing import propose
from kompassros.statistics.receiving.recognising import Known, Names
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.statistics.receiving.symbols import KOLADA, OWN, SSB, SymbolMeanings
from kompassros.statistics.values import Status

NUMBER, NOTHING = Reading(Decimal("4.5"), Status.PRESENT), Reading(status=Status.MISSING)
KNOWN = Known(Names([("0180", "Stockholm")]), Names([("N00945", "VAB som tas ut av män, andel (%)")]))


@pytest.mark.parametrize("meanings", [OWN, KOLADA, SSB])
@pytest.mark.parametrize(
    ("text", "reading", "status"),
    [
        ("present", NUMBER, Status.PRESENT),
        ("preliminary", NUMBER, Status.PRELIMINARY),
        ("below", NUMBER, Status.BELOW),
        ("at_most", NUMBER, Status.AT_MOST),
        ("Above", NUMBER, Status.ABOVE),
        ("at_least", NUMBER, Status.AT_LEAST),
        ("present", NOTHING, Status.MISSING),
        ("missing", NOTHING, Status.MISSING),
        ("not_applicable", NOTHING, Status.NOT_APPLICABLE),
        ("suppressed", NOTHING, Status.SUPPRESSED),
    ],
)
def test_word_of_our_interface(meanings: SymbolMeanings, text: str, reading: Reading, status: Status) -> None:
    found = with_status(reading, text, meanings=meanings)
    assert (found.status, found.value, found.refusal) == (status, reading.value, None)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("below", NOTHING),
        ("suppressed", NUMBER),
        ("deleted", NUMBER),
        ("at_most", Reading(Decimal(5), Status.ABOVE)),
    ],
)
def test_word_that_does_not_fit_is_refused(text: str, reading: Reading) -> None:
    assert with_status(reading, text, meanings=OWN).refusal is Refusal.STATUS


def sheets_of(text: str) -> list[Sheet]:
    return list(read_sheets(text.encode(), "a.csv").sheets)


def test_title_that_names_a_gender_is_not_the_column_of_genders() -> None:
    row = '"VAB som tas ut av män, andel (%)",0180,2020,{},1.5'
    rows = "\n".join(row.format(letter) for letter in "TKM")
    (layout,) = propose(sheets_of(f"title,unit,period,gender,value\n{rows}\n"), KNOWN).mapping.layouts
    assert layout.gender == Column(column=4)


@pytest.mark.parametrize(("value", "empty"), [('{"1": 2}', "left out"), ("[null, 2]", "missing")])
def test_place_that_a_sparse_dataset_does_not_name_is_left_out(value: str, empty: str) -> None:
    text = (
        '{"version": "2.0", "class": "dataset", "id": ["period"], "size": [2], "value": %s, '
        '"role": {"time": ["period"]}, "dimension": {"period": {"category": {"index": ["2019", "2020"]}}}}'
    )
    dataset = read_dataset((text % value).encode(), "a.json")
    assert propose_dataset(dataset, KNOWN).mapping.empty == empty
