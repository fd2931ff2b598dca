"""Kompassros: published evaluations of municipalities, honestly compared."""

__version__ = "0.2.0"
