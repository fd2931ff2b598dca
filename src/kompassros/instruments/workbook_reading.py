"""Read an edition from a workbook (XLSX): every fault is told with sheet, row and column, nothing is guessed.

Areas, questions and criteria stand in the order of the rows in which they come first, and are numbered by it. A
criterion without an id is a new one; so is an area or question, which is then known by its Swedish text.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from kompassros.documents.workbooks import Fault, ReadValue, WorkbookError, read_workbook
from kompassros.instruments import workbook_columns as columns
from kompassros.instruments.editing import Content, Part, new_id
from kompassros.instruments.exchange import edition_model
from kompassros.instruments.exchange_reasons import schema_findings
from kompassros.instruments.exchange_rules import edition_findings
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.trouble import MOST_TOLD, CellTrouble, ExchangeError, Finding, Steps, Trouble
from kompassros.instruments.workbook_cells import CellReader, SheetRow, without_nothing

Sheets = dict[str, list[list[ReadValue]]]


def parse_workbook(raw: bytes, *, file: str) -> EditionFile:
    """Read one edition from the bytes of a workbook; raises ExchangeError with every fault, a hundred at most."""
    reader = CellReader(file)
    content = _content(reader, _sheets(raw, file))
    if reader.troubles:
        raise ExchangeError(list(reader.troubles))
    try:
        edition = edition_model(content).model_validate(content)
    except ValidationError as error:
        raise ExchangeError(_placed(reader, schema_findings(error, content))) from None
    troubles = _placed(reader, edition_findings(edition))
    if troubles:
        raise ExchangeError(troubles)
    return edition


def _sheets(raw: bytes, file: str) -> Sheets:
    try:
        sheets = read_workbook(raw)
    except WorkbookError as error:
        raise ExchangeError([Trouble(file, "", _refused(error.fault))]) from None
    missing = [name for name in columns.SHEETS if name not in sheets]
    if missing:
        reason = _("the workbook lacks the sheet “%(sheet)s”; begin with an exported workbook")
        raise ExchangeError([Trouble(file, "", reason % {"sheet": name}) for name in missing])
    return sheets


def _refused(fault: Fault) -> str:
    sentences = {
        Fault.LARGE: _("the workbook is larger than 5 MB; one edition is much smaller"),
        Fault.NOT_A_WORKBOOK: _("the file is not a workbook in the format XLSX; save it as one"),
        Fault.UNPACKED: _(
            "the workbook unpacks to far more than an edition holds; take pictures and other sheets away"
        ),
        Fault.BROKEN: _(
            "the workbook is broken or not a plain one; open it in a spreadsheet program and save it again"
        ),
        Fault.LONG: _("a sheet has more than 5,000 rows; take the rows away that hold no criteria"),
    }
    return sentences[fault]


def _placed(reader: CellReader, findings: Iterable[Finding]) -> list[Trouble]:
    return [_cell_trouble(reader, steps, reason) for steps, reason in islice(findings, MOST_TOLD)]


def _cell_trouble(reader: CellReader, steps: Steps, reason: str) -> CellTrouble:
    sheet, row, column = reader.place_of(steps)
    return CellTrouble(reader.file, "", reason, sheet=sheet, row=row, column=column)


def _content(reader: CellReader, sheets: Sheets) -> Content:
    content = _edition(reader, reader.rows(columns.EDITION, sheets[columns.EDITION]))
    content["areas"] = _areas(reader, reader.rows(columns.CRITERIA, sheets[columns.CRITERIA]))
    rows = reader.rows(columns.DIMENSIONS, sheets[columns.DIMENSIONS])
    content["dimensions"] = [_dimension(reader, row, index) for index, row in enumerate(rows)]
    for row in reader.rows(columns.LABELS, sheets[columns.LABELS]):
        _label(reader, row, content)
    return content


def _edition(reader: CellReader, rows: list[SheetRow]) -> Content:
    content: Content = {"instrument": {"owners": []}, "level3": {}, "sources": []}
    for row in rows:
        key = reader.text(row, "key", ("key",))
        steps: Steps = tuple(key.split("."))
        if key not in columns.KEYS:
            reader.tell((row.sheet, row.number, "key"), _("this key is not known; take the row away or correct it"))
        elif key in columns.REPEATED_KEYS:
            _append(reader, row, content, steps)
        elif _at(content, steps[:-1]).get(steps[-1]) is not None:
            reader.tell((row.sheet, row.number, "key"), _("this key stands twice; keep one of the rows"))
        else:
            _at(content, steps[:-1])[steps[-1]] = _value(reader, row, key, steps)
    return content


def _at(content: Content, steps: Steps) -> Any:
    value: Any = content
    for step in steps:
        value = value[step]
    return value


def _append(reader: CellReader, row: SheetRow, content: Content, steps: Steps) -> None:
    values = _at(content, steps)
    reader.places.setdefault(steps, (row.sheet, row.number, "value"))
    values.append(reader.text(row, "value", (*steps, len(values))))


def _value(reader: CellReader, row: SheetRow, key: str, steps: Steps) -> Any:
    if key in columns.TEXT_KEYS:
        return reader.texts(row, "", steps)
    if key in columns.OWN_KEYS:
        return reader.listed(row, "value", steps)
    if key in columns.POINT_KEYS:
        return reader.points(row, "value", steps)
    if key in columns.WHOLE_NUMBER_KEYS:
        return reader.number(row, "value", steps)
    return reader.date(row, "value", steps) if key.startswith("valid_") else reader.text(row, "value", steps)


class _Known:
    """Which areas and questions came before, by their id or, where they have none, their Swedish text."""

    def __init__(self, reader: CellReader) -> None:
        self.reader = reader
        self.places: dict[tuple[str, ...], tuple[int, SheetRow]] = {}

    def place(self, row: SheetRow, key: tuple[str, ...], names: Iterable[str], taken: int) -> tuple[int, bool]:
        """Return the place of a part among those beside it and whether it is new; other cells than before are told."""
        if key not in self.places:
            self.places[key] = (taken, row)
            return taken, True
        place, first = self.places[key]
        for column in names:
            if not row.is_blank(column) and row.cells.get(column) != first.cells.get(column):
                reason = _("row %(row)s says something else of the same part; write the same in both")
                self.reader.tell((row.sheet, row.number, column), reason % {"row": first.number})
        return place, False


def _areas(reader: CellReader, rows: list[SheetRow]) -> list[Part]:
    areas: list[Part] = []
    known = _Known(reader)
    for row in rows:
        key = _key(reader, row, "area")
        place, is_new = known.place(row, (key,), _said(columns.AREA_COLUMNS), len(areas))
        if is_new:
            areas.append(_area(reader, row, place))
        if not row.is_blank(*_said((*columns.QUESTION_COLUMNS, *columns.CRITERION_COLUMNS))):
            _add_question(reader, row, areas[place], known, (key, ("areas", place, "questions")))
    return areas


def _said(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in columns.COUNTED]


def _key(reader: CellReader, row: SheetRow, part: str) -> str:
    key = reader.text(row, f"{part}_id", ("key",)) or reader.text(row, f"{part}_sv", ("key",))
    if not key:
        reason = _("the row does not say to which part it belongs; give the id, or the Swedish text of a new one")
        reader.tell((row.sheet, row.number, f"{part}_id"), reason)
    return key


def _area(reader: CellReader, row: SheetRow, index: int) -> Part:
    steps: Steps = ("areas", index)
    return {
        "id": _identifier(reader, row, "area_id", (*steps, "id")),
        "no": index + 1,
        "name": reader.texts(row, "area", (*steps, "name")),
        "own": reader.listed(row, "area_own", (*steps, "own")),
        "labels": [],
        "maximum": reader.points(row, "area_maximum", (*steps, "maximum")),
        "questions_status": "unpublished",
        "questions": None,
    }


def _identifier(reader: CellReader, row: SheetRow, column: str, steps: Steps) -> str:
    reader.places[steps[:-1]] = (row.sheet, row.number, column)
    prefix = "d" if row.sheet == columns.DIMENSIONS else column[0]
    return reader.text(row, column, steps) or new_id(prefix, set())


def _add_question(reader: CellReader, row: SheetRow, area: Part, known: _Known, below: tuple[str, Steps]) -> None:
    area_key, steps = below
    questions = area["questions"] = area["questions"] or []
    area["questions_status"] = "published"
    key = (area_key, _key(reader, row, "question"))
    place, is_new = known.place(row, key, _said(columns.QUESTION_COLUMNS), len(questions))
    if is_new:
        questions.append(_question(reader, row, f"{area['no']}.{place + 1}", (*steps, place)))
    if not row.is_blank(*_said(columns.CRITERION_COLUMNS)):
        criteria = questions[place].setdefault("criteria", [])
        criteria.append(_criterion(reader, row, (*steps, place, "criteria", len(criteria))))


def _question(reader: CellReader, row: SheetRow, number: str, steps: Steps) -> Part:
    question = {
        "id": _identifier(reader, row, "question_id", (*steps, "id")),
        "no": number,
        "text": reader.texts(row, "question", (*steps, "text")),
        "own": reader.listed(row, "question_own", (*steps, "own")),
        "maximum": reader.points(row, "question_maximum", (*steps, "maximum")),
        "weight": reader.number(row, "question_weight", (*steps, "weight")),
    }
    return without_nothing(question)


def _criterion(reader: CellReader, row: SheetRow, steps: Steps) -> Part:
    texts = {name: reader.texts(row, name, (*steps, name)) for name in columns.TEXTS}
    criterion = {
        "id": _identifier(reader, row, "criterion_id", (*steps, "id")),
        **texts,
        "ask": reader.listed(row, "ask", (*steps, "ask")),
        "weight": reader.number(row, "weight", (*steps, "weight")),
    }
    return without_nothing(criterion)


def _dimension(reader: CellReader, row: SheetRow, index: int) -> Part:
    steps: Steps = ("dimensions", index)
    areas = reader.listed(row, "areas", (*steps, "areas"))
    pairing = reader.text(row, "pairing", (*steps, "pairing"))
    return {
        "id": _identifier(reader, row, "id", (*steps, "id")),
        "no": index + 1,
        "name": reader.texts(row, "name", (*steps, "name")),
        "own": reader.listed(row, "own", (*steps, "own")),
        "labels": [],
        "areas": None if not areas and pairing == "not_stated" else areas,
        "pairing": pairing,
    }


def _label(reader: CellReader, row: SheetRow, content: Content) -> None:
    identifier = reader.text(row, "part", ("key",))
    for name in ("dimensions", "areas"):
        for index, part in enumerate(content[name]):
            if part["id"] == identifier:
                steps: Steps = (name, index, "labels", len(part["labels"]))
                label = {key: reader.text(row, key, (*steps, key)) for key in ("text", "language", "source")}
                part["labels"].append(label)
                return
    reason = _("no area or dimension of this workbook has this id; correct it")
    reader.tell((row.sheet, row.number, "part"), reason)
