"""Fixtures of the tests of publication."""

import pytest

from kompassros.evaluations.publication import precedents


@pytest.fixture(autouse=True)
def no_precedent_is_kept() -> None:
    """What a process keeps of frozen rows goes by their number, which the next test uses again."""
    precedents._kept.clear()
