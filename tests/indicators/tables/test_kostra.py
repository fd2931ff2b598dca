"""A made-up table in the shape in which SSB's Statistikkbanken gives JSON-stat 2, read in as two Norwegian measures."""

import json
from typing import Any

import pytest

from kompassros.indicators import unit_values
from kompassros.indicators.models import Indicator, MeasureSet
from kompassros.indicators.norwegian import KEY
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.content import MeasureResult
from kompassros.indicators.tables import receiving
from kompassros.indicators.tables.models import TableImport
from kompassros.organisations.models import Organisation, Person
from kompassros.records.jobs import run
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset, Unit
from kompassros.statistics.values import Status
from tests.indicators.tables.cases import again, corrected, stored

pytestmark = pytest.mark.django_db
# Variables of this test: SSB has none of these names, and the numbers are made up.
VARIABLES = {"MadeUpResult": "NO-EGEN-01", "MadeUpDebt": "NO-EGEN-02"}
MARCH: list[float | None] = [1.5, 2.25, 61000, 62000, -0.5, 0.75, 81000, None]
JUNE: list[float | None] = [1.5, 2.5, 61000, 62000, -0.5, 0.75, 81000, 82500]
YEAR = 2024


def table(values: list[float | None], marks: dict[str, str], updated: str) -> str:
    """Return a made-up table of two municipalities, two variables and two years."""
    regions = {"3201": "Bærum", "5025": "Røros - Rosse"}
    contents = {"MadeUpResult": "Oppdiktet resultat (prosent)", "MadeUpDebt": "Oppdiktet gjeld (kr)"}
    units = {
        "MadeUpResult": {"base": "prosent", "decimals": 2},
        "MadeUpDebt": {"base": "kr", "decimals": 0},
    }
    content: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": "Made-up table, by region, contents and year",
        "source": "Made up for a test",
        "updated": updated,
        "id": ["KOKkommuneregion0000", "ContentsCode", "Tid"],
        "size": [2, 2, 2],
        "role": {"geo": ["KOKkommuneregion0000"], "metric": ["ContentsCode"], "time": ["Tid"]},
        "dimension": {
            "KOKkommuneregion0000": {
                "label": "region",
                "category": {"index": {"3201": 0, "5025": 1}, "label": regions},
            },
            "ContentsCode": {
                "label": "statistikkvariabel",
                "category": {"index": {"MadeUpResult": 0, "MadeUpDebt": 1}, "label": contents, "unit": units},
            },
            "Tid": {"label": "år", "category": {"index": {"2023": 0, "2024": 1}}},
        },
        "value": values,
        "status": marks,
        "extension": {"px": {"tableid": "made-up", "decimals": 2}},
    }
    return json.dumps(content)


UNREVISED = table(MARCH, {"1": "*", "3": "*", "5": "*", "7": ":"}, "2025-03-15T07:00:00Z")
CORRECTED = table(JUNE, {}, "2025-06-15T06:00:00Z")


def send_in(content: str, person: Person) -> TableImport:
    norway = Organisation.objects.get(key="norge")
    received, job = receiving.receive(
        organisation=norway, file_name="table.json", content=content.encode(), person=person
    )
    run(job.pk)
    return again(received)


def results_of(code: str) -> dict[str, MeasureResult]:
    """Return the results of a municipality by the codes of the measures."""
    unit = Unit.objects.select_related("unit_class").get(country="NO", code=code)
    unit_values._read.cache_clear()
    report = build_report(unit=unit, measure_set=MeasureSet.objects.get(key=KEY), year=YEAR)
    return {one.indicator.code: one for one in report.results}


def told(found: MeasureResult) -> tuple[float | None, Status]:
    assert found.value is not None
    return found.value.value, Status(found.value.status)


def test_variables_that_nobody_has_named_are_told(norwegian: Person) -> None:
    received = send_in(UNREVISED, norwegian)
    assert received.report["values"] == 0
    assert "MadeUpResult" in json.dumps(received.report["troubles"])


def test_unrevised_values_of_march_are_restated_in_june(norwegian: Person, dataset: Dataset) -> None:
    march = corrected(send_in(UNREVISED, norwegian), norwegian, indicators=VARIABLES, symbols="ssb")
    assert (march.report["troubles"], march.report["values"]) == ([], 8)
    assert stored(march, norwegian, dataset).state == TableImport.State.STORED
    before = results_of("3201")
    assert told(before["NO-EGEN-01"]) == (2.25, Status.PRELIMINARY)
    assert told(before["NO-EGEN-02"]) == (62000, Status.PRELIMINARY)
    secret = results_of("5025")["NO-EGEN-02"]
    assert (told(secret), secret.period) == ((81000, Status.PRESENT), YEAR - 1)

    june = send_in(CORRECTED, norwegian)
    assert (june.report["troubles"], june.report["values"]) == ([], 8)
    assert stored(june, norwegian, dataset).report["made"]["release"] == 2
    after = results_of("3201")
    assert told(after["NO-EGEN-01"]) == (2.5, Status.PRESENT)
    assert after["NO-EGEN-01"].period == YEAR
    assert told(results_of("5025")["NO-EGEN-02"]) == (82500, Status.PRESENT)
    number = Indicator.objects.get(code="NO-EGEN-01").number
    unit = Unit.objects.get(country="NO", code="3201").number
    earlier = [(one.period, one.value, Status(one.status)) for one in reading.restated(indicator=number, unit=unit)]
    assert earlier == [(YEAR, 2.25, Status.PRELIMINARY)]


def test_other_measures_of_the_set_have_no_value(norwegian: Person, dataset: Dataset) -> None:
    march = corrected(send_in(UNREVISED, norwegian), norwegian, indicators=VARIABLES, symbols="ssb")
    stored(march, norwegian, dataset)
    found = results_of("3201")
    assert len(found) == 30
    assert {code for code, one in found.items() if one.value is not None} == set(VARIABLES.values())
