"""Interviews: the visit plan by group, the guide, and the team's notes."""
