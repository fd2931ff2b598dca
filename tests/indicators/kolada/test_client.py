"""The client: lists in parts, pages, retries, and a sentence for everything that is not as it should be."""

from datetime import date
from itertools import islice

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.indicators.kolada.client import KoladaClient, in_parts
from kompassros.indicators.kolada.connection import Connection, Unavailable, wait_asked_for
from kompassros.indicators.kolada.entries import SourceValue
from kompassros.records.errors import DomainError
from tests.indicators.kolada.conftest import AT_ANY_PACE, QUICK, quick_client
from tests.indicators.kolada.fake_kolada import (
    MUNICIPALITIES,
    Fault,
    Kolada,
    as_usual,
    data_value,
    hang_up,
    kpi,
    refuse,
    say,
    value_of,
)

MANY = [f"N{number:05d}" for number in range(1, 31)]
ONE_KPI = b'{"values": [{"id": "N00001"'


def sentence(client: KoladaClient) -> str:
    with pytest.raises(DomainError) as caught:
        list(client.kpis(["N00001"]))
    return str(caught.value)


def test_values_come_as_typed_rows(kolada: Kolada, client: KoladaClient) -> None:
    kolada.kpis["N00945"] = kpi("N00945", by_gender=True)
    rows = list(client.data(kpis=["N00945"], municipalities=["0180"], years=[2024]))
    assert rows == [
        SourceValue("N00945", "0180", 2024, gender, value_of("N00945", "0180", 2024, gender), "", 1, False)
        for gender in "TKM"
    ]
    assert kolada.asked == ["/v3/data/kpi/N00945/municipality/0180/year/2024"]


def test_values_of_workplaces_carry_their_code(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add("N15030")
    rows = list(client.workplace_data(kpis=["N15030"], workplaces=["V15E0180"], years=[2013]))
    assert [(row.kpi, row.unit, row.period) for row in rows] == [("N15030", "V15E0180", 2013)]
    assert kolada.asked == ["/v3/oudata/kpi/N15030/ou/V15E0180/year/2013"]


def test_long_lists_are_asked_for_in_parts_of_25(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add(*MANY)
    rows = list(client.data(kpis=MANY, years=range(1995, 2025)))
    assert len(rows) == 30 * 30 * len(MUNICIPALITIES)
    assert len(set(rows)) == len(rows)
    lists = [path.split("/") for path in kolada.asked]
    assert [(len(parts[4].split(",")), len(parts[6].split(","))) for parts in lists] == [
        (kpis, years) for kpis in (25, 5) for years in (25, 5)
    ]


def test_a_list_of_26_is_refused_by_such_a_server(kolada: Kolada) -> None:
    """So that the test above would fail if lists were not cut."""
    answer = httpx.get(f"{kolada.url}/kpi/{','.join(MANY[:26])}")
    assert answer.status_code == 422


@given(count=st.integers(0, 130), most=st.integers(1, 40))
def test_parts_hold_every_id_once_and_in_order(count: int, most: int) -> None:
    ids = [str(number) for number in range(count)]
    parts = in_parts([*ids, *ids], most)
    assert [code for part in parts for code in part] == ids
    assert all(1 <= len(part) <= most for part in parts)


@pytest.mark.parametrize(
    "link", [str, lambda url: "/v3" + url.partition("/v3")[2], lambda url: "?" + url.split("?")[1]]
)
def test_pages_are_followed_by_whole_and_by_relative_links(kolada: Kolada, client: KoladaClient, link: type) -> None:
    kolada.add(*MANY[:5])
    kolada.page_size, kolada.next_url = 2, link
    rows = list(client.data(kpis=MANY[:5], years=[2024], from_date=date(2024, 1, 31)))
    assert sorted((row.kpi, row.unit) for row in rows) == [(code, town) for code in MANY[:5] for town in MUNICIPALITIES]
    path = f"/v3/data/kpi/{','.join(MANY[:5])}/year/2024?from_date=2024-01-31"
    assert kolada.asked == [path, *(f"{path}&page={page}" for page in range(2, 9))]


def test_pages_are_asked_for_when_they_are_needed(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add(*MANY[:6])
    kolada.page_size = 2
    assert [entry.id for entry in islice(client.kpis(), 2)] == MANY[:2]
    assert kolada.asked == ["/v3/kpi"]


@pytest.mark.parametrize(
    "link",
    [
        "http://elsewhere.example/v3/kpi?page=2",
        "https://127.0.0.1/v3/kpi?page=2",
        "//elsewhere.example/v3/kpi",
        "file:///etc/hostname",
        "http://127.0.0.1:1/v3/kpi?page=2",
        "http://127.0.0.1:port/",
    ],
)
def test_a_next_page_elsewhere_is_refused(kolada: Kolada, client: KoladaClient, link: str) -> None:
    kolada.add("N00001", "N00002")
    kolada.page_size, kolada.next_url = 1, lambda _url: link
    with pytest.raises(DomainError, match="is not on the server"):
        list(client.kpis())
    assert kolada.asked == ["/v3/kpi"]


def test_a_next_page_by_http_is_asked_for_by_https() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        following = "http://kolada.example/v3/kpi?page=2" if len(asked) == 1 else None
        return httpx.Response(200, json={"values": [], "next_url": following})

    with KoladaClient("https://kolada.example/v3", transport=httpx.MockTransport(answer)) as client:
        assert list(client.kpis()) == []
    assert asked == ["https://kolada.example/v3/kpi?per_page=5000", "https://kolada.example/v3/kpi?page=2"]


def test_pages_that_lead_in_a_circle_are_told(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add("N00001", "N00002")
    kolada.page_size, kolada.next_url = 1, lambda url: url.replace("page=3", "page=2")
    kolada.add("N00003")
    with pytest.raises(DomainError, match="was read already"):
        list(client.kpis())


def test_what_has_no_rows_is_told(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add("N00001", "N00002")
    kolada.without_data.add("N00002")
    answer = client.data(kpis=["N00009", "N00002", "N00001"], years=[2024])
    assert {row.kpi for row in answer} == {"N00001"}
    assert answer.without_rows == ("N00009", "N00002")
    catalogue = client.kpis(["N00009", "N00001"])
    assert [entry.id for entry in catalogue] == ["N00001"]
    assert catalogue.without_rows == ("N00009",)


@pytest.mark.parametrize(("kpis", "years", "found"), [(["N00002"], [2024], "N00001"), (["N00001"], [2023], "2024")])
def test_rows_that_were_not_asked_for_are_refused(
    kolada: Kolada, client: KoladaClient, kpis: list[str], years: list[int], found: str
) -> None:
    """As when a link to the next page has lost what was asked for."""
    row = b'{"values": [{"kpi": "N00001", "municipality": "0180", "period": 2024, "values": [%s]}]}'
    kolada.faults = [say(row % b'{"gender": "T", "count": 1, "status": "", "value": 1.5, "isdeleted": false}')]
    with pytest.raises(DomainError, match=f"answers about {found}, which was not asked for"):
        list(client.data(kpis=kpis, years=years))


def test_one_list_is_not_enough_for_values(client: KoladaClient) -> None:
    with pytest.raises(ValueError, match="Two of the three"):
        client.data(kpis=["N00001"])


def test_the_whole_catalogue_is_read(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add("N00001")
    kolada.groups = [{"id": "GKPI1", "title": "Alla", "members": [{"member_id": "N00001", "member_title": "Ett"}]}]
    assert [(entry.id, entry.has_ou_data) for entry in client.kpis()] == [("N00001", False)]
    assert [[member.member_id for member in group.members] for group in client.kpi_groups()] == [["N00001"]]
    assert [(entry.id, entry.type) for entry in client.municipalities()] == [(code, "K") for code in MUNICIPALITIES]
    assert [group.id for group in client.municipality_groups()] == ["G1"]
    assert [entry.id for entry in client.workplaces(["0180", "1480"])] == ["V15E0180", "V15E1480"]
    assert kolada.asked[-1] == "/v3/ou?municipality=0180,1480"


def test_fields_that_are_new_are_kept_and_those_of_version_2_are_read(kolada: Kolada, client: KoladaClient) -> None:
    kolada.kpis["N00001"] = kpi("N00001") | {"is_divided_by_gender": 1, "auspices": "T", "brand_new": [1]}
    del kolada.kpis["N00001"]["auspice"]
    (entry,) = client.kpis()
    assert (entry.is_divided_by_gender, entry.auspice) == (True, "T")
    assert entry.model_dump()["brand_new"] == [1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": None}, r"values\[1\].title cannot be read: None"),
        ({"id": 180}, r"values\[1\].id cannot be read: 180"),
        ({"is_divided_by_gender": "maybe"}, r"values\[1\].is_divided_by_gender cannot be read: 'maybe'"),
    ],
)
def test_a_field_that_cannot_be_read_is_told_by_its_place(
    kolada: Kolada, client: KoladaClient, change: dict[str, object], told: str
) -> None:
    kolada.add("N00001", "N00002")
    kolada.kpis["N00002"] |= change
    with pytest.raises(DomainError, match=told):
        list(client.kpis())


def test_a_field_that_is_missing_is_told_by_its_place(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add("N00001")
    del kolada.kpis["N00001"]["has_ou_data"]
    assert "the field values[0].has_ou_data is missing" in sentence(client)


@pytest.mark.parametrize("value", ["31.3", True, "NaN", []])
def test_a_value_that_is_no_number_is_refused(kolada: Kolada, client: KoladaClient, value: object) -> None:
    kolada.add("N00001")
    kolada.data["N00001", "0180", 2024] = [data_value("T", 1.0) | {"value": value}]
    with pytest.raises(DomainError, match=r"values\[0\].values\[0\].value cannot be read"):
        list(client.data(kpis=["N00001"], municipalities=["0180"], years=[2024]))


@pytest.mark.parametrize(
    "fault",
    [
        refuse(429, Retry_After="0"),
        refuse(429),
        refuse(500),
        refuse(502),
        refuse(503, Retry_After="0"),
        hang_up,
        say(ONE_KPI, promised=1000),
        say(ONE_KPI),
    ],
    ids=["429 with a wait", "429", "500", "502", "503", "no answer", "cut off", "cut off without a length"],
)
def test_what_passes_is_asked_for_again(kolada: Kolada, client: KoladaClient, fault: Fault) -> None:
    kolada.add("N00001")
    kolada.faults = [fault, fault]
    assert [entry.id for entry in client.kpis(["N00001"])] == ["N00001"]
    assert kolada.asked == ["/v3/kpi/N00001"] * 3


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (refuse(429), "has been asked too often (429)"),
        (refuse(503), "cannot answer now (503)"),
        (say(ONE_KPI), "was cut off or is damaged"),
        (say(ONE_KPI, promised=1000), "gave no answer"),
    ],
)
def test_what_does_not_pass_is_given_up_in_a_sentence(
    kolada: Kolada, client: KoladaClient, fault: Fault, told: str
) -> None:
    kolada.add("N00001")
    kolada.faults = [fault] * 3
    assert told in sentence(client)
    assert len(kolada.asked) == QUICK.attempts


def test_a_wait_longer_than_one_waits_is_given_up_at_once(kolada: Kolada, client: KoladaClient) -> None:
    kolada.faults = [refuse(429, Retry_After="3600")]
    assert "asked too often" in sentence(client)
    assert len(kolada.asked) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (refuse(410), "This version of Kolada's interface is closed"),
        (refuse(404), "There is nothing at http://127.0.0.1"),
        (refuse(400), 'refuses the question (400): “{"detail": "No."}”'),
        (say(b"<html>Sign in</html>", content_type="text/html"), "does not answer with JSON"),
        (say(b"[1, 2]"), "something else than a page of Kolada's interface: the whole cannot be read: [1, 2]"),
        (say(b'{"detail": "hello"}'), "the field values is missing"),
        (say(b'{"values": [], "next_page": "x"}'), "answers as version 2 of Kolada's interface does"),
    ],
)
def test_what_does_not_pass_by_itself_is_told_at_once(
    kolada: Kolada, client: KoladaClient, fault: Fault, told: str
) -> None:
    kolada.faults = [fault]
    assert told in sentence(client)
    assert len(kolada.asked) == 1


def test_closed_and_lost_addresses_name_the_way_out(kolada: Kolada, client: KoladaClient) -> None:
    kolada.faults = [refuse(410), refuse(404)]
    assert "--base-url" in sentence(client)
    assert "--base-url" in sentence(client)


def test_a_redirect_on_the_same_server_is_followed(kolada: Kolada, client: KoladaClient) -> None:
    kolada.add("N00001")
    kolada.faults = [refuse(307, Location="/v3/kpi/N00001?page=1"), as_usual]
    assert [entry.id for entry in client.kpis(["N00001"])] == ["N00001"]
    assert kolada.asked == ["/v3/kpi/N00001", "/v3/kpi/N00001?page=1"]


def test_a_redirect_elsewhere_is_refused(kolada: Kolada, client: KoladaClient) -> None:
    kolada.faults = [refuse(301, Location="https://elsewhere.example/")]
    assert "is not on the server" in sentence(client)


def test_redirects_without_end_are_told(kolada: Kolada, client: KoladaClient) -> None:
    kolada.faults = [refuse(307, Location="/v3/kpi")] * 5
    assert "without end" in sentence(client)


def test_a_server_that_is_not_there_is_told() -> None:
    with quick_client("http://127.0.0.1:9/v3") as client:
        assert sentence(client).startswith("http://127.0.0.1:9/v3/kpi/N00001?per_page=5000 gave no answer: ")


@pytest.mark.parametrize(
    "address", ["", "api.kolada.se/v3", "ftp://kolada.se", "https://", "http://a:port", "https://x/?a=b"]
)
def test_an_address_that_cannot_be_asked_is_told(address: str) -> None:
    with pytest.raises(DomainError, match="is not an address that can be asked"):
        KoladaClient(address)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": " 120 "}, 120.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "Fri, 20 Nov 2026 08:01:30 GMT", "date": "Fri, 20 Nov 2026 08:00:00 GMT"}, 90.0),
        ({"retry-after": "Fri, 20 Nov 2026 07:00:00 GMT", "date": "Fri, 20 Nov 2026 08:00:00 GMT"}, 0.0),
        ({"retry-after": "Fri, 20 Nov 2026 08:01:30 GMT", "date": "never"}, None),
    ],
)
def test_the_wait_that_is_asked_for_is_read(headers: dict[str, str], wait: float | None) -> None:
    assert wait_asked_for(headers) == wait


def test_the_wait_that_is_asked_for_is_kept_up_to_a_limit() -> None:
    connection = Connection("https://kolada.example", transport=None, requests_per_second=AT_ANY_PACE, retries=QUICK)
    limit = QUICK.longest_asked
    assert connection.pause_before_next(Unavailable("Wait.", 4.0)) == 4.0
    assert connection.pause_before_next(Unavailable("Wait.", limit)) == limit
    assert connection.pause_before_next(Unavailable("Wait.", limit + 1)) is False
    assert connection.pause_before_next(Unavailable("Wait.")) is True
    assert connection.pause_before_next(DomainError("No.")) is False
    connection.close()


def test_requests_keep_their_pace(kolada: Kolada, monkeypatch: pytest.MonkeyPatch) -> None:
    now, waits = [100.0], []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    monkeypatch.setattr("kompassros.indicators.kolada.connection.time.monotonic", lambda: now[0])
    monkeypatch.setattr("kompassros.indicators.kolada.connection.time.sleep", sleep)
    with KoladaClient(kolada.url, transport=httpx.HTTPTransport(verify=False), requests_per_second=4) as client:
        for _time in range(3):
            list(client.kpis())
    assert waits == [0.25, 0.25]
