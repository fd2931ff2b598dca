"""Sets of measures that people make themselves, and what was changed in them."""
