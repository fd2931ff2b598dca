"""The public pages on the real published data: what they say, and how many queries they take."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
PAGES = [
    "/sv/",
    "/sv/municipalities/",
    "/sv/municipalities/tyreso/",
    "/sv/municipalities/oygarden/",
    "/sv/evaluations/",
    "/sv/evaluations/tyreso-2015/",
    "/sv/evaluations/stockholm-2009/",
    "/sv/references/",
    "/sv/compare/?e=tyreso-2015&e=orebro-2012&e=grastorp-2014",
    "/sv/instruments/",
    "/sv/instruments/kommunkompassen/2.0/",
    "/sv/instruments/kompassros-bedomningspunkter/1/",
    "/sv/instruments/kommunkompassen/v1/2.0/",
    "/sv/search/?q=berg",
    "/api/v1/evaluations",
]


@pytest.fixture(autouse=True)
def charts_in_a_folder_of_the_test(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.CHART_CACHE_DIR = tmp_path_factory.getbasetemp() / "charts"


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_page_takes_a_bounded_number_of_queries(address: str, client: Client) -> None:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:120] for query in queries]


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_page_exists_in_each_language(language: str, client: Client) -> None:
    assert f'<html lang="{language}"' in _text(client, f"/{language}/evaluations/tyreso-2015/")


def test_tyreso_says_both_totals_and_that_the_edition_of_2010_is_not_stated(client: Client) -> None:
    text = _text(client, "/en/evaluations/tyreso-2015/")
    assert "Tyresö got 536 of 800 points in 2015; in 2010 it was 452, by an edition that is not stated." in text
    assert "473" in text
    assert "The areas add up to the total, 536." in text


def test_stockholm_compares_with_nobody_and_says_why(client: Client) -> None:
    text = _text(client, "/en/evaluations/stockholm-2009/")
    assert "It compares with no other published result here." in text
    assert "No total is printed that can be read; the areas add up to 602, computed by us." in text
    assert "They looked at different levels of the organisation" in text


def test_median_profile_of_2009_has_no_total_anywhere(client: Client) -> None:
    reference = next(one for one in client.get("/api/v1/references").json() if one["year"] == 2009)
    assert reference["total"] is None
    assert sum(area["points"] for area in reference["areas"]) == pytest.approx(476.4)
    for address in ("/en/references/", f"/en/references/{reference['slug']}/", "/en/evaluations/stockholm-2009/"):
        assert "476" not in _text(client, address)


def test_three_results_of_one_version_compare_and_the_assumption_is_said(client: Client) -> None:
    text = _text(client, "/en/compare/?e=tyreso-2015&e=orebro-2012&e=grastorp-2014")
    assert "These results compare with each other." in text
    assert "assumed to be ordinary" in text


def test_results_of_different_versions_stand_beside_each_other_unranked(client: Client) -> None:
    text = _text(client, "/en/compare/?e=tyreso-2015&e=helsingborg-2017")
    assert "Not all of these results compare with each other" in text
    assert "different versions" in text


def test_comparison_takes_five_results_at_most(client: Client) -> None:
    chosen = ["tyreso-2015", "orebro-2012", "grastorp-2014", "karlskrona-2011", "karlskrona-2014", "orebro-2010"]
    text = _text(client, "/en/compare/?" + "&".join(f"e={slug}" for slug in chosen))
    assert "Only the first 5 results are shown." in text


def test_total_that_does_not_add_up_is_shown_as_such(client: Client) -> None:
    rows = client.get("/api/v1/references").json()
    karlskrona = next(one for one in rows if one["total"] == 455)
    assert "areas add up to 454" in _text(client, f"/en/references/{karlskrona['slug']}/")


def test_municipality_that_merged_keeps_its_history_under_both(client: Client) -> None:
    old, new = _text(client, "/en/municipalities/sund/"), _text(client, "/en/municipalities/oygarden/")
    assert "Sund became part of" in old
    assert "292" in old
    assert "292" in new
    assert "results of municipalities that merged into this one" in new


def test_municipality_that_changed_its_name_shows_both_and_is_found_by_both(client: Client) -> None:
    text = _text(client, "/en/municipalities/gotland/")
    assert "Gotlands kommun" in text
    assert "Region Gotland" in text
    for name in ("gotlands kommun", "REGION GOTLAND"):
        assert "/en/municipalities/gotland/" in _found(client, name)


def _found(client: Client, name: str) -> str:
    response = client.get("/en/search/", {"q": name})
    return str(response.headers.get("Location", "")) + response.content.decode()


@pytest.mark.parametrize("name", ["örebro", "OREBRO", "Orebro", "  öREBRO "])
def test_search_does_not_care_about_case_and_accents(name: str, client: Client) -> None:
    assert "/en/municipalities/orebro/" in _found(client, name)


def test_search_without_a_hit_says_so(client: Client) -> None:
    assert "No municipality or region fits" in _text(client, "/en/search/?q=Atlantis")


def test_swedish_list_ends_with_the_swedish_letters(client: Client) -> None:
    names = _names(client, "/sv/municipalities/")
    last = [name[0].replace("Ø", "Ö") for name in names if name[0] in "ÅÄÖØ"]
    assert names[-len(last)][0] == "Å"
    assert last == sorted(last, key="ÅÄÖ".index)
    assert set(last) == set("ÅÄÖ")


def _names(client: Client, address: str) -> list[str]:
    rows = client.get(address + "?format=csv&table=municipalities").content.decode("utf-8-sig").splitlines()[1:]
    return [row.split(";")[0].strip('"') for row in rows if row]


def test_norwegian_list_ends_with_ae_oe_aa(client: Client) -> None:
    names = _names(client, "/nb/municipalities/")
    firsts = [name[0] for name in names]
    tail = [letter for letter in dict.fromkeys(firsts) if letter in "ÄÆÖØÅ"]
    assert max(firsts.index(letter) for letter in "ÄÖ") < firsts.index("Å")
    assert tail[-1] == "Å"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_is_downloaded(kind: str, client: Client) -> None:
    response = client.get(f"/sv/evaluations/?format={kind}&table=evaluations")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert len(response.content) > 1000


def test_downloaded_numbers_are_those_of_the_page(client: Client) -> None:
    text = client.get("/sv/evaluations/tyreso-2015/?format=csv&table=areas-table").content.decode("utf-8-sig")
    points = [line.split(";")[1] for line in text.splitlines()[1:10]]
    assert points == ["74", "74", "78", "55", "67", "64", "60", "64", "536"]


def test_made_up_result_says_so_and_is_in_no_comparison_with_real_ones(client: Client) -> None:
    assert "made-up demo data" in _text(client, "/en/evaluations/granby-2026/")
    real = _text(client, "/en/evaluations/tyreso-2015/")
    assert "Granby" not in real
    record = client.get("/api/v1/evaluations/granby-2026").json()
    assert record["made_up"] is True
    assert set(record["comparable_with"]["comparable"]) == {"norrvik-2024"}


def test_unknown_addresses_are_not_found(client: Client) -> None:
    for address in (
        "/sv/municipalities/atlantis/",
        "/sv/evaluations/x-1/",
        "/sv/references/x/",
        "/sv/instruments/x/1/",
    ):
        assert client.get(address).status_code == 404


def test_page_asks_nobody_else_for_anything(client: Client) -> None:
    response = client.get("/sv/evaluations/tyreso-2015/")
    policy = response.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert "http" not in policy
    text = response.content.decode()
    assert "<style" not in text
    assert " style=" not in text
    assert "onclick" not in text


def test_charts_are_drawn_once_and_kept(client: Client, settings: Any) -> None:
    client.get("/sv/evaluations/orebro-2012/")
    kept = set(Path(settings.CHART_CACHE_DIR).rglob("*.svg"))
    client.get("/sv/evaluations/orebro-2012/")
    assert kept
    assert set(Path(settings.CHART_CACHE_DIR).rglob("*.svg")) == kept


def test_criteria_stand_below_their_questions_and_are_marked_as_ours(client: Client) -> None:
    text = _text(client, "/en/instruments/kompassros-bedomningspunkter/1/")
    questions = text.split('<details class="question">')[1:]
    assert len(questions) == 45
    assert all("1.1." in question for question in questions[0].split('<div class="criterion">')[1:])
    assert text.count('<div class="criterion">') >= 164
    assert text.count('data-color="info">Ours<') == text.count('<div class="criterion">')
    assert "No association has adopted or published it." in text
    assert "Ours<" not in _text(client, "/en/instruments/kommunkompassen/2.0/")
