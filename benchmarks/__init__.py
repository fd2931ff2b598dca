"""Benchmarks: one command each, from the checkout: ``python -m benchmarks.portal``."""
