"""What people write about measures: comments on a year's value, and answers to the questions of the analysis."""
