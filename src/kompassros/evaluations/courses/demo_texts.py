"""The made-up texts of the demo, from the package's data files."""

from functools import cache
from typing import Any

import yaml

from kompassros.records.packaged import packaged

STRENGTH, IMPROVEMENT = "strength", "improvement"


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(packaged("kompassros.evaluations", name).decode("utf-8"))
    return loaded


@cache
def texts() -> dict[str, Any]:
    """Return what stands in the file of texts, by its headings."""
    return _read("demo_texts.yaml")


@cache
def finding_texts() -> dict[str, dict[str, dict[str, str]]]:
    """Return area -> "strength" or "improvement" -> criterion -> the finding that grew out of it."""
    return _read("demo_findings.yaml")
