"""Datasets and the releases that are read now."""

from typing import Any

from kompassros.statistics.models import Dataset


def datasets() -> list[Dataset]:
    """Return all datasets with their current release, but not its content, those that go before others first.

    One query.
    """
    found = Dataset.objects.select_related("current").defer("current__content")
    return list(found.order_by("rank", "pk"))


def dataset_record(dataset: Dataset) -> dict[str, Any]:
    """Return a dataset as plain data."""
    release = dataset.current
    return {
        "key": dataset.key,
        "title": dataset.title,
        "source": dataset.source,
        "licence": dataset.licence,
        "made_up": dataset.made_up,
        "release": release.number if release else None,
        "sha256": release.sha256 if release else None,
        "made_at": release.made_at.isoformat(timespec="seconds") if release else None,
    }
