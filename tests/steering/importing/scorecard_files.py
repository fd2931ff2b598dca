"""Scorecards as files for tests: made-up figures of the made-up municipality, as the systems in use export them."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from kompassros.organisations.models import Organisation
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.steering.importing.mapping import Mapping, guess_mapping, headed_sheets
from kompassros.steering.importing.outcomes import Intake
from kompassros.steering.importing.places import Wish
from kompassros.steering.importing.reading import Scorecard, read_scorecard
from kompassros.steering.importing.storing import take_in

HEAD = "Mål;Styrtal;Riktning;Måttenhet;Mål 2026;Utfall 2025;Utfall 2026"
SICK = "Friska på jobbet;Sjukfrånvaro;låg;%;< 6 %;8,2;8,3"
FULL = "Friska på jobbet;Heltid;hög;%;80 %;72;72"


def csv_of(*lines: str) -> bytes:
    """Return lines as a Swedish spreadsheet saves them: semicolons, Windows-1252."""
    return "\r\n".join(lines).encode("cp1252")


def workbook_of(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def guessed(data: bytes, name: str = "styrkort.csv") -> Mapping:
    return guess_mapping(headed_sheets(read_sheets(data, name)))


def read(data: bytes, name: str = "styrkort.csv", year: int | None = None) -> Scorecard:
    return read_scorecard(read_sheets(data, name), guessed(data, name), year=year)


def take(data: bytes, municipality: Organisation | None, **more: Any) -> Intake:
    """Import a CSV file for a municipality."""
    wish = {name: more.pop(name) for name in ("structure", "decision") if name in more}
    return take_in(scorecard=read(data), wish=Wish(municipality, **wish), person=None, **more)


def told_at(intake: Intake) -> list[tuple[str, str]]:
    """Return where something is wrong, and what."""
    return [(one.place.address, one.message) for one in intake.troubles]
