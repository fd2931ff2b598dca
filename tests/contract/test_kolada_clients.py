"""A public client of Kolada, koladapy, unchanged but for its address, on a real server: lists, search, values."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import koladapy
import pytest
from koladapy.exceptions import KoladaAPIError

from tests.api.kolada.served import (
    BY_GENDER,
    KPI,
    LATE_YEARS,
    MISSING,
    SCHOOLS,
    YEARS,
    add_release,
    number_of,
)
from tests.harness import server as server_process

GROUP = "G114418"
"""Fyrkommunsnätverket: Nässjö, Falköping, Lindesberg, Borlänge."""
MEMBERS = ("0682", "1499", "1885", "2081")


@pytest.fixture(scope="module")
def address(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data_dir = server_process.copy(demo_data, tmp_path_factory.mktemp("kolada") / "data")
    add_release(data_dir)
    with server_process.serving(data_dir, web_only=True) as server:
        yield server.url("/kolada")


@pytest.fixture(scope="module")
def client(address: str) -> koladapy.KoladaAPI:
    return koladapy.KoladaAPI(base_url=f"{address}/v3/", max_requests_per_second=1_000)


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in found]


def test_all_lists_come_whole(client: koladapy.KoladaAPI) -> None:
    kpis, municipalities = client.search_kpis(), client.get_municipalities()
    units = client.get_organizational_units()
    assert len(set(ids(kpis))) == len(kpis) == 6_099
    assert len(set(ids(municipalities))) == len(municipalities) == 312
    assert len(set(ids(units))) == len(units) == 35_368
    assert {len(client.get_kpi_groups()), len(client.get_municipality_groups())} == {117, 3_630}


def test_search(client: koladapy.KoladaAPI) -> None:
    assert ids(client.get_municipalities("ÖREBRO")) == ["0018", "1880"]
    assert ids(client.get_municipalities("örebro", municipality_type="K")) == ["1880"]
    assert len(client.get_municipalities(municipality_type="L")) == 22
    found = client.search_kpis("Invånare totalt", operating_area="Befolkning")
    assert "N01951" in ids(found)
    assert all(one["operating_area"] == "Befolkning" for one in found)
    assert "GKPI118" in ids(client.get_kpi_groups("kkik"))
    assert GROUP in ids(client.get_municipality_groups("Fyrkommun"))
    preschools = client.get_organizational_units("skogs", municipality="1880", ou_type="V11")
    assert {one["municipality"] for one in preschools} == {"1880"}
    assert all("skogs" in one["title"].lower() for one in preschools)


def test_one_thing_by_its_id(client: koladapy.KoladaAPI) -> None:
    assert client.get_kpi(KPI)["title"].startswith("Tillfälliga föräldrapenningdagar (VAB) som tas ut av män, ")
    assert client.get_municipality("1880") == {"id": "1880", "title": "Örebro", "type": "K"}
    assert [one["member_id"] for one in client.get_municipality_group(GROUP)["members"]] == list(MEMBERS)
    assert len(client.get_kpi_group("GKPI118")["members"]) == 40
    assert client.get_organizational_unit("V11E100135")["municipality"] == "1766"
    with pytest.raises(KoladaAPIError, match="not found"):
        client.get_kpi("N99999")


def test_more_ids_than_a_list_may_hold(client: koladapy.KoladaAPI) -> None:
    codes = ids(client.search_kpis())[:60]
    assert ids(client.get_kpis(codes)) == codes


def test_values_of_all_municipalities_and_years(client: koladapy.KoladaAPI) -> None:
    found = client.get_values(kpi_id=KPI, years=list(YEARS))
    assert len(found) == 290 * len(YEARS)
    values = {(one["municipality"], one["period"]): one["values"][0] for one in found}
    assert {place: one["value"] for place, one in values.items()} == {place: number_of(*place) for place in values}
    assert (values[MISSING]["status"], values["1880", 2020]["status"]) == ("Missing", "")


def test_values_in_more_municipalities_than_a_list_may_hold(client: koladapy.KoladaAPI) -> None:
    wanted = ids(client.get_municipalities(municipality_type="K"))[:60]
    found = client.get_values(kpi_id=[KPI, BY_GENDER], municipality_id=wanted, years=2020)
    assert sorted((one["kpi"], one["municipality"]) for one in found) == sorted(
        (kpi, code) for kpi in (KPI, BY_GENDER) for code in wanted
    )


def test_table_of_values_by_gender_with_their_titles(client: koladapy.KoladaAPI) -> None:
    table = client.get_data_as_dataframe(
        kpi_id=BY_GENDER, municipality_id=["1880", "0180"], years=list(LATE_YEARS), include_metadata=True
    )
    rows = table[["municipality", "period", "gender", "value"]].itertuples(index=False)
    assert {(row.municipality, row.period, row.gender): row.value for row in rows} == {
        (code, year, letter): number_of(code, year, letter)
        for code in ("1880", "0180")
        for year in LATE_YEARS
        for letter in "TKM"
    }
    assert set(table["municipality_title"]) == {"Örebro", "Stockholm"}
    assert set(table["kpi_title"]) == {client.get_kpi(BY_GENDER)["title"]}


def test_mean_of_a_group(client: koladapy.KoladaAPI) -> None:
    (found,) = client.get_values(kpi_id=KPI, municipality_id=GROUP, years=2020)
    (entry,) = found["values"]
    assert (found["municipality"], entry["value"], entry["count"]) == (GROUP, 1536.95, 4)


def test_values_of_units(client: koladapy.KoladaAPI) -> None:
    schools = sorted(code for code in ids(client.get_organizational_units()) if code.startswith("V15"))[:SCHOOLS]
    found = client.get_values(kpi_id=BY_GENDER, ou_id=schools, years=2020)
    assert {one["ou"]: one["values"][0]["value"] for one in found} == {
        code: place + 0.5 for place, code in enumerate(schools)
    }


def test_changes_since_a_day(client: koladapy.KoladaAPI) -> None:
    assert client.get_values(kpi_id=KPI, municipality_id="1880", updated_since="2100-01-01") == []
    since = client.get_values(kpi_id=KPI, municipality_id="1880", updated_since="2020-01-01")
    assert [one["period"] for one in since] == list(YEARS)


@pytest.fixture
def pykolada(address: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The public client of version 2, of which the address is a constant."""
    from pykolada import pykolada

    monkeypatch.setattr(pykolada, "BASE_URL", f"{address}/v2/")
    return pykolada


def test_client_of_version_2_reads_lists(pykolada: Any) -> None:
    assert [len(pykolada.get_kpi()), len(pykolada.get_ou()), len(pykolada.get_municipality())] == [6_099, 35_368, 312]
    assert [len(pykolada.get_kpi_groups()), len(pykolada.get_municipality_groups())] == [117, 3_630]
    assert ids(pykolada.get_municipality(title="örebro")) == ["0018", "1880"]
    assert {one["operating_area"] for one in pykolada.get_kpi(operating_area="befolkning")} == {"Befolkning"}
    assert pykolada.get_kpi(id=BY_GENDER)[0]["is_divided_by_gender"] == 1


def test_client_of_version_2_reads_values(pykolada: Any) -> None:
    found = pykolada.get_data(kpi=[KPI], year=list(YEARS))
    values = {(one["municipality"], one["year"]): one["value"] for one in found}
    assert len(found) == len(values) == 290 * len(YEARS)
    assert values == {place: number_of(*place) for place in values}
    assert {one["gender"] for one in pykolada.get_data(kpi=BY_GENDER, municipality="1880")} == set("TKM")
    schools = sorted(code for code in ids(pykolada.get_ou()) if code.startswith("V15"))[:SCHOOLS]
    assert len(pykolada.get_oudata(kpi=BY_GENDER, ou=schools)) == SCHOOLS * len(LATE_YEARS)
