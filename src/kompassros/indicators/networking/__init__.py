"""Networks of municipalities: shared measures, meetings, what they write of a year."""
