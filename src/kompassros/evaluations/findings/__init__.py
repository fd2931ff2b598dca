"""Findings: strengths and areas for improvement, the municipality's reply, good examples from others."""
