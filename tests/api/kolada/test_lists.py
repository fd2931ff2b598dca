"""The lists of the catalogue in both versions: shapes, ids, filters, pages, and what is not served."""

from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.indicators.models import Indicator, IndicatorGroup
from kompassros.organisations.models import Organisation
from kompassros.statistics.models import Unit
from tests.api.kolada.catalogue import CLASSES, Catalogue, make_group, make_kpi, make_unit
from tests.api.kolada.conftest import Ask

pytestmark = pytest.mark.usefixtures("catalogue")
LISTS = ("kpi", "kpi_groups", "municipality", "municipality_groups", "ou")
KPI_3 = {
    "id": "N99001",
    "title": "Prov av kostnader, kr/inv",
    "description": "",
    "is_divided_by_gender": False,
    "municipality_type": "K",
    "auspice": "E",
    "operating_area": "Provverksamhet",
    "perspective": "Resurser",
    "prel_publication_date": "2026-04-01",
    "publication_date": "2026-08-28",
    "publ_period": "2025",
    "has_ou_data": False,
}
FIELDS_2 = ("municipality_type", "operating_area", "perspective", "prel_publication_date", "publication_date")


def ids(answer: dict[str, Any]) -> list[str]:
    return [one["id"] for one in answer["values"]]


def test_kpi_in_version_3(ask: Ask) -> None:
    assert ask("v3", "/kpi/N99001") == {"values": [KPI_3], "count": 1, "next_url": None, "previous_url": None}


def test_kpi_in_version_2(ask: Ask) -> None:
    same = {name: KPI_3[name] for name in ("id", "title", "description", "publ_period", "has_ou_data", *FIELDS_2)}
    wanted = same | {"auspices": "E", "is_divided_by_gender": 0, "ou_publication_date": None}
    answer = ask("v2", "/kpi/N99001")
    assert answer == {"count": 1, "values": [wanted]}
    assert type(answer["values"][0]["is_divided_by_gender"]) is int


def test_kpi_by_gender_and_of_units_says_so(ask: Ask) -> None:
    make_kpi("N99003", "Prov", by_gender=True, by_workplace=True, definition="Så räknas det.")
    (three,), (two,) = ask("v3", "/kpi/N99003")["values"], ask("v2", "/kpi/N99003")["values"]
    assert (three["is_divided_by_gender"], three["has_ou_data"], three["description"]) == (
        *(True, True, "Så räknas det."),
    )
    assert (two["is_divided_by_gender"], two["has_ou_data"]) == (1, True)


def test_kpi_without_its_source_s_words_has_nulls(ask: Ask) -> None:
    make_kpi("N99003", "Prov", about="", auspice="", operating_area="", perspective="", publication={"expected": ""})
    (found,) = ask("v3", "/kpi/N99003")["values"]
    unknown = {name for name, value in found.items() if value is None}
    assert unknown == {"auspice", "publ_period", *FIELDS_2}


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_municipality_region_and_country(ask: Ask, version: str) -> None:
    assert ask(version, "/municipality/X901,X801,X800")["values"] == [
        {"id": "X800", "title": "Provriket", "type": "L"},
        {"id": "X801", "title": "Region Prov", "type": "L"},
        {"id": "X901", "title": "Provköping", "type": "K"},
    ]


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_unit_of_a_municipality(ask: Ask, version: str) -> None:
    found = ask(version, "/ou/V99E1")["values"]
    assert found == [{"id": "V99E1", "municipality": "X901", "title": "PROVSKOLAN"}]


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_groups_name_their_members_in_the_source_s_order(ask: Ask, version: str) -> None:
    (group,) = ask(version, "/municipality_groups/G9901")["values"]
    assert group == {
        "id": "G9901",
        "title": "Provnätverket (ovägt medel)",
        "members": [
            {"member_id": "X903", "member_title": "Aprovby"},
            {"member_id": "X901", "member_title": "Provköping"},
        ],
    }
    (group,) = ask(version, "/kpi_groups/GKPI9901")["values"]
    assert [(one["member_id"], one["member_title"]) for one in group["members"]] == [
        ("N99002", "ÅTERPROV, andel (%)"),
        ("N99000", "Ett prov som inte längre finns"),
    ]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_what_is_not_known_gives_an_empty_page(ask: Ask, version: str, name: str) -> None:
    links = {"next_url": None, "previous_url": None} if version == "v3" else {}
    assert ask(version, f"/{name}/N0,ÅÄÖ, x") == {"values": [], "count": 0} | links


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_address_works_with_and_without_a_slash(client: Client, version: str, name: str) -> None:
    without, with_one = (client.get(f"/kolada/{version}/{name}{end}?per_page=3") for end in ("", "/"))
    assert (without.status_code, with_one.status_code) == (200, 200)
    assert without.json()["values"] == with_one.json()["values"] != []


@pytest.mark.parametrize(
    ("name", "title", "found"),
    [
        ("kpi", "prov av", ["N99001"]),
        ("kpi", "återprov", ["N99002"]),
        ("kpi", "aterprov", []),
        ("kpi", "PROV, andel (%)", ["N99002"]),
        ("kpi_groups", "PROVMÅTT", ["GKPI9901"]),
        ("municipality", "prov", ["X800", "X801", "X901", "X902", "X903"]),
        ("municipality", "åprov", ["X902"]),
        ("municipality", "ÅPROV", ["X902"]),
        ("municipality", "aprov", ["X903"]),
        ("municipality_groups", "provnätverk", ["G9901"]),
        ("ou", "ÄNGENS provs", ["V99E2"]),
        ("ou", "provskola", ["V99E1", "V99E2"]),
        ("ou", "_rovskola", []),
    ],
)
def test_title_holds_the_text_whatever_its_case(ask: Ask, name: str, title: str, found: list[str]) -> None:
    assert ids(ask("v3", f"/{name}", title=title)) == found
    assert ids(ask("v2", f"/{name}", title=title)) == found


def test_kpis_are_also_found_by_description_and_operating_area(ask: Ask) -> None:
    make_kpi("N99003", "Prov av annat", definition="Alla PROVER delade", operating_area="Övrigt")
    assert ids(ask("v2", "/kpi", description="prover del")) == ["N99003"]
    assert ids(ask("v2", "/kpi", operating_area="provverk")) == ["N99001", "N99002"]
    assert ids(ask("v2", "/kpi", operating_area="provverk", title="återprov")) == ["N99002"]


@pytest.mark.parametrize("name", ["type", "region_type"])
def test_municipalities_are_told_from_regions(ask: Ask, name: str) -> None:
    assert ids(ask("v3", "/municipality", title="prov", **{name: "K"})) == ["X901", "X902", "X903"]
    assert ids(ask("v3", "/municipality", title="prov", **{name: "L"})) == ["X800", "X801"]
    assert len(ids(ask("v3", "/municipality", title="prov", **{name: "K,L"}))) == 5


def test_units_of_several_municipalities(ask: Ask) -> None:
    assert ids(ask("v2", "/ou", municipality="X902")) == ["V99E2"]
    assert ids(ask("v3", "/ou", municipality="X901,X902", title="prov")) == ["V99E1", "V99E2"]
    assert ids(ask("v3", "/ou", municipality=["X901", "X902"])) == ["V99E1", "V99E2"]
    assert ids(ask("v3", "/ou/V99E1", municipality="X902")) == []


def test_what_is_made_up_foreign_or_an_organisation_s_own_is_not_served(ask: Ask) -> None:
    make_kpi("own-1", "Eget prov", owner=Organisation.objects.get(key="sverige"))
    assert ids(ask("v3", "/municipality/X950,X960")) == []
    assert ids(ask("v3", "/ou/V99E9")) == []
    assert ids(ask("v3", "/municipality_groups/G9902,G9903,G9904")) == []
    assert ids(ask("v3", "/kpi/own-1")) == []
    assert ids(ask("v3", "/ou", title="påhittad")) == []
    assert ids(ask("v3", "/municipality_groups", title="provk")) == []


def test_kpi_that_vanished_is_found_by_its_id_and_not_listed(ask: Ask) -> None:
    make_kpi("N99003", "Prov av annat", vanished_on="2024-05-01")
    assert ids(ask("v3", "/kpi/N99003")) == ["N99003"]
    assert ids(ask("v3", "/kpi", title="prov av")) == ["N99001"]


@pytest.mark.parametrize(("version", "link"), [("v2", "next_page"), ("v3", "next_url")])
def test_pages_make_up_the_whole_list_and_keep_the_filters(client: Client, version: str, link: str) -> None:
    found, address, pages = [], f"/kolada/{version}/municipality?title=prov&per_page=2&region_type=K,L", []
    while address:
        answer = client.get(address).json()
        found += ids(answer)
        pages.append(answer["count"])
        address = answer.get(link)
    assert (found, pages) == (["X800", "X801", "X901", "X902", "X903"], [2, 2, 1])


def test_links_of_a_page_are_full_addresses(ask: Ask) -> None:
    query = {"title": "prov &å", "type": "K", "per_page": 1}
    for code in ("X904", "X905", "X906"):
        make_unit(CLASSES["municipality"][0], code, "Prov &Åby")
    middle = ask("v3", "/municipality/X904,X905,X906/", page=2, **query)
    address = (
        "http://testserver/kolada/v3/municipality/X904,X905,X906/?page={}&title=prov%20%26%C3%A5&type=K&per_page=1"
    )
    assert (middle["next_url"], middle["previous_url"]) == (address.format(3), address.format(1))
    last = ask("v2", "/municipality/X904,X905,X906", page=3, **query)
    assert set(last) == {"count", "values", "previous_page"}


def test_page_behind_the_last_is_empty(ask: Ask) -> None:
    answer = ask("v3", "/kpi", page=1_000_000)
    assert (answer["values"], answer["next_url"]) == ([], None)
    assert answer["previous_url"] == "http://testserver/kolada/v3/kpi?page=999999"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("kpi", Indicator.objects.filter(owner=None, vanished_on=None)),
        ("kpi_groups", IndicatorGroup.objects.all()),
        ("ou", Unit.objects.filter(unit_class__kind="workplace", unit_class__made_up=False, country="SE")),
    ],
)
def test_list_holds_everything_in_pages_of_5000(ask: Ask, name: str, codes: Any) -> None:
    wanted, found = set(codes.values_list("code", flat=True)), list[str]()
    for page in count(1):
        answer = ask("v3", f"/{name}", page=page)
        found += ids(answer)
        if answer["next_url"] is None:
            break
    assert (len(found), set(found)) == (len(wanted), wanted)


@pytest.mark.parametrize(("name", "most"), [("kpi", 1), ("kpi_groups", 2), ("municipality_groups", 2), ("ou", 1)])
def test_list_takes_as_many_queries_however_long_it_is(
    client: Client, catalogue: Catalogue, name: str, most: int
) -> None:
    for number in range(30):
        make_kpi(f"N98{number:03}", "Prov")
        make_group(f"G98{number:03}", "Prov", list(catalogue.units.values())[:3])
    for title in ("", "prov"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/kolada/v3/{name}", {"title": title}).status_code == 200
        assert len(queries) == most, [query["sql"][:100] for query in queries]
