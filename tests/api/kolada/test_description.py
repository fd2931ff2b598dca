"""The description of version 3: it is OpenAPI, and the answers have the shapes it promises."""

import json

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, seed, settings
from pydantic import BaseModel
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kompassros.api.kolada import shapes
from kompassros.api.kolada.catalogue import ENTITIES
from kompassros.api.kolada.places import MUNICIPALITIES, WORKPLACES
from kompassros.wsgi import application
from tests.api.kolada.catalogue import Catalogue
from tests.api.kolada.store import Store, value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_connection")]
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance, status_code_conformance]
schema = schemathesis.openapi.from_wsgi("/kolada/v3/openapi.json", application)


@schema.parametrize()
@seed(20261128)
@settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_made_up_request_is_answered_in_the_described_shape(case: schemathesis.Case, store: Store) -> None:
    """On short pages: thousands of things of one shape say no more than twenty."""
    case.query = {**case.query, "per_page": 20}
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, checks=CHECKS)


def test_every_address_is_described(client: Client) -> None:
    described = client.get("/kolada/v3/openapi.json").json()
    three = [("kpi", level.name, "year") for level in (MUNICIPALITIES, WORKPLACES)]
    values = {
        f"/{start}{''.join(f'/{one}/{{{one}}}' for one in names)}"
        for start, (kpi, place, year) in zip(("data", "oudata"), three, strict=True)
        for names in ((), (kpi, place), (kpi, year), (place, year), (kpi, place, year))
    }
    assert set(described["paths"]) == {f"/{name}{end}" for name in ENTITIES for end in ("", "/{ids}")} | values
    assert described["servers"] == [{"url": "http://testserver/kolada/v3"}]


@pytest.mark.parametrize(
    ("path", "shape", "kept"),
    [
        ("/kpi/N99001,N99002", shapes.KpiPage, 2),
        ("/kpi_groups/GKPI9901", shapes.GroupPage, 1),
        ("/municipality/X800,X901", shapes.MunicipalityPage, 2),
        ("/municipality_groups/G9901", shapes.GroupPage, 1),
        ("/ou/V99E1", shapes.OuPage, 1),
        ("/data/kpi/N99001/municipality/X901,G9901", shapes.DataPage, 2),
        ("/oudata/kpi/N99001/ou/V99E1", shapes.OuDataPage, 1),
    ],
)
def test_answer_has_the_described_shape(
    client: Client, store: Store, catalogue: Catalogue, path: str, shape: type[BaseModel], kept: int
) -> None:
    store.add(value(catalogue.kpis["N99001"], 2020, catalogue.units[unit], 1.5) for unit in ("X901", "V99E1"))
    answer = client.get(f"/kolada/v3{path}").content
    assert shape.model_validate_json(answer, strict=True).model_dump() == json.loads(answer)
    assert json.loads(answer)["count"] == kept


def test_refusal_has_the_described_shape(client: Client) -> None:
    shapes.Refused.model_validate_json(client.get("/kolada/v3/kpi?page=0").content, strict=True)
