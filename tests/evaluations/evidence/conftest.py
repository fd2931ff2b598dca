"""Fixtures of evidence."""

from tests.evaluations.preparing.cases import store  # noqa: F401
