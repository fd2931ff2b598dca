"""Indicators, units and values as JSON, JSON-stat, CSV and XLSX, and the catalogue of open data."""
