"""The results report: one unit's measures of a set and a year, where they stand, and what became of them."""
