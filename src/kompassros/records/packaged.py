"""Data files that the package carries."""

from importlib.resources import files


def packaged(package: str, *names: str) -> bytes:
    """Return the bytes of a data file inside a package, wherever it is installed."""
    return files(package).joinpath("data", *names).read_bytes()
