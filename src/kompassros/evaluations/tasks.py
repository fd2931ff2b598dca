"""The jobs of published results: checking a file, storing it."""

from typing import Any

from kompassros.evaluations import receiving
from kompassros.records import jobs
from kompassros.records.jobs import Progress

CHECK, STORE = "results.check", "results.store"


def check(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Check an uploaded file and keep the report with it."""
    return receiving.check(arguments["import"], progress)


def store(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Store an uploaded file that was checked and confirmed."""
    return receiving.store(arguments["import"], progress)


jobs.register(CHECK, check)
jobs.register(STORE, store)
