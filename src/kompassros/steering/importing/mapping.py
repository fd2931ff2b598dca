"""How the columns of a scorecard are read: guessed by their headings, corrected by a person, kept for the next file."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.statistics import kept_mappings
from kompassros.statistics.kept_mappings import Shape
from kompassros.statistics.models import KeptMapping
from kompassros.statistics.receiving.cells import Cell, Sheet, SheetFile
from kompassros.statistics.receiving.headers import looks_like_value, plain_heading
from kompassros.steering.importing.fields import BY_HEADING, BY_HEADING_WITH_YEAR, LABELS, OF_ACTIVITIES, Field

MOST_COLUMNS = 60
_SEARCHED_ROWS = 30
_LEAST_HEADINGS = 2
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class Use:
    """A heading as it stands in the file, what its column is read as, and the year that the heading names."""

    heading: str
    field: Field | None
    year: int | None = None


Mapping = tuple[Use, ...]


@dataclass(frozen=True)
class HeadedSheet:
    """A sheet with the row of its headings; ``headings``: each by its column, a repeated one numbered."""

    sheet: Sheet
    row: int
    headings: dict[int, str]


def headed_sheets(found: SheetFile) -> list[HeadedSheet]:
    """Return the sheets that have a row of headings, hidden ones left out. DomainError where none has."""
    sheets = [headed for sheet in found.sheets if not sheet.hidden and (headed := _headed(sheet))]
    wanted = {Field.INDICATOR, Field.ACTIVITY}
    known = [headed for headed in sheets if wanted & _fields(headed.headings.values())]
    chosen = known or sheets[:1]
    if not chosen:
        raise DomainError(_("No row of headings was found. The file needs one, with a column for each thing it says."))
    if len(_all_headings(chosen)) > MOST_COLUMNS:
        message = _("The file has more than %(most)s columns. Take those away that are not needed.")
        raise DomainError(message % {"most": MOST_COLUMNS})
    return chosen


def _headed(sheet: Sheet) -> HeadedSheet | None:
    """Return the first row of which several headings are known; else the first with three texts and no number."""
    rows = sheet.rows[:_SEARCHED_ROWS]
    known = (row for row in rows if len(_fields(cell.text for cell in row)) >= _LEAST_HEADINGS)
    plain = (row for row in rows if len(row) > _LEAST_HEADINGS and not any(map(looks_like_value, row)))
    row = next(known, None) or next(plain, None)
    return HeadedSheet(sheet, row[0].row, dict(_numbered(row))) if row else None


def _numbered(row: Iterable[Cell]) -> Iterator[tuple[int, str]]:
    seen: Counter[str] = Counter()
    for cell in row:
        seen[cell.text] += 1
        yield cell.column, cell.text if seen[cell.text] == 1 else f"{cell.text} ({seen[cell.text]})"


def _fields(headings: Iterable[str]) -> set[Field]:
    return {field for heading in headings if (field := _recognise(heading)[0])}


def _recognise(heading: str) -> tuple[Field | None, int | None]:
    """Return what a heading says and the year that it names."""
    year = _YEAR.search(heading)
    if year is None:
        return BY_HEADING.get(search_key(heading)), None
    words = search_key(heading.replace(year[0], " "))
    return BY_HEADING_WITH_YEAR.get(words) or BY_HEADING.get(words), int(year[0])


def _all_headings(sheets: Iterable[HeadedSheet]) -> list[str]:
    return list(dict.fromkeys(heading for headed in sheets for heading in headed.headings.values()))


def guess_mapping(sheets: Iterable[HeadedSheet]) -> Mapping:
    """Return what each heading is by its words; a second one of the same kind is left out.

    Of results and targets with years the latest year with a result is the file's, and the one before it the previous.
    """
    uses = [Use(heading, *_recognise(heading)) for heading in _all_headings(sheets)]
    own = _own_year(uses)
    seen: set[Field] = set()
    found = []
    for use in uses:
        field = _of_year(use, own)
        found.append(replace(use, field=None if field in seen else field))
        seen |= {field} if field else set()
    unsaid = frozenset() if Field.ACTIVITY in seen else OF_ACTIVITIES
    return tuple(replace(use, field=None) if use.field in unsaid else use for use in found)


def _own_year(uses: Sequence[Use]) -> int | None:
    for field in (Field.RESULT, Field.TARGET):
        years = [use.year for use in uses if use.field is field and use.year]
        if years:
            return max(years)
    return None


def _of_year(use: Use, own: int | None) -> Field | None:
    if use.year is None or own is None or use.year == own:
        return use.field
    before = {Field.RESULT: Field.RESULT_PREVIOUS, Field.TARGET: Field.TARGET_PREVIOUS}
    return before.get(use.field) if use.field and use.year == own - 1 else None


def correct_mapping(mapping: Mapping, fields: Sequence[Field | None]) -> Mapping:
    """Return a mapping with what a person says of each heading. DomainError where two are said to be the same."""
    twice = [field for field, count in Counter(filter(None, fields)).items() if count > 1]
    if twice:
        message = _("“%(field)s” is chosen for several columns. Choose one of them.")
        raise DomainError(message % {"field": LABELS[twice[0]]})
    return tuple(replace(use, field=field) for use, field in zip(mapping, fields, strict=True))


def unused_headings(mapping: Mapping) -> list[str]:
    """Return the headings whose columns are not read."""
    return [use.heading for use in mapping if use.field is None]


def year_of(mapping: Mapping) -> int | None:
    """Return the year that the headings name, None where they name none."""
    by_field = {use.field: use.year for use in mapping if use.field and use.year}
    before = by_field.get(Field.RESULT_PREVIOUS)
    return by_field.get(Field.RESULT) or (before + 1 if before else by_field.get(Field.TARGET))


def shape_of(mapping: Mapping) -> Shape:
    """Return by what the next file of the same layout is known: its headings, and which of their years come first."""
    latest = max((use.year for use in mapping if use.year), default=0)
    headings = [f"{plain_heading(use.heading)} {use.year - latest if use.year else ''}" for use in mapping]
    return Shape(KeptMapping.Kind.SCORECARD, hashlib.sha256("\n".join(headings).encode()).hexdigest())


def reuse_mapping(guessed: Mapping, owner: Organisation) -> tuple[Mapping, KeptMapping | None]:
    """Return the mapping that was kept for files with these headings, else the guessed one."""
    kept = kept_mappings.find_shape(shape_of(guessed), owner=owner)
    if kept is None:
        return guessed, None
    fields = [Field(name) if name in set(Field) else None for name in kept.mapping["columns"]]
    return correct_mapping(guessed, fields), kept


def keep_mapping(mapping: Mapping, *, owner: Organisation, name: str, person: Any) -> KeptMapping:
    """Keep a mapping by which a file was stored, for the next file with the same headings."""
    content = {"columns": [use.field.value if use.field else "" for use in mapping]}
    return kept_mappings.keep_shape(shape_of(mapping), owner=owner, name=name, mapping=content, person=person)
