"""Frozen editions and mappings as Python objects, each read once in a process: they never change."""

from collections.abc import Mapping as Readable
from decimal import Decimal

from kompassros.instruments.exchange_schema import Area, EditionFile, EditionWithCriteria, MappingFile
from kompassros.instruments.models import Edition, Mapping
from kompassros.records import freezing

EDITION_SCHEMA = 1
CRITERIA_SCHEMA = 2
MAPPING_SCHEMA = 1
freezing.register_reader(Edition.KIND, EDITION_SCHEMA, EditionFile.model_validate)
freezing.register_reader(Edition.KIND, CRITERIA_SCHEMA, EditionWithCriteria.model_validate)
freezing.register_reader(Mapping.KIND, MAPPING_SCHEMA, MappingFile.model_validate)

_editions: dict[str, EditionFile] = {}
_mappings: dict[str, MappingFile] = {}
_rows: dict[tuple[int, str], Edition] = {}


def edition_schema(edition: EditionFile) -> int:
    """Return the schema number that an edition is frozen with: 2 where it is of format 2, else 1."""
    return CRITERIA_SCHEMA if isinstance(edition, EditionWithCriteria) else EDITION_SCHEMA


def edition_row(number: int, sha256: str) -> Edition:
    """Return the row of an edition with its instrument, without its content; kept by number and checksum."""
    if (number, sha256) not in _rows:
        rows = Edition._base_manager.select_related("instrument").defer("content")
        _rows[number, sha256] = rows.get(pk=number)
    return _rows[number, sha256]


def edition_outline(edition: Edition) -> EditionFile:
    """Return what an edition holds; kept by its checksum."""
    if edition.sha256 not in _editions:
        _editions[edition.sha256] = edition.read()
    return _editions[edition.sha256]


def mapping_outline(mapping: Mapping) -> MappingFile:
    """Return what a mapping holds; kept by its checksum."""
    if mapping.sha256 not in _mappings:
        _mappings[mapping.sha256] = mapping.read()
    return _mappings[mapping.sha256]


def in_language(texts: object, language: str) -> str:
    """Return a text in a language, from a schema object or a plain mapping; Swedish where the language is missing."""
    if isinstance(texts, Readable):
        return str(texts.get(language) or texts.get("sv") or "")
    return str(getattr(texts, language, None) or getattr(texts, "sv", ""))


def area_maximum(outline: EditionFile, area: Area) -> Decimal | None:
    """Return the most points an area can get: its own maximum, else the edition's common one, else None."""
    return area.maximum if area.maximum is not None else outline.area_maximum
