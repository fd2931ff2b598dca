"""A made-up edition of format 2, small enough to read: two areas, three questions, four criteria."""

import json
from functools import lru_cache
from typing import Any

import yaml

from kompassros.instruments.exchange import parse_edition
from kompassros.instruments.exchange_schema import EditionFile


def text(word: str) -> dict[str, str]:
    return {"sv": f"{word} sv", "nb": f"{word} nb", "en": f"{word} en"}


def criterion(identifier: str, word: str, ask: list[str], weight: int = 1) -> dict[str, Any]:
    return {
        "id": identifier,
        "text": text(word),
        "partly": text(f"{word} partly"),
        "full": text(f"{word} full"),
        "ask_for": text(f"{word} papers"),
        "ask": ask,
        "weight": weight,
    }


def question(identifier: str, no: str, *criteria: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": identifier, "no": no, "text": text(f"question {no}"), "criteria": list(criteria)} | more


def area(identifier: str, no: int, maximum: int, *questions: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": identifier,
        "no": no,
        "name": text(f"area {no}"),
        "maximum": maximum,
        "questions_status": "published",
        "questions": list(questions),
    }


def tiny(**changes: Any) -> dict[str, Any]:
    """Return the plain content of the edition, some keys of it changed."""
    first = question(
        "q-cc33dd",
        "1.1",
        criterion("c-aa11bb", "plan", ["director", "politicians"], 3),
        criterion("c-bb22cc", "used", ["units"]),
        weight=2,
    )
    second = question("q-dd44ff", "1.2", criterion("c-cc33ee", "told", ["departments"]))
    third = question("q-ff55hh", "2.1", criterion("c-dd44gg", "=asked", ["unions"]), maximum="40")
    return {
        "format": "kompassros-edition-2",
        "instrument": {"id": "tiny", "name": text("tiny"), "kind": "municipality", "owners": ["Nobody"]},
        "version": "1.0",
        "revision": 1,
        "name": text("made-up demo data"),
        "valid_from": "2026-03",
        "valid_to": None,
        "area_maximum": None,
        "total_maximum": 100,
        "decimals": 0,
        "sources": ["a source\nof two lines", "another"],
        "notes": text("notes"),
        "level3": {"count": 4, "text": text("criteria")},
        "dimensions": [{"id": "d-xk39fd", "no": 1, "name": text("d"), "areas": ["a-bb22cc"], "pairing": "printed"}],
        "areas": [area("a-bb22cc", 1, 60, first, second), area("a-ff55gg", 2, 40, third)],
    } | changes


def written(content: Any) -> bytes:
    """Write content as YAML; by way of JSON, so that a part that stands twice is no alias."""
    return _as_yaml(json.dumps(content))


@lru_cache(maxsize=32)
def _as_yaml(plain: str) -> bytes:
    """Write JSON as YAML; kept, for hundreds of tests write the same edition and it takes longer than to store it."""
    return yaml.safe_dump(json.loads(plain), allow_unicode=True, sort_keys=False).encode()


def read(content: Any) -> EditionFile:
    """Read plain content as a file of it would be read."""
    return parse_edition(written(content), file="tiny.yaml")
