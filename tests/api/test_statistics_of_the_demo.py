"""The catalogue of open data, and the lists: what is published, the same in three syntaxes, and nothing made up."""

import json
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
API = "/api/v1"


def get(client: Client, address: str) -> Any:
    response = client.get(f"{API}{address}")
    assert response.status_code == 200
    return response


def test_catalogue_lists_what_is_published_and_nothing_made_up(client: Client) -> None:
    text = get(client, "/catalogue.jsonld").content.decode()
    assert "kolada" in text.lower()
    assert "made-up" not in text
    assert json.loads(text)["@context"]


def test_catalogue_says_the_same_in_every_syntax(client: Client) -> None:
    turtle = get(client, "/catalogue.ttl")
    xml = get(client, "/catalogue.rdf")
    assert turtle["Content-Type"].startswith("text/turtle")
    assert xml["Content-Type"].startswith("application/rdf+xml")
    linked = get(client, "/catalogue.jsonld").content.decode()
    for text in (turtle.content.decode(), xml.content.decode()):
        for name in ("Catalog", "Dataset", "Distribution", "contactPoint", "publisher"):
            assert (name in text) is (name in linked) is True


def test_indicators_are_found_and_shown(client: Client) -> None:
    found = get(client, "/indicators?q=yrkesprogram+åk+9&set=kkik-2024").json()
    assert [item["code"] for item in found["items"]] == ["N15428", "N15436"]
    shown = get(client, "/indicators/N15428").json()
    assert (shown["unit"], shown["direction"]) == ("%", "high")
    assert "direction" in shown["corrected"]
    assert client.get(f"{API}/indicators/N00000").status_code == 404


def test_units_are_found_whatever_the_accents(client: Client) -> None:
    assert [unit["code"] for unit in get(client, "/units?q=OREBRO&kind=municipality").json()] == ["1880"]
    assert get(client, "/units/SE/1880").json()["name"] == "Örebro"


def test_sets_say_whether_they_are_complete(client: Client) -> None:
    sets = {one["key"]: (one["complete"], one["size"]) for one in get(client, "/measure-sets").json()}
    assert sets["kkik-2024"] == (True, 40)
    assert len(get(client, "/measure-sets/kkik-2024").json()["measures"]) == 40


def test_datasets_name_the_release_that_is_read(client: Client) -> None:
    found = {one["key"]: one for one in get(client, "/datasets").json()}
    assert (found["kolada"]["made_up"], found["made-up"]["made_up"]) == (False, True)
    assert found["kolada"]["release"] == 1


def test_comparison_is_that_of_the_command_line(client: Client) -> None:
    found = get(client, "/indicators/N00945/compare?unit=0180&period=2020").json()
    assert (found["value"], found["n"], found["no_groups"]) == (40.8, 3, "too few units")
    assert client.get(f"{API}/indicators/N00945/compare?unit=9999").status_code == 404


def test_packaged_values_come_back_unchanged(client: Client) -> None:
    rows = get(client, "/values?indicator=N00945&unit=0180&period=2000").json()["values"]
    assert [(row["value"], row["status"], row["count"]) for row in rows] == [(31.32959689, "present", 1)]
