"""The datasets that every installation has."""

from kompassros.records.demo import Loader, register
from kompassros.statistics.datasets import ensure_datasets

register(Loader("datasets", 25, False, ensure_datasets))
