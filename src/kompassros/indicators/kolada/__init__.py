"""Kolada's interface: asking it, keeping what came, and reading files that were saved from it."""
