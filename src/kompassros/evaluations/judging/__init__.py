"""Judging: one judgement a criterion, a second reader, and calibration by blind double marking."""
