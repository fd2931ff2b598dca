"""Kompassros: published evaluations of municipalities, honestly compared."""

__version__ = "0.1.0"
