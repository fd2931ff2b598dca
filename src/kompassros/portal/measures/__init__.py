"""The public pages of measures: the catalogue, one measure, several beside each other."""
