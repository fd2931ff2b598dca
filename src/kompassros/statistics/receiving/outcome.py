"""What a file comes to: the observations that can be taken in, and everything that is to be told about the rest."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.printed_numbers import Reading
from kompassros.statistics.receiving.recognising import GenderLetter
from kompassros.statistics.receiving.troubles import Place, Told, Trouble
from kompassros.statistics.values import Status


class Key(NamedTuple):
    """What an observation is of, in the codes of the catalogue."""

    indicator: str
    unit: str
    period: int
    gender: GenderLetter


@dataclass(frozen=True, slots=True)
class MappedRow:
    """One observation of a file and where it stands there. ``measured_in`` is the unit printed with the value."""

    indicator: str
    unit: str
    period: int
    gender: GenderLetter
    value: Decimal | None
    status: Status
    count: int
    place: Place
    measured_in: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Outcome:
    """The observations of a file and its troubles; ``more`` troubles were met than are kept. Nothing is stored."""

    observations: list[MappedRow]
    troubles: list[Trouble]
    more: int = 0


@dataclass
class Collector:
    """Gathers observations by their key. Two different values of one key are told, and neither is taken in."""

    told: Told = field(default_factory=Told)
    _rows: dict[Key, tuple[str, MappedRow]] = field(default_factory=dict)
    _contradicted: set[Key] = field(default_factory=set)

    def add(self, file: str, key: Key, reading: Reading, *, place: Place, count: int = 1) -> None:
        """Add an observation; ``reading`` has no refusal."""
        note = reading.note
        row = MappedRow(*key, reading.value, reading.status, count, place, reading.unit, note)
        _file, first = self._rows.setdefault(key, (file, row))
        if (first.value, first.status) != (row.value, row.status):
            self._contradicted.add(key)
            self.told.tell(file, place, _contradiction(_file, file, key, first, row))

    def outcome(self) -> Outcome:
        """Return what was gathered, in the order of the file."""
        rows = [row for key, (_file, row) in self._rows.items() if key not in self._contradicted]
        return Outcome(rows, self.told.troubles, self.told.more)


def _contradiction(first_file: str, file: str, key: Key, first: MappedRow, row: MappedRow) -> str:
    message = _(
        "%(indicator)s, %(unit)s, %(period)s, %(gender)s stands here as %(value)s and in %(other)s as %(other_value)s. "
        "Take one of them away."
    )
    other = ", ".join(filter(None, (first_file if first_file != file else "", first.place.sheet, first.place.address)))
    said = {"value": _printed(row), "other": other, "other_value": _printed(first)}
    return message % {**key._asdict(), **said}


def _printed(row: MappedRow) -> str:
    return _("no value") if row.value is None else f"{row.value:f}"
