"""The pages of measures: found, read, compared, framed; what the address says is taken as far as it exists."""

import json

import pytest
from django.test import Client

from kompassros.indicators.models import Indicator
from kompassros.statistics.datasets import KOLADA, MADE_UP, ensure_datasets
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Unit, UnitGroup
from kompassros.statistics.unit_classes import MADE_UP as MADE_UP_CLASS
from kompassros.statistics.values import Observation, Status
from tests.portal.measures.measure_cases import CODE, COST, add_indicator, add_units, get

pytestmark = pytest.mark.django_db


def test_measure_page_says_where_all_stand(client: Client, measure: Indicator) -> None:
    page = get(client, "measure", CODE)
    assert "In 2024 the mean of 24 municipalities was 63.5" in page
    assert "half of them lie between 57.8 and 69.3." in page
    assert "6 are among the best quarter, 12 in the middle half and 6 among the worst quarter" in page


def test_measure_page_says_where_a_unit_stands(client: Client, measure: Indicator, group: UnitGroup) -> None:
    page = get(client, "measure", CODE, query="unit=9703&with=9720&with=9720&with=0000")
    assert "Ort 03 had 55.0\u00a0% in 2024: place 21 of 24, among the worst quarter." in page
    assert "It is better than before (2023)." in page
    assert "Ort 03 over the years: better twice running" in page
    assert "Similar by övergripande, 2024" in page
    assert "5 of 5" in page
    assert page.count('value="9720" selected') == 1


def test_value_that_is_missing_before_gives_no_change(client: Client, measure: Indicator) -> None:
    page = get(client, "measure", CODE, query="unit=9705&period=2024")
    assert "than before" not in page.split("<form")[0]
    assert "Ort 05 over the years: not told: an earlier value is missing" in page


def test_women_and_men_are_chosen_in_the_address(client: Client, measure: Indicator) -> None:
    page = get(client, "measure", CODE, query="unit=9703&gender=M&period=2022")
    assert "Ort 03 had 51.0\u00a0% in 2022" in page


@pytest.mark.parametrize(
    "query", ["unit=xx&period=1800&gender=Q&class=no", "period=٢٠٢٤", "period=99999999999", "with=%00"]
)
def test_unknown_choices_are_passed_over(client: Client, measure: Indicator, query: str) -> None:
    assert "In 2024 the mean of 24 municipalities" in get(client, "measure", CODE, query=query)


def test_measure_without_direction_has_no_groups(client: Client, measure: Indicator) -> None:
    Indicator.objects.filter(code=CODE).update(direction="none")
    page = get(client, "measure", CODE, query="unit=9703")
    assert "among the" not in page.split("<footer")[0].split("Why this colour")[0]
    assert "so there are no groups" in page
    assert "among the best quarter" not in page.split('id="why"')[1].split("</section>")[0]


def test_measure_without_values_tells_how_they_come(client: Client, db: None) -> None:
    add_indicator(COST, "Kostnad", "none")
    page = get(client, "measure", COST)
    assert "No values of this measure are stored here yet." in page
    assert f"kompassros indicator fetch --kpi {COST}" in page


def test_unknown_measure_is_not_found(client: Client, db: None) -> None:
    assert client.get("/en/measures/N00000/").status_code == 404


def test_measures_are_found_by_words_and_code(client: Client, measure: Indicator) -> None:
    assert CODE in get(client, "measures", query="words=NOJDA+elever")
    assert CODE in get(client, "measures", query=f"words={CODE.lower()}")
    assert "No measure has all these words" in get(client, "measures", query="words=xyzzy")


def test_values_download_with_every_unit(client: Client, measure: Indicator) -> None:
    response = client.get(f"/en/measures/{CODE}/?period=2022&format=csv&table=units")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines if line.startswith("Ort")] == [
        f"Ort {place:02}" for place in range(24)
    ]


def test_made_up_values_say_so_everywhere(client: Client, db: None) -> None:
    ensure_datasets()
    indicator = add_indicator(CODE, "Påhittat, andel (%)", "high")
    units = add_units(MADE_UP_CLASS, "XX", [(f"M9{number:02}", f"Kommun 9{number:02}") for number in range(3)])
    rows = [
        Observation(indicator.number, 2024, 0, unit.number, unit.unit_class_id, 1.0 + at)
        for at, unit in enumerate(units)
    ]
    make_release(dataset_key=MADE_UP, observations=table_of(rows), note="test")
    assert "Made-up demo data" in get(client, "measure", CODE)
    assert "made-up demo data" in get(client, "measure_embedded", CODE, "spread")
    assert "Made-up demo data" in get(client, "measures_beside", query=f"class={MADE_UP_CLASS}&u=M900&m={CODE}")
    csv = client.get(f"/en/measures/{CODE}/?format=csv&table=units").content.decode()
    assert csv.count("Kommun 9") == csv.count("Kommun 90") == 3
    assert csv.count("(made up)") == len(csv.splitlines()) - 1
    drawn = client.get(f"/en/measures/{CODE}/?format=svg&figure=spread").content.decode()
    assert "made-up demo data" in drawn


def test_measures_stand_beside_each_other_in_a_common_year(client: Client, measure: Indicator) -> None:
    page = get(client, "measures_beside", query=f"u=9703&u=9705&m={CODE}&m=nothing")
    assert "1 measure, in the latest year in which all the chosen units have a value." in page
    assert "place 21 of 24, among the worst quarter" in page
    offers = get(client, "measures_beside", query="u=9703&words=nöjda")
    assert "Add: Elever som är nöjda, andel (%)" in offers


def test_too_many_are_said_to_be_too_many(client: Client, measure: Indicator, municipalities: list[Unit]) -> None:
    query = "&".join(f"u={unit.code}" for unit in municipalities[:12])
    page = get(client, "measures_beside", query=f"{query}&m={CODE}")
    assert "Only the first 10 units and 20 measures are shown." in page


def test_picture_may_be_framed_by_any_site_and_the_page_not(client: Client, measure: Indicator) -> None:
    framed = client.get(f"/en/measures/{CODE}/years/frame/?unit=9703")
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    page = client.get(f"/en/measures/{CODE}/")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "&lt;iframe" in page.content.decode()
    assert client.get(f"/en/measures/{CODE}/nothing/frame/").status_code == 404


def test_measure_page_asks_the_database_a_bounded_number_of_times(
    client: Client, measure: Indicator, group: UnitGroup, django_assert_max_num_queries: object
) -> None:
    client.get(f"/en/measures/{CODE}/?unit=9703")
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        client.get(f"/en/measures/{CODE}/?unit=9703&with=9704&with=9705")


def test_compare_command_tells_what_the_page_tells(
    measure: Indicator, group: UnitGroup, capsys: pytest.CaptureFixture[str]
) -> None:
    from kompassros.cli.indicator_compare import compare
    from kompassros.cli.output import Format

    compare(CODE, unit="9703", period=2024, gender="T", country="SE", output=Format.JSON)
    found = json.loads(capsys.readouterr().out)
    assert (found["value"], found["n"], found["place"], found["group"]) == (55.0, 24, 21, "worst")
    assert found["groups"] == {"best": 6, "middle": 12, "worst": 6}
    assert (found["mean"], found["median"], found["min"], found["max"]) == (63.5, 63.5, 52.0, 75.0)
    assert (found["change"]["turn"], found["trend"]["turn"]) == ("better", "better twice running")
    assert (found["country"], found["county"]["n"]) == (61.3, 24)
    assert [(one["place"], one["of"], one["mean"]) for one in found["similar"]] == [(5, 5, 57.5)]


def test_missing_value_is_told_and_has_no_place(client: Client, measure: Indicator, municipalities: list[Unit]) -> None:
    unit = municipalities[0]
    row = Observation(measure.number, 2024, 0, unit.number, unit.unit_class_id, None, Status.SUPPRESSED)
    make_release(dataset_key=KOLADA, observations=table_of([row]), note="test")
    assert "For Ort 00 in 2024: not shown, for secrecy." in get(client, "measure", CODE, query="unit=9700&period=2024")
