"""The catalogue of open data: what the Swedish profile demands, what is listed, and that every download is there."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.api import interface
from kompassros.api.statistics import published
from kompassros.statistics.datasets import KOLADA, MADE_UP
from tests.api.statistics.statements import TYPE, Statement, from_jsonld, from_rdfxml, from_turtle
from tests.api.statistics.world import COST, NORWEGIAN, SHARE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
DCT, DCAT = "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#"
FOAF, VCARD = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2006/vcard/ns#"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
# DCAT-AP-SE 2.0.0: its templates (cardinality 1 and more), changes.md, and its example with mandatory properties only.
MANDATORY = {
    f"{DCAT}Catalog": {f"{DCT}title", f"{DCT}description", f"{DCT}publisher", f"{DCT}license", f"{DCAT}dataset"},
    f"{DCAT}Dataset": {f"{DCT}title", f"{DCT}description", f"{DCT}publisher"},
    f"{DCAT}Distribution": {f"{DCAT}accessURL"},
    f"{DCAT}DataService": {f"{DCT}title", f"{DCAT}endpointURL"},
    f"{FOAF}Agent": {f"{FOAF}name"},
    f"{VCARD}Organization": {f"{VCARD}fn", f"{VCARD}hasEmail"},
}
RECOMMENDED = {
    *(f"{DCAT}{name}" for name in ("contactPoint", "keyword", "theme", "distribution")),
    *(f"{DCT}{name}" for name in ("issued", "accessRights", "spatial", "temporal")),
}
MOST_QUERIES = 20


def read(client: Client, ending: str = "rdf") -> set[Statement]:
    text = client.get(f"/api/v1/catalogue.{ending}").content.decode()
    return {"rdf": from_rdfxml, "ttl": from_turtle, "jsonld": from_jsonld}[ending](text)


def things_of(statements: set[Statement]) -> dict[str, dict[str, set[tuple[str, str]]]]:
    found: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for thing, name, value, kind in statements:
        found.setdefault(thing, {}).setdefault(name, set()).add((value, kind))
    return found


def ids_of(things: dict[str, Any], kind: str) -> set[str]:
    return {urlsplit(one).fragment for one, said in things.items() if said[TYPE] == {(f"{DCAT}{kind}", "@id")}}


def thing(things: dict[str, Any], name: str) -> Any:
    return next(said for one, said in things.items() if urlsplit(one).fragment == name)


def test_catalogue_is_the_same_in_every_syntax(client: Client) -> None:
    statements = read(client)
    assert statements == read(client, "ttl") == read(client, "jsonld")
    assert len(statements) > 100


def test_every_thing_has_what_the_profile_demands(client: Client) -> None:
    things = things_of(read(client))
    seen = set()
    for name, said in things.items():
        ((kind, _id),) = said[TYPE]
        seen.add(kind)
        assert MANDATORY.get(kind, set()) - said.keys() == set(), name
        if kind == f"{DCAT}Dataset":
            assert RECOMMENDED - said.keys() == set(), name
    assert seen == MANDATORY.keys() | {f"{DCT}LicenseDocument", f"{DCT}PeriodOfTime"}
    assert thing(things, "catalogue")[f"{DCT}license"] == {(CC0, "@id")}


def test_addresses_are_absolute_and_those_within_lead_somewhere(client: Client) -> None:
    statements = read(client)
    addresses = {value for _thing, _name, value, kind in statements if kind == "@id"} | {
        one for one, *_rest in statements
    }
    assert {urlsplit(one).scheme for one in addresses} <= {"http", "https", "mailto"}
    within = {one for one in addresses if "/api/v1/catalogue.rdf#" in one}
    assert within == {one for one, *_rest in statements}


def test_texts_are_told_in_every_language_and_dates_are_dates(client: Client) -> None:
    for name, said in things_of(read(client)).items():
        for told in (f"{DCT}title", f"{DCT}description", f"{DCAT}keyword"):
            languages = {kind for _text, kind in said.get(told, set())}
            whole = {"@sv", "@nb", "@en"}
            assert languages in (set(), whole) or (told, languages) == (f"{DCT}description", {"@en"}), name
        for told in (f"{DCT}issued", f"{DCT}modified", f"{DCAT}startDate"):
            assert {kind for _day, kind in said.get(told, set())} <= {"http://www.w3.org/2001/XMLSchema#date"}
    assert {text for text, kind in thing(things_of(read(client)), "catalogue")[f"{DCT}title"] if kind == "@en"} == {
        "Open data in Kompassros"
    }


def test_what_is_published_is_listed_and_nothing_made_up(client: Client) -> None:
    statements = read(client)
    things = things_of(statements)
    listed = {f"dataset-{KOLADA}", f"dataset-{NORWEGIAN}", "dataset-evaluations"}
    assert ids_of(things, "Dataset") == listed
    assert {urlsplit(one).fragment for one, _id in thing(things, "catalogue")[f"{DCAT}dataset"]} == listed
    assert not [one for one in statements if MADE_UP in one[2]]
    assert ids_of(things, "Distribution") == {
        *(f"distribution-{key}-{name}" for key in (KOLADA, NORWEGIAN) for name in ("json", "jsonstat", "csv", "xlsx")),
        *(f"distribution-{KOLADA}-kolada", "distribution-evaluations-json"),
    }


def test_dataset_says_its_time_place_and_terms(client: Client) -> None:
    things = things_of(read(client))
    eu = "http://publications.europa.eu/resource/authority"
    assert thing(things, f"dataset-{KOLADA}")[f"{DCT}spatial"] == {(f"{eu}/country/SWE", "@id")}
    assert thing(things, f"dataset-{NORWEGIAN}")[f"{DCT}spatial"] == {(f"{eu}/country/NOR", "@id")}
    assert {day for day, _kind in thing(things, f"period-{KOLADA}")[f"{DCAT}startDate"]} == {"2023-01-01"}
    assert thing(things, f"distribution-{NORWEGIAN}-csv")[f"{DCT}license"] == {(CC0, "@id")}
    ((address, _id),) = thing(things, f"distribution-{KOLADA}-csv")[f"{DCT}license"]
    assert "Källa: Kolada" in str(things[address][f"{DCT}description"])


@pytest.mark.parametrize("key", [KOLADA, NORWEGIAN, "evaluations"])
def test_downloads_are_there_and_hold_the_whole_dataset(client: Client, key: str) -> None:
    things = things_of(read(client))
    names = ("json",) if key == "evaluations" else ("json", "jsonstat", "csv", "xlsx")
    for name in names:
        said = thing(things, f"distribution-{key}-{name}")
        ((address, _id),) = said[f"{DCAT}downloadURL"]
        answer = client.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200
        ((media, _kind),) = said[f"{DCT}format"]
        assert answer["Content-Type"].partition(";")[0] == media
        if name == "json" and key != "evaluations":
            assert answer.json()["count"] == {KOLADA: 51, NORWEGIAN: 2}[key]


@pytest.mark.parametrize("bound", ["MOST_INDICATORS", "MOST_VALUES"])
def test_dataset_that_no_answer_can_hold_has_no_download(
    client: Client, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(published, bound, 1)
    things = things_of(read(client))
    assert f"{DCAT}downloadURL" not in thing(things, f"distribution-{KOLADA}-csv")
    assert {one for one, _id in thing(things, f"distribution-{KOLADA}-csv")[f"{DCAT}accessURL"]} == {
        "http://testserver/api/v1/values?format=csv"
    }


def test_addresses_begin_with_the_public_one_where_it_is_set(client: Client, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://kompassros.example"
    settings.DEFAULT_FROM_EMAIL = "Provförbundet <öppna data@prov.example>"
    statements = read(client)
    assert {one.partition("/api/")[0] for one, *_rest in statements} == {"https://kompassros.example"}
    things = things_of(statements)
    assert thing(things, "publisher")[f"{FOAF}name"] == {("Provförbundet", "")}
    ((mail, _id),) = thing(things, "contact")[f"{VCARD}hasEmail"]
    assert mail.startswith("mailto:")
    assert " " not in mail


def test_as_many_evaluations_as_one_answer_lists() -> None:
    assert published.MOST_EVALUATIONS == interface.MOST


def test_catalogue_takes_a_bounded_number_of_queries(client: Client) -> None:
    client.get("/api/v1/catalogue.ttl")
    with CaptureQueriesContext(connection) as queries:
        client.get("/api/v1/catalogue.ttl")
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_page_of_open_data_leads_to_the_catalogue(client: Client, language: str) -> None:
    page = client.get(f"/{language}/open-data/").content.decode()
    for ending in ("rdf", "ttl", "jsonld"):
        assert f'href="/api/v1/catalogue.{ending}"' in page
    assert "/api/v1/values?indicator=" in page
    assert "/kolada/v3" in page


def test_indicators_of_a_download_are_named(client: Client) -> None:
    ((address, _id),) = thing(things_of(read(client)), f"distribution-{KOLADA}-json")[f"{DCAT}downloadURL"]
    assert (f"indicator={SHARE}" in address, f"indicator={COST}" in address) == (True, True)
