"""Version 3 described as OpenAPI, for programs that make themselves out of a description."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from kompassros.api.kolada import shapes
from kompassros.api.kolada.paging import MOST_ON_PAGE, MOST_PAGES
from kompassros.api.kolada.parameters import LONGEST_TEXT
from kompassros.api.kolada.versions import V3

Described = dict[str, Any]
_ABOUT = (
    "Catalogue and values in the form of Kolada's interface, version 3. Read-only and public. Where the source says "
    "Kolada, name it: Källa: Kolada."
)
_NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
_WORDS: Described = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": _NO_CONTROLS}
_ID = r"^[^,/\s\x00-\x1f\x7f]+$"
_TYPE: Described = {"type": "string", "enum": ["", "K", "L"]}
_FILTERS: dict[str, Described] = {
    "title": _WORDS,
    "description": _WORDS,
    "operating_area": _WORDS,
    "region_type": _TYPE,
    "type": _TYPE,
    "municipality": {"type": "string", "pattern": _NO_CONTROLS, "description": "Ids, parted by commas."},
    "from_date": {
        "anyOf": [{"type": "string", "format": "date"}, {"const": ""}],
        "description": "Only what has changed from that day on.",
    },
    "page": {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": MOST_ON_PAGE, "default": MOST_ON_PAGE},
}
_LISTS: tuple[tuple[str, str, type[BaseModel], tuple[str, ...]], ...] = (
    ("kpi", "Indicators", shapes.KpiPage, ("title", "description", "operating_area")),
    ("kpi_groups", "Groups of indicators", shapes.GroupPage, ("title",)),
    ("municipality", "Municipalities and regions", shapes.MunicipalityPage, ("title", "region_type", "type")),
    ("municipality_groups", "Groups of municipalities", shapes.GroupPage, ("title",)),
    ("ou", "Organisational units", shapes.OuPage, ("title", "municipality")),
)
_VALUES: tuple[tuple[str, str, str, type[BaseModel], tuple[str, ...]], ...] = (
    ("data", "municipality", "Values", shapes.DataPage, ("from_date",)),
    ("oudata", "ou", "Values of organisational units", shapes.OuDataPage, ("from_date", "municipality")),
)
_PAGING = ("page", "per_page")


def describe(address: str) -> Described:
    """Return the OpenAPI document of version 3, which stands at ``address``."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kompassros: values as Kolada gives them", "version": "3", "description": _ABOUT},
        "servers": [{"url": address}],
        "paths": dict((*_list_paths(), *_value_paths())),
        "components": {"schemas": _schemas()},
    }


def _schemas() -> Described:
    pages: set[type[BaseModel]] = {page for _name, _title, page, _filters in _LISTS} | {
        page for *_names, page, _filters in _VALUES
    }
    models: list[type[BaseModel]] = [*sorted(pages, key=lambda page: page.__name__), shapes.Refused]
    _references, found = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    schemas: Described = found["$defs"]
    return schemas


def _list_paths() -> Iterator[tuple[str, Described]]:
    for name, title, page, filters in _LISTS:
        query = [_in_query(one) for one in (*filters, *_PAGING)]
        yield f"/{name}", _operation(title, page, query)
        yield f"/{name}/{{ids}}", _operation(f"{title} by id", page, [_in_path("ids"), *query])


def _value_paths() -> Iterator[tuple[str, Described]]:
    for name, place, title, page, filters in _VALUES:
        query = [_in_query(one) for one in (*filters, *_PAGING)]
        asked = [_repeated(one) for one in ("kpi_id", f"{place}_id", "year")]
        yield f"/{name}", _operation(f"{title}, by a query with at least one of three", page, [*asked, *query])
        for names in _two_or_three("kpi", place, "year"):
            address = "".join(f"/{one}/{{{one}}}" for one in names)
            path = [_in_path(one) for one in names]
            yield f"/{name}{address}", _operation(f"{title}, by {', '.join(names)}", page, [*path, *query])


def _two_or_three(*names: str) -> Iterator[Sequence[str]]:
    yield from combinations(names, 2)
    yield names


def _operation(summary: str, page: type[BaseModel], parameters: list[Described]) -> Described:
    answers = {
        "200": _answer("A page. What is not known gives an empty one.", page),
        "400": _answer("A parameter that cannot be meant.", shapes.Refused),
    }
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _answer(words: str, model: type[BaseModel]) -> Described:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _in_query(name: str) -> Described:
    return {"name": name, "in": "query", "required": False, "schema": _FILTERS[name]}


def _in_path(name: str) -> Described:
    words = f"At most {V3.most_in_list} values, parted by commas."
    schema = {"type": "string", "pattern": r"^[0-9]{4}(,[0-9]{4}){0,24}$" if name == "year" else _ID}
    return {"name": name, "in": "path", "required": True, "description": words, "schema": schema}


def _repeated(name: str) -> Described:
    item = {"type": "string", "pattern": "^[0-9]{4}$" if name == "year" else _NO_CONTROLS}
    schema = {"type": "array", "maxItems": V3.most_in_list, "items": item}
    words = "Several times, or with commas."
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
