"""Fixtures of preparing."""

from tests.evaluations.preparing.cases import store  # noqa: F401
