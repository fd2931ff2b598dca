"""Publication: the frozen sheet of an evaluation, embargo, corrections, the way from total to evidence."""
