"""A measure's page compares in networks, lists a municipality's own units, and tells values that were changed."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.indicators.models import Indicator
from kompassros.methods.ordering import search_key
from kompassros.statistics import reading
from kompassros.statistics.datasets import KOLADA
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Unit, UnitGroup, UnitGroupMember
from kompassros.statistics.unit_classes import ensure_classes
from kompassros.statistics.values import Observation, Status
from kompassros.web.formats import format_date
from tests.portal.measures.measure_cases import CODE, add_indicator, add_units, get

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(municipalities: list[Unit]) -> UnitGroup:
    """A network of Ort 00, Ort 01 and Ort 02."""
    title = "Ortens län (ovägt medel)"
    found = UnitGroup.objects.create(
        code="G99990", title=title, kind=UnitGroup.Kind.NETWORK, search_key=search_key(f"G99990 {title}")
    )
    for position, unit in enumerate(municipalities[:3]):
        UnitGroupMember.objects.create(group=found, unit=unit, position=position)
    return found


def release(*rows: Observation) -> None:
    make_release(dataset_key=KOLADA, observations=table_of(rows), note="test")


def about(page: str, start: str) -> str:
    """Return a section of a page, by its id."""
    return page.split(f'id="{start}"', 1)[1].split("</section>", 1)[0]


def test_network_is_found_by_words_and_chosen_by_address(client: Client, measure: Indicator, county: UnitGroup) -> None:
    page = get(client, "measure", CODE, query="unit=9702&find=ortens")
    assert f"network={county.code}#networks" in page
    assert county.title in page
    assert "No network has all these words." in get(client, "measure", CODE, query="unit=9702&find=xyzzy")


def test_network_tells_place_mean_median_and_ends_of_the_others(
    client: Client, measure: Indicator, county: UnitGroup
) -> None:
    page = get(client, "measure", CODE, query=f"unit=9702&network={county.code}")
    assert f"Ort 02 had 54.0\u00a0% in 2024: place 1 of 3 in {county.title}." in page
    assert "Others with a value: 2. Mean 52.5\u00a0%, median 52.5, lowest 52.0, highest 53.0." in page
    assert "22 of 24" in about(page, "network-g99990")
    assert f'name="network" value="{county.code}"' in page.split("</form>")[0] + page.split("</form>")[1]


def test_unit_outside_a_network_is_counted_and_said_to_be_outside(
    client: Client, measure: Indicator, county: UnitGroup
) -> None:
    page = get(client, "measure", CODE, query=f"unit=9710&network={county.code}")
    assert f"place 1 of 4 in {county.title}." in page
    assert about(page, "network-g99990").count("not a member") == 1


def test_network_without_a_chosen_unit_describes_its_members(
    client: Client, measure: Indicator, county: UnitGroup
) -> None:
    page = get(client, "measure", CODE, query=f"network={county.code}")
    assert "With a value: 3. Mean 53.0\u00a0%, median 53.0, lowest 52.0, highest 54.0." in page


def test_unit_is_not_said_to_be_outside_the_group_that_is_formed_around_it(
    client: Client, measure: Indicator, group: UnitGroup
) -> None:
    page = get(client, "measure", CODE, query=f"unit=9703&network={group.code}")
    assert f"place 5 of 5 in {group.title}." in page
    assert "not a member" not in page


@pytest.mark.parametrize("code", ["G00000", "%00", "x'"])
def test_unknown_network_is_passed_over(client: Client, measure: Indicator, code: str) -> None:
    assert "Compare without this network" not in get(client, "measure", CODE, query=f"unit=9703&network={code}")


def test_chosen_units_are_an_own_network_under_a_name_that_stands_in_the_address(
    client: Client, measure: Indicator
) -> None:
    query = "unit=9703&with=9704&with=9705&called=Sl%C3%A4ttens%20orter"
    page = get(client, "measure", CODE, query=query)
    assert "Ort 03 had 55.0\u00a0% in 2024: place 3 of 3 in Slättens orter." in page
    assert "called=Sl%C3%A4ttens+orter" in page
    response = client.get(f"/en/measures/{CODE}/?{query}&format=csv&table=network")
    lines = [line.split(",")[:2] for line in response.content.decode("utf-8-sig").splitlines()]
    assert ["Ort 05", "57.0"] in lines
    assert ["Mean of the others", "56.5"] in lines


def test_own_network_without_a_name_is_the_chosen_units(client: Client, measure: Indicator) -> None:
    assert "of 2 in The chosen units." in get(client, "measure", CODE, query="unit=9703&with=9704")
    assert "The chosen units" not in get(client, "measure", CODE, query="unit=9703")


def test_own_network_of_made_up_units_offers_no_networks_to_find(client: Client, measure: Indicator) -> None:
    units = add_units("XX-municipality", "XX", [(f"M9{number:02}", f"Kommun 9{number:02}") for number in range(3)])
    release(*(Observation(measure.number, 2024, 0, unit.number, unit.unit_class_id, 1.0) for unit in units))
    page = get(client, "measure", CODE, query="class=XX-municipality&unit=M900&with=M901")
    assert "place 1 of 2 in The chosen units." in page
    assert "Find a network or group" not in page


@pytest.fixture
def preschools(measure: Indicator, municipalities: list[Unit]) -> list[Unit]:
    """Three preschools of Ort 03, of which two have a value in 2023, and 20 of other municipalities."""
    of_class = ensure_classes(["SE-V11"])["SE-V11"]
    names = [(f"V11E9{number:03}", f"Förskola {number:02}") for number in range(23)]
    units = add_units("SE-V11", "SE", names)
    for place, unit in enumerate(units):
        unit.parent = municipalities[3] if place < 3 else municipalities[5]
    Unit.objects.bulk_update(units, ["parent"])
    release(
        *(
            Observation(measure.number, 2023, 0, unit.number, of_class.number, 10.0 + place)
            for place, unit in enumerate(units)
            if place != 1
        )
    )
    return units


def test_units_of_a_municipality_are_listed_with_their_place_in_the_country(
    client: Client, preschools: list[Unit]
) -> None:
    page = get(client, "measure", CODE, query="unit=9703&period=2024")
    part = about(page, "own-units")
    assert "Units in Ort 03" in part
    assert "Of 3 units of the kind 1 have no value in 2023." in part
    assert "The source does not say who runs a single unit" in part
    assert [name in part for name in ("Förskola 00", "Förskola 01", "Förskola 02", "Förskola 03")] == [
        True, False, True, False,
    ]  # fmt: skip
    assert "22 of 22" in part
    assert "21 of 22" in part
    assert "preschool" in part
    assert part.count("among the worst quarter") == 2


def test_municipality_whose_units_have_no_value_says_so(
    client: Client, preschools: list[Unit], municipalities: list[Unit]
) -> None:
    Unit.objects.filter(number=preschools[1].number).update(parent=municipalities[9])
    part = about(get(client, "measure", CODE, query="unit=9709"), "own-units")
    assert "Of 1 unit of the kind 1 has no value in 2023." in part
    assert "<table" not in part


def test_municipality_without_units_of_the_kind_has_no_such_part(client: Client, preschools: list[Unit]) -> None:
    assert 'id="own-units"' not in get(client, "measure", CODE, query="unit=9708")
    assert 'id="own-units"' not in get(client, "measure", CODE)


def test_measures_of_own_and_other_providers_stand_together(
    client: Client, measure: Indicator, municipalities: list[Unit]
) -> None:
    own = add_indicator("N99991", "Nöjda barn, kommunal regi, andel (%)", "high")
    others = add_indicator("N99992", "Nöjda barn, enskild regi, andel (%)", "high")
    first, second, *_ = municipalities
    release(
        Observation(own.number, 2024, 0, first.number, first.unit_class_id, 70.0),
        Observation(own.number, 2024, 0, second.number, second.unit_class_id, 60.0),
        Observation(others.number, 2024, 0, second.number, second.unit_class_id, 81.0),
    )
    part = about(get(client, "measure", "N99991", query="unit=9700"), "own-and-others")
    assert "they are paired by title: our own reading" in part
    rows = [row for row in part.split("<tr")[1:] if "<td" in row]
    assert ["municipal or public" in rows[0], "70.0" in rows[0], "65.0" in rows[0], "1 of 2" in rows[0]] == [True] * 4
    assert ["independent or private" in rows[1], "value missing" in rows[1], "81.0" in rows[1]] == [True] * 3
    assert 'id="own-and-others"' not in get(client, "measure", CODE, query="unit=9700")


def test_restated_value_shows_its_older_self_in_words_table_and_download(
    client: Client, measure: Indicator, municipalities: list[Unit]
) -> None:
    unit = municipalities[3]
    release(
        Observation(measure.number, 2023, 0, unit.number, unit.unit_class_id, 71.2),
        Observation(measure.number, 2024, 1, unit.number, unit.unit_class_id, 1.0),
    )
    page = get(client, "measure", CODE, query="unit=9703")
    (old,) = [one for one in reading.restated(indicator=measure.number, unit=unit.number) if one.gender == 0]
    said = f"earlier 54.0, until {format_date(old.replaced, language='en')}"
    assert f"<li>2023: {said}.</li>" in page
    assert "has changed values of Ort 03 since they were first stored here" in page
    assert said in about(page, "figure-years") if "figure-years" in page else False
    rows = (
        client.get(f"/en/measures/{CODE}/?unit=9703&format=csv&figure=years").content.decode("utf-8-sig").splitlines()
    )
    assert rows[0].endswith("Earlier value")
    assert [said in row for row in rows[1:]] == [False, True, False]
    assert "Earlier value" not in get(client, "measure", CODE, query="unit=9704")


def test_restated_value_that_was_preliminary_says_so_and_is_in_the_record(
    client: Client, measure: Indicator, municipalities: list[Unit]
) -> None:
    unit = municipalities[3]
    row = Observation(measure.number, 2024, 0, unit.number, unit.unit_class_id, 55.0)
    release(row._replace(status=Status.PRELIMINARY, value=50.0))
    release(row)
    assert "earlier 50.0 (preliminary), until" in get(client, "measure", CODE, query="unit=9703")
    record = json.loads(client.get(f"/api/v1/indicators/{CODE}/compare?unit=9703").content)
    day = reading.restated(indicator=measure.number, unit=unit.number)[0].replaced.isoformat()
    assert record["restated"][0] == {
        "period": 2024, "value": 50.0, "status": "preliminary", "seen": day, "replaced": day,
    }  # fmt: skip
    assert [(one["value"], one["status"]) for one in record["restated"]] == [(50.0, "preliminary"), (55.0, "present")]


def test_one_unit_beside_measures_has_a_small_picture_of_each(client: Client, measure: Indicator) -> None:
    page = get(client, "measures_beside", query=f"u=9703&m={CODE}")
    assert "Where it stands among all" in page
    assert f'id="strip-{CODE}"' in page
    assert "Elever som är nöjda, andel (%): Ort 03 had 55.0\u00a0% in 2024." in page
    assert "Where it stands among all" not in get(client, "measures_beside", query=f"u=9703&u=9704&m={CODE}")


def test_page_with_everything_asks_the_database_a_bounded_number_of_times(
    client: Client, preschools: list[Unit], group: UnitGroup, county: UnitGroup
) -> None:
    query = f"unit=9703&with=9704&network={county.code}&find=ortens&called=x"
    client.get(f"/en/measures/{CODE}/?{query}")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/en/measures/{CODE}/?{query}")
    assert len(captured) <= 30
