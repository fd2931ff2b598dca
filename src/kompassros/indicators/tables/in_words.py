"""A mapping in words: what stands where, as a list of what is said."""

from collections import abc
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompassros.indicators.tables.mapping_forms import ROLES
from kompassros.indicators.tables.mapping_text import write_columns, write_says
from kompassros.indicators.tables.reading import Mapping
from kompassros.indicators.tables.words import TYPED_STATUSES
from kompassros.statistics.receiving.guessing import ROLE_NAMES
from kompassros.statistics.receiving.mapping import (
    Column,
    Constant,
    Conventions,
    DatasetMapping,
    Header,
    Layout,
    Printed,
    TableMapping,
)
from kompassros.statistics.receiving.symbols import PRESETS
from kompassros.statistics.receiving.troubles import column_letters


class Line(NamedTuple):
    """One thing that a mapping says: on which sheets (empty: on all), of what, and what."""

    sheets: str
    what: str
    said: str


def lines_of(mapping: Mapping) -> list[Line]:
    """Return everything that a mapping says."""
    if isinstance(mapping, TableMapping):
        return [*(line for layout in mapping.layouts for line in _layout(layout)), *_conventions(mapping)]
    return [*_dimensions(mapping), *_conventions(mapping)]


def _layout(layout: Layout) -> Iterator[Line]:
    sheets = ", ".join(layout.sheets)
    for role in ROLES:
        nothing = _("the values are of all") if role == "gender" else _("not said yet")
        said = source_in_words(getattr(layout, role))
        yield Line(sheets, str(ROLE_NAMES[role]), said or _where_columns_say(layout, role) or nothing)
    yield Line(sheets, _("Rows with headings"), ", ".join(map(str, layout.header_rows)) or _("none"))
    rows = {"first": layout.first_row, "last": layout.last_row}
    if layout.last_row:
        yield Line(sheets, _("Rows with values"), _("from row %(first)s to row %(last)s") % rows)
    else:
        yield Line(sheets, _("Rows with values"), _("from row %(first)s on") % rows)
    yield Line(sheets, _("Columns with values"), write_columns(layout.values) or _("not said yet"))
    says = write_says(layout.values)
    if says:
        yield Line(sheets, _("What single columns are of"), says.replace("\n", "; "))
    for what, column in ((_("Number of members"), layout.count), (_("Why a value is missing"), layout.status)):
        if column:
            yield Line(sheets, what, source_in_words(column))


def _where_columns_say(layout: Layout, role: str) -> str:
    is_said = layout.values and all(getattr(column, role, None) is not None for column in layout.values)
    return _("said of each column") if is_said else ""


def source_in_words(source: object) -> str:
    """Return where something stands; empty for nowhere."""
    if isinstance(source, Column):
        text = _("column %(letters)s") % {"letters": column_letters(source.column)}
        return _("%(where)s; an empty cell repeats the one above") % {"where": text} if source.fill else text
    if isinstance(source, Header):
        text = _("the heading in row %(row)s") % {"row": source.row}
        return _("%(where)s; an empty one repeats the one to its left") % {"where": text} if source.fill else text
    if isinstance(source, Constant):
        return _("“%(said)s”, said once for all") % {"said": source.value}
    if isinstance(source, Printed):
        return _("in the cell itself, with its value")
    return "" if source is None else _("the name of the sheet")


def _dimensions(mapping: DatasetMapping) -> Iterator[Line]:
    for what, key, said in (
        ("indicator", mapping.metric, mapping.indicator),
        ("unit", mapping.geo, mapping.unit),
        ("period", mapping.time, mapping.period),
        ("gender", mapping.gender, None),
    ):
        nothing = _("the values are of all") if what == "gender" else _("not said yet")
        text = _("the dimension “%(key)s”") % {"key": key} if key else nothing
        once = _("“%(said)s”, said once for all") % {"said": said}
        yield Line("", str(ROLE_NAMES[what]), text if key or said is None else once)  # type: ignore[index]
    for key, code in mapping.picks.items():
        yield Line("", _("Of the dimension “%(key)s”") % {"key": key}, _("only “%(code)s”") % {"code": code})
    if mapping.indicators:
        yield Line("", _("What the categories are in the catalogue"), _pairs(mapping.indicators))


def _conventions(mapping: Conventions) -> Iterator[Line]:
    yield Line("", _("Signs in place of a value"), str(PRESETS[mapping.symbols].title))
    decimal = getattr(mapping, "decimal", None)
    if decimal:
        yield Line("", _("Decimal sign"), _("comma") if decimal == "," else _("point"))
    if mapping.factor != 1:
        yield Line("", _("Multiply each value by"), f"{mapping.factor.normalize():f}")
    empty = _("a missing value") if mapping.empty == "missing" else _("nothing at all")
    yield Line("", _("An empty cell is"), empty)
    words = {word: str(TYPED_STATUSES[name]) for word, name in mapping.words.items()}
    for what, pairs in (
        (_("What other words in place of a value mean"), words),
        (_("Names of indicators"), mapping.indicator_names),
        (_("Names of units"), mapping.unit_names),
        (_("Words for genders"), mapping.gender_words),
    ):
        if pairs:
            yield Line("", what, _pairs(pairs))
    if mapping.left_out:
        yield Line("", _("Units that are left out"), ", ".join(mapping.left_out))


def _pairs(pairs: abc.Mapping[str, str]) -> str:
    return "; ".join(f"{printed} = {meant}" for printed, meant in pairs.items())
