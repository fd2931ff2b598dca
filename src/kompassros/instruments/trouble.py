"""What is wrong in an exchange file, where, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

Steps = tuple[str | int, ...]
Finding = tuple[Steps, str]
MOST_TOLD = 100


@dataclass(frozen=True)
class Trouble:
    """One fault of one file.

    file is its name, path the place in the document ("areas[2].maximum", "" for the file as a whole),
    reason a plain sentence with the way to mend it, line the line in the file (from 1) where it is known.
    """

    file: str
    path: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.path:
            place.append(self.path)
        return f"{', '.join(place)}: {self.reason}"


@dataclass(frozen=True)
class CellTrouble(Trouble):
    """One fault of a cell of a workbook: its sheet, row (from 1) and the name of its column ("" for the whole row)."""

    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}, sheet {self.sheet}, row {self.row}{column}: {self.reason}"


class ExchangeError(ValueError):
    """A file that cannot be used; `troubles` holds the faults that were found, from one to a hundred."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        self.troubles = tuple(troubles[:MOST_TOLD])
        super().__init__("\n".join(str(trouble) for trouble in self.troubles))


def path_text(steps: Steps) -> str:
    """Write the steps into a document as text: ("areas", 2, "maximum") is "areas[2].maximum"."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def line_of(steps: Steps, lines: dict[Steps, int]) -> int | None:
    """Find the line of a place, or of the nearest place around it (a missing key has no line of its own)."""
    for length in range(len(steps), -1, -1):
        if steps[:length] in lines:
            return lines[steps[:length]]
    return None
