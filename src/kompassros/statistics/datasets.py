"""The datasets that every installation has: Kolada's values, and made-up ones for trying things out."""

from kompassros.statistics.models import Dataset

KOLADA, MADE_UP = "kolada", "made-up"
_PACKAGED = (
    Dataset(
        key=KOLADA,
        title="Kolada",
        source="Kolada (kolada.se)",
        licence="Free to use with the words “Källa: Kolada”; own reworkings must not be attributed to Kolada",
        rank=10,
    ),
    Dataset(key=MADE_UP, title="Made-up values", source="Kompassros", licence="CC0-1.0", made_up=True, rank=90),
)


def ensure_datasets() -> int:
    """Add the packaged datasets that are missing; return how many."""
    known = set(Dataset.objects.values_list("key", flat=True))
    missing = [dataset for dataset in _PACKAGED if dataset.key not in known]
    Dataset.objects.bulk_create(missing)
    return len(missing)
