"""What cannot be meant is refused with a sentence, and nothing that can be sent is a failure."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompassros.api.kolada.catalogue import ENTITIES
from tests.api.kolada.store import Store

pytestmark = pytest.mark.usefixtures("catalogue", "store")
LONG = ",".join(f"N{number:05}" for number in range(5_001))
TWENTY_SIX = ",".join(str(year) for year in range(1990, 2016))


def sentence_of(client: Client, address: str, status: int) -> str:
    answer = client.get(f"/kolada{address}")
    assert answer.status_code == status, answer.content[:300]
    body = answer.json()
    assert set(body) == {"detail"}
    assert body["detail"].endswith(".")
    return str(body["detail"])


@pytest.mark.parametrize(
    "address",
    [
        *("/v3/", "/v3/kpis", "/v3/kpi/N1/N2", "/v3/data/N00945/2009", "/v3/data/kpi", "/v3/data/kpi/N1/year"),
        *("/v3/data/kpi/N1/kpi/N2", "/v3/data/kpi/N1/ou/V1", "/v3/oudata/kpi/N1/municipality/0180"),
        *("/v2/data", "/v2/data/?kpi_id=N00945&year=2009", "/v2/oudata", "/v2/openapi.json", "/v2/%C3%A5"),
    ],
)
def test_unknown_address(client: Client, address: str) -> None:
    sentence_of(client, address, 404)


@pytest.mark.parametrize(
    ("query", "part"),
    [
        *(("page=0", "page must be"), ("page=-1", "page must be"), ("page=", "page must be")),
        *(("page=1.5", "page must be"), ("page=%D9%A1", "page must be"), ("page=1_0", "page must be")),
        *((f"page={'9' * 5_000}", "from 1 to 1000000"), ("page=1000001", "from 1 to 1000000")),
        *(("per_page=0", "from 1 to 5000"), ("per_page=-1", "from 1 to 5000"), ("per_page=5001", "from 1 to 5000")),
        *(("per_page=ten", "per_page must be"), ("title=a%00b", "control character"), ("x%00=1", "control character")),
        (f"title={'x' * 301}", "title is longer than the 300"),
    ],
)
@pytest.mark.parametrize("path", ["/v2/kpi", "/v3/kpi", "/v3/ou/V99E1"])
def test_bad_parameter_of_a_list(client: Client, path: str, query: str, part: str) -> None:
    assert part in sentence_of(client, f"{path}?{query}", 400)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/v3/data", "at least one of kpi_id, municipality_id and year"),
        ("/v3/data/?kpi_id=&year=", "at least one of"),
        ("/v3/data/kpi/N99001", "at least two of kpi, municipality and year"),
        ("/v2/oudata/kpi/N99001", "at least two of kpi, ou and year"),
        ("/v2/data/kpi/,/year/2020", "kpi is named"),
        ("/v2/kpi/,", "No id"),
        ("/v2/data/kpi/N99001/year/abc", "'abc'"),
        ("/v2/data/kpi/N99001/year/2010-2020", "'2010-2020'"),
        ("/v2/data/kpi/N99001/year/2010,20200", "'20200'"),
        ("/v2/data/kpi/N99001/year/%D9%A2%D9%A0%D9%A2%D9%A0", "four digits"),
        (f"/v2/data/kpi/N99001/year/{'9' * 5_000}", "four digits"),
        ("/v3/data?kpi_id=N99001&year=-2020", "four digits"),
        ("/v2/data/kpi/N99001/year/2020?from_date=yesterday", "from_date must be a day"),
        ("/v2/data/kpi/N99001/year/2020?from_date=2024-02-30", "from_date must be a day"),
        ("/v2/data/kpi/N99001/year/2020?from_date=20240201", "from_date must be a day"),
        ("/v2/data/kpi/N99001/year/2020?from_date=0000-01-01", "from_date must be a day"),
        ("/v2/data/kpi/N99%00001/year/2020", "control character"),
        ("/v3/municipality?type=R", "K (municipality) or L (region)"),
        ("/v3/ou/V99E1%0D", "control character"),
    ],
)
def test_bad_parameter(client: Client, address: str, part: str) -> None:
    assert part in sentence_of(client, address, 400)


@pytest.mark.parametrize(
    "address",
    [
        *(f"/{name}/{TWENTY_SIX}" for name in ENTITIES),
        f"/ou?municipality={TWENTY_SIX}",
        f"/municipality?region_type={','.join('K' * 26)}",
        f"/data/kpi/{TWENTY_SIX}/year/2020",
        f"/data/municipality/{TWENTY_SIX}/year/2020",
        f"/data/kpi/N99001/year/{TWENTY_SIX}",
        f"/oudata/kpi/N99001/ou/{TWENTY_SIX}",
        f"/oudata/kpi/N99001/year/2020?municipality={TWENTY_SIX}",
        f"/data?{'&'.join(f'kpi_id=N{number}' for number in range(26))}",
    ],
)
def test_version_3_takes_25_values_in_a_list_and_version_2_more(client: Client, address: str) -> None:
    assert "26 values; at most 25" in sentence_of(client, f"/v3{address}", 400)
    assert client.get(f"/kolada/v2{address}").status_code in ((404,) if "kpi_id" in address else (200, 400))


@pytest.mark.parametrize("name", ["kpi", "year"])
def test_25_values_are_taken(client: Client, name: str) -> None:
    lists = {"kpi": "N99001", "year": "2020"} | {name: TWENTY_SIX.removesuffix(",2015")}
    answer = client.get(f"/kolada/v3/data/kpi/{lists['kpi']}/year/{lists['year']}")
    assert answer.status_code == 200


@pytest.mark.parametrize("address", ["/v2/kpi", "/v3/data", "/v3/oudata/kpi/N99001/year/2020"])
def test_more_parameters_than_may_be_read_are_refused_in_a_sentence(client: Client, address: str) -> None:
    query = "&".join("kpi_id=N99001" for _ in range(1_001))
    assert "more than 1000 parameters" in sentence_of(client, f"{address}?{query}", 400)


@pytest.mark.parametrize("path", ["/v2/kpi/{}", "/v2/data/kpi/{}/year/2020", "/v2/data/kpi/N1/municipality/{}"])
def test_version_2_has_a_limit_too(client: Client, path: str) -> None:
    assert "5001 values; at most 5000" in sentence_of(client, path.format(LONG), 400)
    assert client.get(f"/kolada{path.format(LONG[7:])}").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_interface_only_reads(method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("/v2/kpi", "/v3/data", "/v3/openapi.json"):
        assert getattr(client, method)(f"/kolada{path}").status_code == 405


def test_answer_may_be_read_by_scripts_of_other_sites(client: Client) -> None:
    for path in ("/v2/kpi", "/v3/data", "/v3/openapi.json"):
        assert client.get(f"/kolada{path}").headers["Access-Control-Allow-Origin"] == "*"


WORDS = st.one_of(
    st.sampled_from(("kpi", "data", "oudata", "year", "municipality", "N99001", "2020", "0", "-1", ",", "%", "..")),
    st.text(max_size=8),
)
NAMES = st.sampled_from(("title", "page", "per_page", "from_date", "kpi_id", "year", "ou_id", "type", "municipality"))


@given(
    segments=st.lists(WORDS, max_size=8), query=st.dictionaries(NAMES, WORDS, max_size=4), version=st.sampled_from("23")
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_a_failure(
    client: Client, store: Store, segments: list[str], query: dict[str, Any], version: str
) -> None:
    rest = "/".join(quote(segment.encode("utf-8", "replace"), safe="") for segment in segments)
    query = {name: text.encode("utf-8", "replace") for name, text in query.items()}
    assert client.get(f"/kolada/v{version}/{rest}", query).status_code in (200, 400, 404)
