"""Write the content of an edition as a workbook (XLSX), so that reading it gives the same content again."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from kompassros.documents.workbooks import Sheet, Value, write_workbook
from kompassros.instruments import workbook_columns as columns
from kompassros.instruments.exchange_schema import LANGUAGES

Content = dict[str, Any]
Row = list[Value]


def write_content(content: Content) -> bytes:
    """Return plain content, of either format and also that of a draft which breaks rules still, as XLSX."""
    rows = {
        columns.EDITION: list(_edition_rows(content)),
        columns.CRITERIA: list(_criteria_rows(content)),
        columns.DIMENSIONS: [_dimension_row(dimension) for dimension in content["dimensions"]],
        columns.LABELS: list(_label_rows(content)),
    }
    sheets = [Sheet(name, columns.COLUMNS[name], rows[name]) for name in columns.SHEETS]
    return write_workbook(sheets, title=str(content["name"].get("sv") or content["version"]))


def _edition_rows(content: Content) -> Iterator[Row]:
    nothing: Row = [None] * len(LANGUAGES)
    for key in columns.KEYS:
        value = _at(content, key)
        if key in columns.TEXT_KEYS:
            yield [key, None, *_texts(value)]
        elif key in columns.REPEATED_KEYS:
            yield from ([key, one, *nothing] for one in value)
        elif key in columns.OWN_KEYS:
            yield [key, _listed(value), *nothing]
        else:
            yield [key, _points(value) if key in columns.POINT_KEYS else value, *nothing]


def _at(content: Content, key: str) -> Any:
    value: Any = content
    for step in key.split("."):
        value = value[step]
    return value


def _texts(texts: dict[str, str]) -> list[Value]:
    return [texts.get(language) for language in LANGUAGES]


def _listed(values: Sequence[str]) -> str | None:
    return ", ".join(values) or None


def _points(value: Any) -> Value:
    """Return points as a number; what is none, in a draft, as it stands."""
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return str(value)


def _criteria_rows(content: Content) -> Iterator[Row]:
    for area in content["areas"]:
        head = [area["id"], area["no"], *_texts(area["name"]), _listed(area["own"]), _points(area["maximum"])]
        questions = area["questions"] or []
        for question in questions:
            yield from _question_rows(head, question)
        if not questions:
            yield [*head, *[None] * (len(columns.QUESTION_COLUMNS) + len(columns.CRITERION_COLUMNS))]


def _question_rows(head: Row, question: dict[str, Any]) -> Iterator[Row]:
    above: Row = [
        *head,
        question["id"],
        question["no"],
        *_texts(question["text"]),
        _listed(question["own"]),
        _points(question["maximum"]),
        question.get("weight"),
    ]
    criteria = question.get("criteria", [])
    for place, criterion in enumerate(criteria, start=1):
        texts = [text for name in columns.TEXTS for text in _texts(criterion[name])]
        number = f"{question['no']}.{place}"
        yield [*above, criterion["id"], number, *texts, _listed(criterion["ask"]), criterion["weight"]]
    if not criteria:
        yield [*above, *[None] * len(columns.CRITERION_COLUMNS)]


def _dimension_row(dimension: dict[str, Any]) -> Row:
    areas = _listed(dimension["areas"] or [])
    return [dimension["id"], *_texts(dimension["name"]), _listed(dimension["own"]), areas, dimension["pairing"]]


def _label_rows(content: Content) -> Iterator[Row]:
    for part in (*content["dimensions"], *content["areas"]):
        yield from ([part["id"], label["text"], label["language"], label["source"]] for label in part["labels"])
