"""The sets of measures and their handbook: what is known of each, and the way to a municipality's results."""

from importlib.resources import files

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.indicators.models import Indicator
from kompassros.portal.measures.set_sources import SOURCES
from kompassros.statistics.models import Unit
from tests.portal.measures.measure_cases import CODE, get
from tests.portal.measures.set_cases import PARTLY, SET, add_measures, add_partly_known, add_set, add_values

pytestmark = pytest.mark.django_db


def test_sets_say_whether_their_list_is_whole(client: Client, measure: Indicator) -> None:
    add_set([measure])
    add_partly_known()
    page = get(client, "measure_sets")
    whole, partly = (page.split(f"/measures/sets/{key}/")[1].split("</tr>")[0] for key in (SET, PARTLY))
    assert ">all known<" in whole
    assert ">2024<" in whole
    assert ">not complete<" in partly
    assert ">not stated<" in partly


def test_handbook_tells_what_each_measure_is(client: Client, measure: Indicator) -> None:
    Indicator.objects.filter(pk=measure.pk).update(
        definition="Hur det räknas.",
        numerator="De nöjda",
        denominator="Alla",
        source="En enkät",
        collected_by="SCB",
        direction_basis="Own choice: no source states it.",
    )
    add_set([measure])
    page = get(client, "measure_set", SET)
    section = page.split("<h2>Barn</h2>")[1].split("</section>")[0]
    for said in ("Hur det räknas.", "De nöjda", "Alla", "En enkät", "SCB", "<dd>2024</dd>", f"/measures/{CODE}/"):
        assert said in section
    assert "<dd>A high value is good. Own choice: no source states it.</dd>" in section


def test_handbook_says_what_is_not_known(client: Client) -> None:
    add_partly_known()
    page = get(client, "measure_set", PARTLY)
    assert "2 measures are known. The list is not complete" in page
    assert "2 of the measures are not in the catalogue" in page
    assert "<h2>Area not known</h2>" in page
    assert "A low value is good. As the set itself says." in page
    assert "Code N97999: not in the catalogue" in page


def test_handbook_finds_a_municipality_by_part_of_its_name(client: Client, measure: Indicator) -> None:
    add_set([measure])
    page = get(client, "measure_set", SET, query="find=ort+1")
    assert f"/measures/sets/{SET}/9711/" in page
    assert f"/measures/sets/{SET}/9703/" not in page


def test_handbook_leads_to_the_only_municipality_that_is_found(client: Client, measure: Indicator) -> None:
    add_set([measure])
    response = client.get(f"/en/measures/sets/{SET}/?find=ORT+03")
    assert response.status_code == 302
    assert response["Location"] == f"/en/measures/sets/{SET}/9703/"


@pytest.mark.parametrize("words", ["xyzzy", "%00", "%25", "a" * 3000])
def test_handbook_says_when_no_municipality_is_found(words: str, client: Client, measure: Indicator) -> None:
    add_set([measure])
    page = get(client, "measure_set", SET, query=f"find={words}")
    assert ("No municipality has all these words" in page) is (words != "%00")


@pytest.mark.parametrize("key", ["kkik-1800", "x"])
def test_unknown_set_is_not_found(key: str, client: Client) -> None:
    assert client.get(f"/en/measures/sets/{key}/").status_code == 404


def test_handbook_downloads_as_a_table(client: Client, measure: Indicator) -> None:
    add_set([measure])
    response = client.get(f"/en/measures/sets/{SET}/?format=csv&table=handbook")
    assert response["Content-Type"].startswith("text/csv")
    assert CODE in response.content.decode()


def test_handbook_of_many_measures_asks_no_more_than_that_of_one(client: Client, municipalities: list[Unit]) -> None:
    indicators = add_measures(40)
    add_values(indicators, municipalities)
    add_set(indicators)
    add_set(indicators[:1], key="kkik-2930", year=2024)
    asked = []
    for key in ("kkik-2930", SET):
        get(client, "measure_set", key)
        with CaptureQueriesContext(connection) as queries:
            get(client, "measure_set", key)
        asked.append(len(queries))
    assert asked[1] <= asked[0] <= 6


def test_measures_lead_to_the_sets(client: Client, measure: Indicator) -> None:
    add_set([measure])
    assert 'href="/en/measures/sets/"' in get(client, "measures")
    assert f'href="/en/measures/sets/{SET}/"' in get(client, "measure", CODE)


def test_what_packaged_sets_say_of_themselves_is_translated() -> None:
    folder = files("kompassros.indicators") / "data" / "sets"
    said = {yaml.safe_load(one.read_bytes())["source"] for one in folder.iterdir() if one.name.endswith(".yaml")}
    assert said == set(SOURCES)


def test_source_of_a_packaged_set_is_told_in_the_readers_language(client: Client) -> None:
    page = client.get("/sv/measures/sets/kkik-2024/").content.decode()
    assert "Områdena är Kompassros egen läsning av nyckeltalen." in page
    assert "own reading" not in page
