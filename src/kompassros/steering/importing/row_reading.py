"""One row of a scorecard, cell by cell; what is wrong is told with its place, and the row left out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from kompassros.methods.direction import Direction
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.cells import Sheet
from kompassros.statistics.receiving.troubles import Place, Told
from kompassros.steering.importing import cell_values
from kompassros.steering.importing.cell_values import WantedTarget
from kompassros.steering.importing.fields import LABELS, Field
from kompassros.steering.importing.rows import Named, Planned, Reported, ScoreRow, Where

_LONGEST: dict[Field, int] = {
    **dict.fromkeys((Field.GOAL, Field.GOAL_PREVIOUS, Field.INDICATOR, Field.INDICATOR_PREVIOUS, Field.SOURCE), 300),
    **dict.fromkeys((Field.TARGET, Field.TARGET_VALUE, Field.TARGET_PREVIOUS, Field.RESPONSIBLE), 120),
    Field.ACTIVITY: 300,
    Field.ACTIVITY_OWNER: 120,
    **dict.fromkeys((Field.UNIT, Field.RESULT, Field.RESULT_PREVIOUS, Field.RESTATED_FROM), 60),
}
_LONGEST_TEXT = 4_000
T = TypeVar("T")


@dataclass(frozen=True)
class RowTexts:
    """The texts of a row by what they are, and where they stand."""

    sheet: Sheet
    number: int
    columns: dict[Field, int]
    texts: dict[Field, str]

    def place(self, field: Field | None = None) -> Place:
        """Return the cell of a field, or the row as a whole."""
        return self.sheet.place(self.number, self.columns.get(field, 0) if field else 0)


class RowReader:
    """Reads one row. ``year``: of a row that names none."""

    def __init__(self, row: RowTexts, told: Told, year: int | None) -> None:
        self._row = row
        self._told = told
        self._year = year
        self._ok = True

    def read(self) -> ScoreRow | None:
        """Return the row, None where something is wrong in it."""
        self._refuse_missing_and_long()
        where = self._where()
        direction = self._try(Field.DIRECTION, cell_values.read_direction)
        target, previous = self._targets(direction or Direction.NONE)
        this, before = self._this(), self._before()
        activity = self._activity() if self._get(Field.ACTIVITY) else None
        if not self._ok or where is None:
            return None
        return ScoreRow(
            place=self._row.place(),
            columns=self._row.columns,
            where=where,
            goal=Named(self._get(Field.GOAL), self._get(Field.GOAL_PREVIOUS)),
            indicator=Named(self._get(Field.INDICATOR), self._get(Field.INDICATOR_PREVIOUS)),
            perspective=self._get(Field.PERSPECTIVE),
            goal_note=self._get(Field.GOAL_NOTE),
            texts=self._indicator_texts(direction or Direction.NONE),
            target=target,
            target_previous=previous,
            this=this,
            before=before,
            source=self._get(Field.SOURCE),
            activity=activity,
        )

    def _activity(self) -> Planned:
        """Return the activity of the row; one without an indicator takes the row's plain column of who answers."""
        owner = "" if self._get(Field.INDICATOR) else self._get(Field.RESPONSIBLE)
        return Planned(
            self._get(Field.ACTIVITY),
            self._get(Field.ACTIVITY_OWNER) or owner,
            self._try(Field.ACTIVITY_DEADLINE, cell_values.read_day),
            self._try(Field.ACTIVITY_COST, cell_values.read_cost),
            self._try(Field.ACTIVITY_STATUS, cell_values.read_status) or "",
            self._get(Field.ACTIVITY_NOTE),
        )

    def _get(self, field: Field) -> str:
        return self._row.texts.get(field, "")

    def _tell(self, field: Field, message: str) -> None:
        self._ok = False
        self._told.tell(self._row.sheet.file, self._row.place(field), message)

    def _try(self, field: Field, read: Callable[[str], T]) -> T | None:
        try:
            return read(self._get(field))
        except DomainError as error:
            self._tell(field, str(error))
            return None

    def _refuse_missing_and_long(self) -> None:
        if not self._get(Field.GOAL):
            self._tell(Field.GOAL, _("Name the goal that it stands under."))
        for field, text in self._row.texts.items():
            limit = _LONGEST.get(field, _LONGEST_TEXT)
            if len(text) > limit:
                message = _("“%(what)s” has at most %(limit)s characters. Shorten it, or put the rest into the note.")
                self._tell(field, message % {"what": LABELS[field], "limit": limit})

    def _where(self) -> Where | None:
        body, level = self._get(Field.BODY), self._get(Field.LEVEL)
        if level and not body and not cell_values.is_municipality(level):
            message = _("Name the body in a column “body”: the level “%(level)s” is not the municipality's own.")
            self._tell(Field.LEVEL, message % {"level": level})
        if self._get(Field.YEAR):
            year = self._try(Field.YEAR, cell_values.read_year)
        else:
            year = self._year
            if year is None:
                self._tell(Field.YEAR, _("Say of which year the row is: in a column “year”, or for the whole file."))
        if year is None:
            return None
        return Where(self._get(Field.MUNICIPALITY), self._get(Field.COUNTRY).upper(), year, body)

    def _targets(self, direction: Direction) -> tuple[WantedTarget | None, WantedTarget | None]:
        target = self._target(Field.TARGET, direction, self._get(Field.TARGET_VALUE), self._get(Field.ACCEPTABLE))
        return target, self._target(Field.TARGET_PREVIOUS, direction)

    def _target(
        self, field: Field, direction: Direction, number: str = "", acceptable: str = ""
    ) -> WantedTarget | None:
        """Return a target that can be read as it stands; what nobody can compute with is one, too."""
        wanted = WantedTarget(self._get(field), number, acceptable)
        if not (wanted.text or number or acceptable):
            return None
        self._try(field, lambda _text: wanted.read(direction, self._get(Field.UNIT)))
        return wanted

    def _this(self) -> Reported:
        note = self._get(Field.RESULT_NOTE)
        return Reported(
            printed=self._get(Field.RESULT),
            preliminary=self._try(Field.PRELIMINARY, cell_values.read_yes_no),
            broken=self._try(Field.BREAK, lambda text: cell_values.read_broken(text, note)),
            note=note,
        )

    def _before(self) -> Reported:
        printed = self._get(Field.RESULT_PREVIOUS)
        restated = cell_values.read_restated(self._get(Field.RESTATED_FROM))
        if restated is not None and not printed:
            self._tell(Field.RESTATED_FROM, _("A restated result needs the one that holds now, in the year before."))
        return Reported(printed=printed, restated=restated, note=self._get(Field.RESULT_PREVIOUS_NOTE))

    def _indicator_texts(self, direction: Direction) -> dict[str, str]:
        said = {
            "definition": self._get(Field.DEFINITION),
            "unit": self._get(Field.UNIT),
            "responsible": self._get(Field.RESPONSIBLE),
            "note": self._get(Field.NOTE),
            "source": self._get(Field.SOURCE),
            "direction": str(direction) if self._get(Field.DIRECTION) else "",
        }
        return {name: text for name, text in said.items() if text}
