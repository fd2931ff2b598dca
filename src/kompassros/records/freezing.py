"""Freezing: canonical JSON, a schema number, SHA-256, and a reader for each old schema.

Canonical JSON here is: keys sorted, no blanks, UTF-8 kept as it is, no NaN or infinity; decimal numbers are texts
(``"78.5"``), so that no binary fraction enters. Own choice, close to RFC 8785.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

Content = dict[str, Any]
Reader = Callable[[Content], Any]
_readers: dict[tuple[str, int], Reader] = {}


def canonical_json(content: Content) -> str:
    """Return the one text that stands for ``content``; raises TypeError or ValueError on what JSON cannot hold."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(content: Content) -> str:
    """Return the SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(content).encode("utf-8")).hexdigest()


def register_reader(kind: str, schema: int, reader: Reader) -> None:
    """Say how frozen content of this kind and schema number is read; a second reader for the same is an error."""
    if (kind, schema) in _readers:
        raise ValueError(f"There is a reader for {kind} schema {schema} already.")
    _readers[kind, schema] = reader


def read(kind: str, schema: int, content: Content) -> Any:
    """Read frozen content by the reader of its schema; KeyError names a kind and schema that nobody reads."""
    return _readers[kind, schema](content)
