"""Organisations valid in time, people, and dated grants on any node of the tree."""
