"""Rounds in which municipalities hand in data of their own: from sign-up to release; meetings; test contacts."""
