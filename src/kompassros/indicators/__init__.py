"""The catalogue of indicators: what is measured, in which unit and direction, by whom, and since when."""
