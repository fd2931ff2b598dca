"""Each refusal of the addresses of statistics is described, with the shape that it has."""

import re
from typing import Any

import pytest
from django.test import Client

from kompassros.api.statistics import refusals
from kompassros.api.statistics.values import CSV, XLSX
from kompassros.indicators.publishing import found
from tests.api.statistics.world import SHARE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
CASES = (
    ("/indicators", "?set=x", 404),
    ("/indicators", "?limit=0", 422),
    ("/indicators/{code}", "N0", 404),
    ("/indicators/{code}", "a,b", 422),
    ("/indicators/{code}/compare", f"{SHARE}/compare?unit=x", 404),
    ("/indicators/{code}/compare", f"{SHARE}/compare", 422),
    ("/units", "?q=%01", 422),
    ("/units/{country}/{code}", "SE/x", 404),
    ("/units/{country}/{code}", "SWE/x", 422),
    ("/measure-sets/{key}", "x", 404),
    ("/measure-sets/{key}", "a,b", 422),
    ("/values", "?indicator=N0", 404),
    ("/values", f"?indicator={SHARE}&country=XX", 400),
    ("/values", "", 422),
)


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return document


@pytest.mark.parametrize(("path", "end", "status"), CASES)
def test_refusal_is_described(client: Client, described: dict[str, Any], path: str, end: str, status: int) -> None:
    fixed = re.sub(r"\{.*", "", path)
    answer = client.get(f"/api/v1{fixed}{end}")
    assert answer.status_code == status
    shape = refusals.Invalid if status == 422 else refusals.Refused
    shape.model_validate_json(answer.content)
    answers = described["paths"][f"/api/v1{path}"]["get"]["responses"]
    schema = answers[str(status)]["content"]["application/json"]["schema"]
    assert schema == {"$ref": f"#/components/schemas/{shape.__name__}"}


def test_answer_itself_stays_described(described: dict[str, Any]) -> None:
    values = described["paths"]["/api/v1/values"]["get"]["responses"]["200"]["content"]
    assert set(values) == {"application/json", CSV, XLSX}


def test_too_many_values_is_a_refusal_of_the_described_shape(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "MOST_VALUES", 1)
    answer = client.get(f"/api/v1/values?indicator={SHARE}")
    assert answer.status_code == 400
    assert refusals.Refused.model_validate_json(answer.content).detail.startswith("These are more than 1 values.")
