"""Preparing: documents that are asked for, and the self-description question by question."""
