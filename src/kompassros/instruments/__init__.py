"""Evaluation instruments as data: exchange files, editions that never change, mappings between versions."""
