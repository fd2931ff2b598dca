"""The selection of KOSTRA: whose it is, what is not there, and its pages without any value."""

from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from kompassros.api.kolada.catalogue import indicators as served_as_kolada
from kompassros.indicators import queries
from kompassros.indicators.models import Indicator, Measure
from kompassros.indicators.norwegian import KEY, SOURCE, load_norwegian, norwegian_entries
from kompassros.indicators.queries import Wanted
from kompassros.portal.measures.handbook import read_handbook
from kompassros.portal.measures.handbook_document import HANDBOOK
from kompassros.portal.measures.overview_asked import find_set
from kompassros.statistics.models import Unit, UnitClass

pytestmark = pytest.mark.django_db
NAMES = {"Bærum", "Kristiansund", "Lom", "Røros", "Ulstein", "Øvre Eiker", "Øygarden"}
NO_CATALOGUE = "Kolada's (Källa: Kolada)"


def page_of(client: Client, path: str, **query: str) -> str:
    answer = client.get(f"/en/measures/{path}", query, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_set_and_indicators_are_the_same_and_belong_to_norway() -> None:
    entries = norwegian_entries()
    measures = list(Measure.objects.filter(measure_set__key=KEY).order_by("position"))
    assert len(entries) == 30
    assert [(one.code, one.title, one.area) for one in measures] == [(one.code, one.title, one.area) for one in entries]
    found = Indicator.objects.filter(owner__key="norge").order_by("code")
    assert [one.number for one in found] == [one.indicator_id for one in measures]
    assert {one.source for one in found} == {SOURCE}


def test_every_direction_says_that_it_is_ours_and_every_name_where_ssb_says_what() -> None:
    found = Indicator.objects.filter(owner__key="norge")
    assert {one.direction_basis.split(":")[0] for one in found} == {"Own choice"}
    assert all("SSBs ordlyd: «" in one.definition for one in found)


def test_norwegian_indicators_are_not_served_as_koladas() -> None:
    assert not served_as_kolada().filter(code__startswith="NO-").exists()


def test_loading_again_adds_nothing() -> None:
    assert load_norwegian() == 0


def test_units_are_the_municipalities_of_today_and_no_others() -> None:
    assert set(Unit.objects.filter(country="NO").values_list("name", flat=True)) == NAMES
    assert UnitClass.objects.get(key="NO-municipality").country == "NO"


@pytest.mark.parametrize("words", ["netto driftsresultat brutto", "no-egen-01", "kostra driftsresultat"])
def test_search_finds_them_by_words_code_and_system(words: str) -> None:
    assert "NO-EGEN-01" in [one.code for one in queries.search(Wanted(words=words)).indicators]


def test_handbook_says_how_values_are_read_in_and_what_is_not_there(client: Client) -> None:
    page = page_of(client, f"sets/{KEY}/")
    said = page.split('id="reading-in"')[1].split("</section>")[0]
    assert "save a table of Statistikkbanken as JSON-stat 2" in said
    assert "KOSTRA groups are not in our material" in said
    assert all(name in said for name in NAMES)
    assert NO_CATALOGUE not in page


def test_handbook_finds_only_norwegian_municipalities(client: Client) -> None:
    assert "<h1" in page_of(client, f"sets/{KEY}/", find="bærum")
    found = client.get(f"/en/measures/sets/{KEY}/", {"find": "bærum"})
    assert found["Location"] == f"/en/measures/sets/{KEY}/3201/?country=NO"
    assert "No municipality has all these words in its name." in page_of(client, f"sets/{KEY}/", find="malmö")


def test_results_without_values_have_a_page_that_leads_to_the_way_in(client: Client) -> None:
    page = page_of(client, f"sets/{KEY}/3201/", country="NO")
    assert "Here will be each measure's value and place" in page
    assert f'href="/en/measures/sets/{KEY}/#reading-in"' in page
    assert NO_CATALOGUE not in page


def test_measure_without_values_has_a_page_that_is_not_koladas(client: Client) -> None:
    page = page_of(client, "NO-EGEN-01/")
    assert "Here will be every municipality's value" in page
    assert "indicator fetch" not in page
    assert NO_CATALOGUE not in page


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_handbook_comes_as_documents(language: str) -> None:
    with translation.override(language):
        book = read_handbook(find_set(KEY))
        assert [len(HANDBOOK.formats[ending](book)) > 1000 for ending in ("docx", "xlsx")] == [True, True]
