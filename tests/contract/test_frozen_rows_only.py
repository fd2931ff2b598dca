"""The portal and the interface read frozen rows only: no working table is named there, and no scope is entered."""

import ast
from pathlib import Path

import pytest
from django.test import Client

import kompassros

PACKAGE = Path(kompassros.__file__).parent
WORKING = {"Evaluation", "Reference", "ResultImport", "organisation_scope", "scopes_disabled"}


@pytest.mark.parametrize("app", ["portal", "api"])
def test_app_imports_no_working_table(app: str) -> None:
    named = {
        f"{path.name}: {alias.name}"
        for path in (PACKAGE / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in WORKING
    }
    assert named == set()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sv/", "/sv/evaluations/", "/sv/municipalities/tyreso/", "/api/v1/evaluations"])
def test_public_page_works_without_a_scope(address: str, db: None, client: Client) -> None:
    assert client.get(address).status_code == 200
