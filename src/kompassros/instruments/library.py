"""The instruments that come with Kompassros."""

from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


def edition_files() -> tuple[Path, ...]:
    """Give the files of the editions that come with the product, by name."""
    return tuple(sorted(DATA.glob("*.yaml")))


def mapping_files() -> tuple[Path, ...]:
    """Give the files of the mappings between those editions, by name."""
    return tuple(sorted((DATA / "mappings").glob("*.yaml")))
