"""What the forms of a mapping offer to choose from: the columns and rows of a sheet, the dimensions of a dataset."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kompassros.indicators.tables.report import Report
from kompassros.statistics.receiving.mapping import Column, Constant, Header, Layout, Printed, SheetName
from kompassros.statistics.receiving.resolving import Role
from kompassros.statistics.receiving.troubles import column_letters

Choices = list[tuple[str, str | Promise]]
CONSTANT, SHEET, PRINTED = "constant", "sheet", "printed"
_SHOWN, _SHOWN_LETTERS = 4, 30


def source_choices(role: Role, sheet: Report, layout: Layout) -> Choices:
    """Return where the unit, indicator, year or gender may stand on a sheet."""
    nothing = _("nowhere: the values are of all") if role == "gender" else _("not said yet")
    choices: Choices = [("", nothing), (CONSTANT, _("it is said once, below")), (SHEET, _("the name of the sheet"))]
    if role == "period":
        choices.append((PRINTED, _("in the cell itself, with its value: 2017=81")))
    choices += [(f"header:{number}", text) for number, text in _rows(sheet)]
    choices += [(f"column:{number}", text) for number, text in columns(sheet, layout)]
    known = {key for key, _text in choices}
    chosen, _value, _fill = as_choice(getattr(layout, role))
    return choices if chosen in known else [*choices, (chosen, chosen)]


def column_choices(sheet: Report, layout: Layout, chosen: Column | None) -> Choices:
    """Return the columns of a sheet, and none of them."""
    choices: Choices = [("", _("none"))]
    choices += [(str(number), text) for number, text in columns(sheet, layout)]
    known = {key for key, _text in choices}
    return choices if chosen is None or str(chosen.column) in known else [*choices, (str(chosen.column), "…")]


def columns(sheet: Report, layout: Layout) -> list[tuple[int, str]]:
    """Return the columns that a sheet begins with, each with its headings, else with what stands first in it."""
    headings: dict[int, list[str]] = {}
    first: dict[int, str] = {}
    for row, cells in sheet.get("rows", ()):
        for column, text in cells:
            first.setdefault(column, text)
            if row in layout.header_rows:
                headings.setdefault(column, []).append(text)
    return [
        (column, _named_column(column, " – ".join(headings.get(column, ())) or first[column]))
        for column in sorted(first)
    ]


def _named_column(column: int, text: str) -> str:
    message = _("Column %(letters)s: “%(text)s”")
    return message % {"letters": column_letters(column), "text": text[:_SHOWN_LETTERS]}


def _rows(sheet: Report) -> Iterable[tuple[int, str]]:
    for row, cells in sheet.get("rows", ()):
        texts = [text[:_SHOWN_LETTERS] for _column, text in cells]
        shown = ", ".join(f"“{text}”" for text in texts[:_SHOWN]) + (" …" if len(texts) > _SHOWN else "")
        yield row, _("The heading in row %(row)s: %(texts)s") % {"row": row, "texts": shown}


def as_choice(source: Any) -> tuple[str, str, bool]:
    """Return what a source is in the form: the choice, the text that is said once, and whether gaps are filled."""
    if isinstance(source, Constant):
        return CONSTANT, source.value, False
    if isinstance(source, SheetName):
        return SHEET, "", False
    if isinstance(source, Printed):
        return PRINTED, "", False
    if isinstance(source, Column):
        return f"column:{source.column}", "", source.fill
    return (f"header:{source.row}", "", source.fill) if isinstance(source, Header) else ("", "", False)


def as_source(choice: str, text: str, *, fill: bool) -> dict[str, Any] | None:
    """Return the source that a choice means, as the mapping has it."""
    kind, colon, number = choice.partition(":")
    if colon:
        return {"kind": kind, "column" if kind == "column" else "row": int(number), "fill": fill}
    if kind == CONSTANT:
        return {"kind": kind, "value": text.strip()}
    return {"kind": kind} if kind else None


def dimension_choices(report: Report) -> Choices:
    """Return the dimensions of a dataset, and none of them."""
    return [("", _("none")), *((one["key"], f"{one['label']} ({one['key']})") for one in report["dimensions"])]


def category_choices(dimension: Report, chosen: str) -> Choices:
    """Return the categories of a dimension, and that none is picked."""
    choices: Choices = [("", _("not said yet"))]
    choices += [(code, label if label == code else f"{label} ({code})") for code, label in dimension["categories"]]
    known = {key for key, _text in choices}
    return choices if chosen in known else [*choices, (chosen, chosen)]
