"""A JSON-stat dataset to observations: dimensions found, mapped, picked, or told."""

import json
from typing import Any

import pytest

from kompassros.statistics.receiving.jsonstat import Dataset, read_dataset
from kompassros.statistics.receiving.jsonstat_mapping import apply_dataset
from kompassros.statistics.receiving.jsonstat_proposing import propose_dataset
from kompassros.statistics.receiving.mapping import DatasetMapping
from kompassros.statistics.receiving.outcome import Outcome
from kompassros.statistics.values import Status
from tests.statistics.receiving.cases import KNOWN, values
from tests.statistics.receiving.datasets import dataset

MAPPING = DatasetMapping(time="Tid", geo="Region", gender="Kjonn", metric="ContentsCode", symbols="ssb")


def read(**changes: Any) -> Dataset:
    return read_dataset(json.dumps(dataset(**changes)).encode(), "table.json")


def with_dimension(key: str, category: dict[str, Any], **changes: Any) -> Dataset:
    dimensions = {**dataset()["dimension"], key: {"label": key.lower(), "category": category}}
    return read(dimension=dimensions, **changes)


def said(outcome: Outcome) -> list[tuple[str, int, str]]:
    return [(trouble.sheet, trouble.row, trouble.message) for trouble in outcome.troubles]


def test_dataset_with_all_roles() -> None:
    outcome = apply_dataset(MAPPING, read(), KNOWN)
    assert values(outcome) == [
        ("N00945", "1440", 2019, "K", "1"),
        ("N00945", "1440", 2020, "K", "2.5"),
        ("N00945", "1440", 2019, "M", "3"),
        ("N00945", "1440", 2020, "M", None),
        ("N00945", "1280", 2019, "K", "5"),
        ("N00945", "1280", 2020, "K", "6"),
        ("N00945", "1280", 2019, "M", "7"),
        ("N00945", "1280", 2020, "M", "8"),
    ]
    assert outcome.observations[3].status is Status.SUPPRESSED
    assert outcome.observations[3].place == ("value", 4, 0)
    assert outcome.troubles == []


def test_mapping_is_guessed_by_the_roles_and_by_what_is_recognised() -> None:
    proposal = propose_dataset(read(), KNOWN)
    assert proposal.mapping == MAPPING
    without_roles = propose_dataset(read(role={}, source="made up"), KNOWN)
    assert without_roles.mapping == MAPPING.model_copy(update={"symbols": "own"})
    assert {reason.what: reason.why for reason in without_roles.reasons} == {
        "Year": "100 per cent of the categories of “year” are recognised.",
        "Unit": "100 per cent of the categories of “region” are recognised.",
        "Indicator": "100 per cent of the categories of “contents” are recognised.",
        "Gender": "100 per cent of the categories of “sex” are recognised.",
    }


def test_mapping_is_kept_as_json() -> None:
    assert DatasetMapping.model_validate_json(MAPPING.model_dump_json()) == MAPPING


AGES = {"index": ["a", "b", "c"], "label": {"a": "0-5", "b": "6-15", "c": "all"}}


def test_further_dimension_is_told_with_how_to_pick() -> None:
    ages = with_dimension(
        "Alder",
        AGES,
        id=["Alder", "Region", "ContentsCode", "Tid"],
        size=[3, 2, 1, 2],
        value=list(range(12)),
        status=None,
    )
    mapping = propose_dataset(ages, KNOWN).mapping
    assert mapping.gender is None
    outcome = apply_dataset(mapping, ages, KNOWN)
    assert outcome.observations == []
    sentence = (
        "The dataset is divided further, by alder [Alder] (a 0-5, b 6-15, c all, 3 in all). Pick one category of "
        "each, or say that it is the gender or the indicator."
    )
    assert said(outcome) == [("", 0, sentence)]
    picked = apply_dataset(mapping.model_copy(update={"picks": {"Alder": "c"}}), ages, KNOWN)
    assert [(row.unit, row.period, row.gender, row.value) for row in picked.observations] == [
        ("1440", 2019, "T", 8),
        ("1440", 2020, "T", 9),
        ("1280", 2019, "T", 10),
        ("1280", 2020, "T", 11),
    ]


def test_further_dimension_of_one_category_needs_no_pick() -> None:
    keys = ["Alder", "Region", "ContentsCode", "Tid"]
    found = with_dimension("Alder", {"index": ["a"]}, id=keys, size=[1, 2, 1, 2], value=[1, 2, 3, 4], status=None)
    assert len(apply_dataset(propose_dataset(found, KNOWN).mapping, found, KNOWN).observations) == 4


@pytest.mark.parametrize("picks", [{"Alder": "z"}, {}])
def test_pick_that_is_not_there_is_no_pick(picks: dict[str, str]) -> None:
    ages = with_dimension("Alder", AGES, id=["Alder", "Tid"], size=[3, 2], value=[1] * 6, status=None)
    mapping = DatasetMapping(time="Tid", unit="Ale", indicator="N00945", picks=picks)
    assert apply_dataset(mapping, ages, KNOWN).observations == []


def test_contents_by_code_to_indicators() -> None:
    contents = {"index": ["Antall", "Andel", "Annet"], "label": {"Antall": "Number", "Andel": "Andel (%)"}}
    found = with_dimension(
        "ContentsCode", contents, id=["ContentsCode", "Tid"], size=[3, 2], value=[1, 2, 3, 4, 5, 6], status=None
    )
    mapping = DatasetMapping(time="Tid", unit="Ale", metric="ContentsCode", indicators={"Antall": "N03702"})
    outcome = apply_dataset(mapping, found, KNOWN)
    assert values(outcome) == [
        ("N03702", "1440", 2019, "T", "1"),
        ("N03702", "1440", 2020, "T", "2"),
        ("N00945", "1440", 2019, "T", "3"),
        ("N00945", "1440", 2020, "T", "4"),
    ]
    assert said(outcome) == [
        (
            "contentscode: Annet Annet",
            0,
            "“Annet” is no indicator that is known here. Correct the title or code, or say which it is.",
        )
    ]
    assert apply_dataset(mapping.model_copy(update={"left_out": ("annet",)}), found, KNOWN).troubles == []


def test_year_and_unit_that_are_not_known_are_told_once() -> None:
    found = with_dimension("Tid", {"index": ["2019", "2020M01"]})
    outcome = apply_dataset(MAPPING, found, KNOWN)
    assert {row.period for row in outcome.observations} == {2019}
    assert [sheet for sheet, _row, _message in said(outcome)] == ["tid: 2020M01 2020M01"]


def test_status_that_is_not_known_is_told_at_its_value() -> None:
    outcome = apply_dataset(MAPPING, read(status={"3": "q", "4": "*"}), KNOWN)
    assert said(outcome) == [("value", 4, "“q” beside the value is no known status. Say what it means.")]
    assert outcome.observations[3].status is Status.PRELIMINARY


def test_absent_value_is_missing_or_nothing() -> None:
    sparse = read(value={"0": 1}, status={"1": ":"})
    assert len(apply_dataset(MAPPING, sparse, KNOWN).observations) == 8
    left_out = apply_dataset(MAPPING.model_copy(update={"empty": "left out"}), sparse, KNOWN)
    assert [row.status for row in left_out.observations] == [Status.PRESENT, Status.SUPPRESSED]


def test_factor_and_zero_by_a_sign() -> None:
    outcome = apply_dataset(MAPPING.model_copy(update={"factor": 1000}), read(status={"3": "-"}), KNOWN)
    assert [row.value for row in outcome.observations[:4]] == [1000, 2500, 3000, 0]


def test_what_the_mapping_does_not_say_is_told() -> None:
    outcome = apply_dataset(DatasetMapping(gender="Sex"), read(), KNOWN)
    assert [message.partition(".")[0] for _sheet, _row, message in said(outcome)][:4] == [
        "The dataset has no dimension “Sex”",
        "Say which dimension is the year, or which year all values are of",
        "Say which dimension is the unit, or which unit all values are of",
        "Say which dimension is the indicator, or which indicator all values are of",
    ]


def test_what_is_one_for_all_is_resolved_and_told() -> None:
    found = with_dimension("Tid", {"index": ["2019", "2020"]}, id=["Tid"], size=[2], value=[1, 2], status=None)
    mapping = DatasetMapping(time="Tid", unit="Nowhere", indicator="N00945")
    outcome = apply_dataset(mapping, found, KNOWN)
    assert outcome.observations == []
    assert said(outcome) == [
        ("", 0, "“Nowhere” is no unit that is known here. Correct the name or code, or leave the row out.")
    ]


def test_label_of_a_gender_goes_before_its_code() -> None:
    category = {"index": ["M", "K"], "label": {"M": "Women", "K": "Men"}}
    outcome = apply_dataset(MAPPING, with_dimension("Kjonn", category), KNOWN)
    assert [row.gender for row in outcome.observations[:4]] == ["K", "K", "M", "M"]


def test_gender_words_of_the_dataset() -> None:
    mapping = MAPPING.model_copy(update={"gender_words": {"Menn": "T"}})
    assert [row.gender for row in apply_dataset(mapping, read(), KNOWN).observations[:4]] == ["K", "K", "T", "T"]
