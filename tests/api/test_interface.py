"""The public interface: shapes, figures of real results, filters, bounds, what is not there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.api.interface import MOST, interface
from kompassros.evaluations import published
from kompassros.evaluations.services import Publisher, correct
from kompassros.organisations.models import Organisation
from tests.evaluations.made_up import published as publish

pytestmark = pytest.mark.django_db
PRINTED, MADE_HERE = 50, 4
"""The packaged results, and the demo's own evaluations that are public and no self-evaluations."""
ROOT = "/api/v1"
RESULT = {
    *("slug", "municipality", "organisation", "country", "year", "instrument", "version", "version_printed"),
    *("scope", "evaluator", "evaluator_kind", "status", "area_status", "areas", "total", "total_origin"),
    *("printed_total", "area_sum", "adds_up", "references", "source", "note", "made_up", "sheet", "maximum"),
}
MOST_QUERIES = 4


@pytest.fixture(autouse=True)
def no_sheet_is_kept() -> Iterator[None]:
    """What a process keeps of frozen rows goes by their number, which the next test uses again."""
    published._kept.clear()
    yield
    published._kept.clear()


def get(client: Client, path: str, **query: object) -> Any:
    answer = client.get(f"{ROOT}{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_tyreso_2015_as_its_source_prints_it(client: Client) -> None:
    found = get(client, "/evaluations/tyreso-2015")
    assert set(found) == RESULT | {"comparable_with", "detail"}
    assert found["detail"] is None
    assert (found["municipality"], found["country"], found["year"], found["version"]) == ("Tyresö", "SE", 2015, "2.0")
    assert [(area["no"], area["points"]) for area in found["areas"]] == [
        *((1, 74), (2, 74), (3, 78), (4, 55), (5, 67), (6, 64), (7, 60), (8, 64)),
    ]
    assert (found["total"], found["printed_total"], found["adds_up"], found["status"]) == (536, 536, True, "printed")
    assert [(one["kind"], one["year"], one["total"]) for one in found["references"]] == [
        ("earlier", 2010, 452),
        ("reference", None, 473),
    ]
    assert {"orebro-2012", "grastorp-2014"} <= set(found["comparable_with"]["comparable"])
    assert found["sheet"]["number"] == 1
    assert len(found["sheet"]["sha256"]) == 64


def test_stockholm_2009_is_computed_and_compares_with_nobody(client: Client) -> None:
    found = get(client, "/evaluations/stockholm-2009")
    assert [area["points"] for area in found["areas"]] == [74, 78.5, 74.5, 82, 80, 62, 59, 92]
    assert (found["total"], found["printed_total"], found["total_origin"], found["adds_up"]) == (
        *(602, None, "computed", None),
    )
    assert (found["scope"]["level"], found["scope"]["companies"]) == ("group", True)
    assert found["comparable_with"]["comparable"] == []
    assert len(found["comparable_with"]["reasons"]) >= 3


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_answer_is_the_same_in_every_language(client: Client, language: str) -> None:
    answer = client.get(f"{ROOT}/evaluations/stockholm-2009", headers={"accept-language": language})
    reasons = answer.json()["comparable_with"]["reasons"]
    assert "They were judged by different versions of the instrument." in reasons


def test_list_gives_every_evaluation_and_no_reference(client: Client) -> None:
    found = get(client, "/evaluations")
    assert (found["count"], len(found["items"])) == (PRINTED + MADE_HERE, PRINTED + MADE_HERE)
    assert all(set(item) == RESULT for item in found["items"])
    assert not [item for item in found["items"] if "476.4" in str(item)]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({"municipality": "tyreso"}, {"tyreso-2015", "tyreso-2010"}),
        ({"municipality": "tyreso", "version": "2.0"}, {"tyreso-2015"}),
        ({"municipality": "tyreso", "year": 2010}, {"tyreso-2010"}),
        ({"country": "no", "year": 2013}, {"ulstein-2013", "roros-2013"}),
        ({"country": "DK"}, set()),
        ({"municipality": "nowhere"}, set()),
    ],
)
def test_list_is_filtered(client: Client, query: dict[str, object], slugs: set[str]) -> None:
    found = get(client, "/evaluations", **query)
    assert {item["slug"] for item in found["items"]} == slugs
    assert found["count"] == len(slugs)


def test_pages_make_up_the_whole_list(client: Client) -> None:
    whole = [item["slug"] for item in get(client, "/evaluations")["items"]]
    pages = [get(client, "/evaluations", limit=20, offset=offset) for offset in (0, 20, 40, 60)]
    assert [item["slug"] for page in pages for item in page["items"]] == whole
    assert [len(page["items"]) for page in pages] == [20, 20, PRINTED + MADE_HERE - 40, 0]
    assert {page["count"] for page in pages} == {PRINTED + MADE_HERE}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"limit": 1}, 200),
        ({"limit": MOST}, 200),
        ({"limit": 0}, 422),
        ({"limit": MOST + 1}, 422),
        ({"limit": "many"}, 422),
        ({"offset": -1}, 422),
        ({"offset": 1_000_000}, 200),
        ({"offset": 1_000_001}, 422),
        ({"year": 1899}, 422),
        ({"year": 2201}, 422),
        ({"year": "x"}, 422),
    ],
)
def test_bounds_of_the_list(client: Client, query: dict[str, object], status: int) -> None:
    assert client.get(f"{ROOT}/evaluations", query).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/evaluations/nowhere-1900",
        "/evaluations/se-median-2009",
        "/instruments/kommunkompassen/3.0",
        "/instruments/x/1",
    ],
)
def test_what_is_not_there_is_a_404_with_a_sentence(client: Client, path: str) -> None:
    answer = client.get(f"{ROOT}{path}")
    assert (answer.status_code, answer.json()["detail"].startswith("There is no ")) == (404, True)


def test_correction_is_the_current_sheet(client: Client) -> None:
    granby = Organisation.objects.get(key="granby")
    old = publish(granby)
    new = old.read().model_copy(update={"year": 2013})
    correct(old=old, sheet=new, publisher=Publisher(None, "misprint"))
    found = get(client, "/evaluations/granby-2014")
    assert (found["year"], found["sheet"]["number"], found["made_up"]) == (2013, 2, True)
    assert [item["slug"] for item in get(client, "/evaluations", year=2013, municipality="granby")["items"]] == [
        "granby-2014"
    ]


def test_references_are_listed_and_medians_have_no_sum(client: Client) -> None:
    found = get(client, "/references")
    assert len(found) == 10
    (median,) = [one for one in found if one["statistic"] == "median" and one["year"] == 2009]
    assert (median["total"], median["areas"][0]["points"]) == (None, 60.5)
    (mean,) = [one for one in found if one["n"] == 40]
    assert (mean["total"], mean["statistic"], set(mean["name"])) == (455, "mean", {"sv", "nb", "en"})


def test_instruments_are_listed_and_shown(client: Client) -> None:
    listed = {(one["instrument"], one["version"]): one for one in get(client, "/instruments")}
    assert listed["kommunkompassen", "2.0"]["areas"] == 8
    shown = get(client, "/instruments/kommunkompassen/2.0")
    assert shown["sha256"] == listed["kommunkompassen", "2.0"]["sha256"]
    assert len(shown["edition"]["areas"]) == 8


@pytest.mark.parametrize("text", ["örebro", "OREBRO", "Oreb"])
def test_organisation_is_found_whatever_case_and_accents(client: Client, text: str) -> None:
    assert "orebro" in [one["key"] for one in get(client, "/organisations", q=text)]


@pytest.mark.parametrize(("text", "status"), [("ö", 422), ("ör", 200), ("x" * 100, 200), ("x" * 101, 422)])
def test_bounds_of_the_search(client: Client, text: str, status: int) -> None:
    assert client.get(f"{ROOT}/organisations", {"q": text}).status_code == status


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_interface_only_reads(client: Client, method: str) -> None:
    assert getattr(client, method)(f"{ROOT}/evaluations").status_code == 405


@pytest.mark.parametrize(
    "path", ["/evaluations", "/evaluations/tyreso-2015", "/references", "/instruments", "/organisations?q=stad"]
)
def test_answer_takes_a_bounded_number_of_queries(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{ROOT}{path}").status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


def test_every_address_is_described_with_a_summary_and_an_answer(client: Client) -> None:
    paths = interface.get_openapi_schema()["paths"]
    assert set(get(client, "/openapi.json")["paths"]) == set(paths)
    for path, methods in paths.items():
        assert set(methods) == {"get"}, path
        assert methods["get"]["summary"]
        assert "200" in {str(status) for status in methods["get"]["responses"]}
