"""Catalogue and values as programs written for Kolada ask for them: versions 2 and 3, read-only."""
