"""Read and check the exchange files of instruments: editions, and mappings between editions.

A file is checked in three steps: plain YAML (exchange_text), shape (exchange_schema) and rules
(exchange_rules, exchange_mapping_rules). Each tells every fault it finds, a hundred at most; the next step
is taken only when the one before found nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from kompassros.instruments.exchange_mapping_rules import edition_ref, mapping_against, mapping_findings
from kompassros.instruments.exchange_reasons import schema_findings
from kompassros.instruments.exchange_rules import edition_findings
from kompassros.instruments.exchange_schema import EditionFile, EditionWithCriteria, MappingFile, Part
from kompassros.instruments.exchange_text import LARGEST_FILE, Document, read_document
from kompassros.instruments.trouble import (
    MOST_TOLD,
    ExchangeError,
    Finding,
    Trouble,
    line_of,
    path_text,
)

__all__ = [
    "EditionFile",
    "EditionWithCriteria",
    "ExchangeError",
    "MappingFile",
    "Trouble",
    "canonical",
    "check_edition",
    "check_mapping",
    "edition_model",
    "parse_edition",
    "parse_mapping",
    "read_edition",
    "read_mapping",
]

Kind = TypeVar("Kind", bound=Part)


def read_edition(path: Path) -> EditionFile:
    """Read one edition from a YAML file (UTF-8, at most 2 MB). Raises ExchangeError with every fault."""
    return parse_edition(_bytes(path), file=path.name)


def read_mapping(path: Path) -> MappingFile:
    """Read one mapping from a YAML file. Raises ExchangeError; the editions it names are not looked at."""
    return parse_mapping(_bytes(path), file=path.name)


def parse_edition(raw: bytes, *, file: str) -> EditionFile:
    """Read one edition from bytes; `file` is the name that the faults carry. Raises ExchangeError."""
    document = read_document(raw, file=file)
    return _parsed(document, file, edition_model(document.data), edition_findings)


def edition_model(data: Any) -> type[EditionFile]:
    """Return the schema that plain content is checked by: format 2 by its own, everything else as format 1."""
    second = isinstance(data, dict) and data.get("format") == "kompassros-edition-2"
    return EditionWithCriteria if second else EditionFile


def parse_mapping(raw: bytes, *, file: str) -> MappingFile:
    """Read one mapping from bytes; `file` is the name that the faults carry. Raises ExchangeError."""
    return _parsed(read_document(raw, file=file), file, MappingFile, mapping_findings)


def check_edition(path: Path) -> list[Trouble]:
    """List what is wrong with an edition file; empty when it can be used. Never raises."""
    try:
        read_edition(path)
    except ExchangeError as error:
        return list(error.troubles)
    return []


def check_mapping(path: Path, editions: Iterable[EditionFile]) -> list[Trouble]:
    """List what is wrong with a mapping file, by itself and against the two editions it names.

    Each id must exist in its edition, and each question (or area) of both editions must be paired or listed.
    """
    try:
        raw = _bytes(path)
        mapping = parse_mapping(raw, file=path.name)
    except ExchangeError as error:
        return list(error.troubles)
    document = read_document(raw, file=path.name)
    return _troubles(path.name, document, _against(mapping, editions))


def canonical(content: EditionFile | MappingFile) -> dict[str, Any]:
    """Give the whole content of an edition or a mapping as plain values for freezing.

    Every key of the schema is there, points are text without trailing zeros ("100", "12.5"), dates are text.
    `edition_model(content).model_validate(content)` gives the edition back.
    """
    return content.model_dump(mode="json")


def _against(mapping: MappingFile, editions: Iterable[EditionFile]) -> Iterator[Finding]:
    known = {edition_ref(edition): edition for edition in editions}
    source, target = known.get(mapping.source), known.get(mapping.target)
    for side, reference, edition in (("source", mapping.source, source), ("target", mapping.target, target)):
        if edition is None:
            name = f"{reference.instrument} {reference.version}, revision {reference.revision}"
            yield (side,), f"there is no edition {name}; load it first or correct the name"
    if source is not None and target is not None:
        yield from mapping_against(mapping, source, target)


def _parsed(document: Document, file: str, model: type[Kind], findings: Callable[[Kind], Iterable[Finding]]) -> Kind:
    try:
        content = model.model_validate(document.data)
    except ValidationError as error:
        raise ExchangeError(_troubles(file, document, schema_findings(error, document.data))) from None
    troubles = _troubles(file, document, findings(content))
    if troubles:
        raise ExchangeError(troubles)
    return content


def _troubles(file: str, document: Document, findings: Iterable[Finding]) -> list[Trouble]:
    return [
        Trouble(file, path_text(steps), reason, line_of(steps, document.lines))
        for steps, reason in islice(findings, MOST_TOLD)
    ]


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ExchangeError([Trouble(path.name, "", "there is no such file; check its name and folder")])
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror}); check its permissions"
        raise ExchangeError([Trouble(path.name, "", reason)]) from None
