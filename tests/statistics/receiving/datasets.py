"""A made-up JSON-stat dataset of two units, two genders, one indicator and two years."""

from typing import Any


def dataset(**changes: Any) -> dict[str, Any]:
    """Return the dataset with some of its parts changed."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Made-up table",
        "source": "Statistics Norway",
        "updated": "2024-03-15T07:00:00Z",
        "id": ["Region", "Kjonn", "ContentsCode", "Tid"],
        "size": [2, 2, 1, 2],
        "role": {"geo": ["Region"], "metric": ["ContentsCode"], "time": ["Tid"]},
        "dimension": {
            "Region": {
                "label": "region",
                "category": {"index": ["1440", "1280"], "label": {"1440": "Ale", "1280": "Malmö"}},
            },
            "Kjonn": {"label": "sex", "category": {"index": ["2", "1"], "label": {"1": "Menn", "2": "Kvinner"}}},
            "ContentsCode": {"label": "contents", "category": {"index": ["N00945"], "label": {"N00945": "Share"}}},
            "Tid": {"label": "year", "category": {"index": {"2019": 0, "2020": 1}}},
        },
        "value": [1, 2.5, 3, None, 5, 6, 7, 8],
        "status": {"3": ":"},
        **changes,
    }
