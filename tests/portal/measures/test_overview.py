"""A municipality's results of a set: the sentence, the tables, the filter, the sign rules, and the way onwards."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.indicators.models import Indicator, Measure
from kompassros.organisations.models import Organisation
from kompassros.statistics.models import Unit, UnitGroup
from tests.portal.measures.measure_cases import get
from tests.portal.measures.set_cases import PARTLY, SET, add_measures, add_partly_known, add_set, add_values

pytestmark = pytest.mark.django_db
OWN = "9703"


@pytest.fixture
def measures(municipalities: list[Unit]) -> list[Indicator]:
    """Three measures, good when high, good when low and neither: the fourth municipality is low in all of them."""
    indicators = add_measures(3)
    add_values(indicators, municipalities)
    add_set(indicators)
    return indicators


def _row(page: str, code: str) -> list[str]:
    """Return what the cells of a measure's row say."""
    row = page.split(f"/measures/{code}/?")[1].split("</tr>", maxsplit=1)[0]
    cells = re.findall(r"<td.*?</td>", row, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", unescape(cell)).split()) for cell in cells]


def test_first_sentence_counts_groups_and_changes(client: Client, measures: list[Indicator]) -> None:
    lead = get(client, "measure_results", SET, OWN).split('<p class="lead">')[1].split("</p>")[0]
    assert "Ort 03 in 2024: of 3 measures, 1 is among the best quarter" in lead
    assert "1 is among the worst quarter and 1 has no group" in lead
    assert "Since the measurement before 1 became better and 1 worse." in lead


def test_table_tells_where_each_measure_stands(client: Client, measures: list[Indicator]) -> None:
    page = get(client, "measure_results", SET, OWN)
    high, low, neither = (_row(page, indicator.code) for indicator in measures)
    trend, sizes = "2022: 43.0, 2023: 44.0, 2024: 45.0", "6 best, 12 middle, 6 worst"
    assert high == [
        "45.0 %", f"among the worst quarter {sizes}", "21 of 24", "53.5", "65.0", "42.0", "better than before",
        f"better twice running {trend}",
    ]  # fmt: skip
    assert low == [
        "45.0 %", f"among the best quarter {sizes}", "4 of 24", "53.5", "42.0", "65.0", "worse than before",
        f"worse twice running {trend}",
    ]  # fmt: skip
    assert neither == [
        "45.0 %", "no group neither end is good in itself", "21 of 24 from the highest value", "53.5", "65.0 highest",
        "42.0 lowest", "higher than before", f"up twice running {trend}",
    ]  # fmt: skip
    assert len(re.findall(r'id="strip-N97\d+-title"', page)) == 3


def test_place_among_similar_municipalities_has_a_column(
    client: Client, measures: list[Indicator], group: UnitGroup
) -> None:
    page = get(client, "measure_results", SET, OWN)
    assert _row(page, measures[0].code)[3] == "5 of 5"
    assert _row(page, measures[1].code)[3] == "1 of 5"


def test_what_moved_stands_under_how_it_moved(client: Client, measures: list[Indicator]) -> None:
    moved = get(client, "measure_results", SET, OWN).split('id="moved"')[1].split("</section>")[0]
    better, worse, higher = re.findall(r"<h3>.*?</ul>", moved, flags=re.DOTALL)
    assert "Better than before" in better
    assert "Mätning 0</a>: 44.0\u00a0% in 2023 → 45.0\u00a0% in 2024" in better
    assert "Worse than before" in worse
    assert "Mätning 1" in worse
    assert "Higher than before" in higher
    assert "Mätning 2" in higher


def test_one_group_is_shown_alone(client: Client, measures: list[Indicator]) -> None:
    page = get(client, "measure_results", SET, OWN, query="group=worst")
    assert "Only measures among the worst quarter are shown." in page
    areas = page.split('id="areas"')[1].split('id="moved"')[0]
    assert "Mätning 0" in areas
    assert "Mätning 1" not in areas


@pytest.mark.parametrize(
    ("rule", "said", "why"),
    [
        ("quarters", "among the worst quarter 6 best, 12 middle, 6 worst", "counted from the best end"),
        (
            "fourths",
            "in the worst of four groups 6 best, 6 second best, 6 second worst, 6 worst",
            "four equal groups by place",
        ),
        ("against-mean", "worse than the mean 7 better, 10 near the mean, 7 worse", "at most 10 per cent of the mean"),
    ],
)
def test_sign_rule_is_chosen_and_explained(
    rule: str, said: str, why: str, client: Client, measures: list[Indicator]
) -> None:
    page = get(client, "measure_results", SET, OWN, query=f"rule={rule}")
    assert _row(page, measures[0].code)[1] == said
    assert why in page.split('id="why"')[1].split("</section>")[0]


def test_results_can_be_narrowed_to_a_level(client: Client, measures: list[Indicator]) -> None:
    first = Measure.objects.filter(measure_set__key=SET).earliest("position")
    address = f"/en/measures/sets/{SET}/{OWN}/"
    assert 'name="level"' not in client.get(address).content.decode()
    Measure.objects.filter(pk=first.pk).update(level=Measure.Level.COUNCIL)
    page = client.get(f"{address}?level=council").content.decode()
    assert "of 1 measures" in page
    assert "the council (1)" in page
    assert f"/measures/sets/{SET}/{OWN}/report.pdf?level=council" in page
    told = client.get(f"{address}figures.json?level=council")
    assert [one["code"] for one in told.json()["results"]] == [measures[0].code]
    assert "-council-figures-en.json" in told["Content-Disposition"]
    assert client.get(f"{address}?level=king").status_code == 404


def test_value_of_an_earlier_year_says_its_year(client: Client, measures: list[Indicator]) -> None:
    page = get(client, "measure_results", SET, OWN, query="year=2026")
    assert _row(page, measures[0].code)[0] == "45.0 % 2024"


@pytest.mark.parametrize("year", ["1900", "2999"])
def test_year_far_off_says_that_there_are_no_values(year: str, client: Client, measures: list[Indicator]) -> None:
    page = get(client, "measure_results", SET, OWN, query=f"year={year}")
    assert f"no measure of the set has a value in {year}" in page
    assert "Choose another year above" in page
    assert "Mätning 0" not in page


@pytest.mark.parametrize(
    "address",
    [
        f"kkik-1800/{OWN}/",
        f"{SET}/0000/",
        f"{SET}/{OWN}/?country=XX",
        f"{SET}/{OWN}/?country=%00",
        f"{SET}/{OWN}/?rule=stars",
        f"{SET}/{OWN}/?group=green",
        f"{SET}/{OWN}/?year=1899",
        f"{SET}/{OWN}/?year=99999999999999999999",
        f"{SET}/{OWN}/?year=x",
        f"{SET}/{OWN}/poster.pdf",
        f"{SET}/{OWN}/figures.exe",
    ],
)
def test_what_does_not_exist_is_not_found(address: str, client: Client, measures: list[Indicator]) -> None:
    status = client.get(f"/en/measures/sets/{address}").status_code
    assert status == (200 if "%00" in address else 404)


def test_set_of_which_little_is_known_says_so(client: Client, municipalities: list[Unit]) -> None:
    add_partly_known()
    page = get(client, "measure_results", PARTLY, OWN)
    assert "None of the measures of this set is in the catalogue." in page
    assert "<li>Bara orden</li><li>N97999</li>" in page


def test_area_downloads_as_a_table(client: Client, measures: list[Indicator]) -> None:
    response = client.get(f"/en/measures/sets/{SET}/{OWN}/?format=csv&table=area-1")
    assert response["Content-Type"].startswith("text/csv")
    assert "Mätning 0" in response.content.decode()


def test_documents_carry_the_choice_of_the_page(client: Client, measures: list[Indicator]) -> None:
    page = get(client, "measure_results", SET, OWN, query="rule=fourths&year=2023&group=worst")
    href = f"/en/measures/sets/{SET}/{OWN}/figures.json?year=2023&rule=fourths"
    assert href in unescape(page)
    response = client.get(href)
    assert response.status_code == 200
    assert response.json()["year"] == 2023


def test_forty_measures_ask_no_more_than_one(client: Client, municipalities: list[Unit], group: UnitGroup) -> None:
    indicators = add_measures(40)
    add_values(indicators, municipalities)
    add_set(indicators)
    add_set(indicators[:1], key="one")
    asked = []
    for key in ("one", SET):
        get(client, "measure_results", key, OWN)
        with CaptureQueriesContext(connection) as queries:
            get(client, "measure_results", key, OWN)
        asked.append(len(queries))
    assert asked[1] <= asked[0] <= 14


def test_from_what_is_worst_to_who_is_better_takes_five_clicks(
    client: Client, measures: list[Indicator], group: UnitGroup
) -> None:
    steps = (
        r"\?group=worst#areas",
        rf"/en/measures/{measures[0].code}/\?[^\"]*unit={OWN}[^\"]*",
        rf"/en/measures/{measures[0].code}/\?[^\"]*network={group.code}[^\"]*#networks",
        rf"/en/measures/{measures[0].code}/\?[^\"]*unit=9707[^\"]*",
        rf"/en/measures/sets/{SET}/9707/",
    )
    address = f"/en/measures/sets/{SET}/{OWN}/"
    for clicks, step in enumerate(steps, start=1):
        page = unescape(client.get(address).content.decode())
        links = re.findall(rf'href="({step})"', page)
        assert links, (clicks, step)
        address = f"{address.partition('?')[0]}{links[0]}" if links[0].startswith("?") else links[0]
    assert clicks == 5
    assert "Ort 07" in client.get(address).content.decode()


def test_municipality_page_says_its_key_figures(
    client: Client, measures: list[Indicator], municipalities: list[Unit]
) -> None:
    tyreso = Organisation.objects.get(key="tyreso")
    Unit.objects.filter(organisation=tyreso).update(organisation=None)
    Unit.objects.filter(code=OWN).update(organisation=tyreso)
    page = client.get("/en/municipalities/tyreso/").content.decode()
    piece = page.split('id="key-figures"')[1].split("</section>")[0]
    assert "Key figures (KKiK)" in piece
    assert "Ort 03 in 2024: of 3 measures" in piece
    assert f'href="/en/measures/sets/{SET}/{OWN}/"' in piece
    assert 'href="/en/municipalities/tyreso/"' in get(client, "measure_results", SET, OWN)


def test_municipality_without_values_has_no_key_figures(client: Client) -> None:
    assert 'id="key-figures"' not in client.get("/en/municipalities/tyreso/").content.decode()
