"""A file with an edition, whatever its kind: a workbook by its first bytes, all else as YAML."""

from kompassros.instruments.exchange import parse_edition
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.workbook_reading import parse_workbook


def read_file(raw: bytes, *, file: str) -> EditionFile:
    """Read one edition from the bytes of a workbook or an exchange file; raises ExchangeError with every fault."""
    if raw.startswith(b"PK") or file.lower().endswith((".xlsx", ".xls", ".ods")):
        return parse_workbook(raw, file=file)
    return parse_edition(raw, file=file)
