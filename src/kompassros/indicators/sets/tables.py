"""The tables of own sets: the sets somebody keeps, a set's measures, what a file would change, the change log."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.measure_words import DIRECTIONS
from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.sets.content import Line
from kompassros.indicators.sets.differences import Differences
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.formats import format_number
from kompassros.web.tables import Table


def sets_table(found: Iterable[MeasureSet]) -> Table:
    """List own sets: whose, of what year, how many measures."""
    columns = [
        Column("set", _("Set of measures")),
        Column("owner", _("Whose")),
        Column("year", _("Year"), "number"),
        Column("measures", _("Measures"), "number"),
    ]
    empty = _("You have no set of your own yet. Make one, or copy one that is there.")
    return Table("sets", _("Your own sets of measures"), columns, [_set_row(one) for one in found], empty_text=empty)


def _set_row(one: MeasureSet) -> Row:
    size = getattr(one, "size", 0)
    cells = {
        "set": Cell(one.title),
        "owner": Cell(str(one.owner)),
        "year": Cell(one.year, str(one.year)) if one.year else Cell(None, _("of no single year")),
        "measures": Cell(size, format_number(size)),
    }
    return Row(cells, reverse("sets:show", args=[one.key]))


def measures_table(measure_set: MeasureSet, measures: Sequence[Measure]) -> Table:
    """List a set's measures in their order; each row leads to where it is changed."""
    columns = [
        Column("place", _("Place in the list"), "number"),
        Column("measure", _("Measure")),
        Column("code", _("Code")),
        Column("area", _("Area")),
        Column("direction", _("Direction")),
        Column("level", _("Level")),
    ]
    rows = [_measure_row(measure_set, one, number) for number, one in enumerate(measures, start=1)]
    empty = _("The set has no measures yet. Find some in the catalogue and add them.")
    return Table("measures", _("Measures of the set"), columns, rows, empty_text=empty)


def _measure_row(measure_set: MeasureSet, one: Measure, number: int) -> Row:
    title = one.title or (one.indicator.title if one.indicator else one.code)
    note = None if one.indicator else _("not in the catalogue")
    cells = {
        "place": Cell(number),
        "measure": Cell(title, href=reverse("sets:measure", args=[measure_set.key, one.pk]), note=note),
        "code": Cell(one.code) if one.code else Cell(None, _("none")),
        "area": Cell(one.area) if one.area else Cell(None, _("not said")),
        "direction": _direction(one.direction),
        "level": Cell(str(one.get_level_display())),
    }
    return Row(cells)


def _direction(direction: str) -> Cell:
    return Cell(str(DIRECTIONS[direction])) if direction else Cell(None, _("as the catalogue says"))


def differences_table(found: Differences, caption: str, *, with_same: bool = False) -> Table:
    """List what is new, gone and changed, and the same too where it is asked for."""
    columns = [
        Column("what", _("Change"), "tag"),
        Column("code", _("Code")),
        Column("measure", _("Measure"), prose=True),
        Column("area", _("Area")),
    ]
    rows = [_line_row(_("new"), line, "success") for line in found.new]
    rows += [_line_row(_("gone"), line, "warning") for line in found.gone]
    rows += [_line_row(_("changed"), line, "info", before) for before, line in found.changed]
    rows += [_line_row(_("the same"), line, "neutral") for line in found.same if with_same]
    return Table("differences", caption, columns, rows, empty_text=_("Nothing differs."))


def _line_row(what: str, line: Line, tone: Tone, before: Line | None = None) -> Row:
    said = line.title or _("the catalogue's title")
    note = "; ".join(_changes(before, line)) if before else None
    cells = {
        "what": Cell(what, tone=tone),
        "code": Cell(line.code) if line.code else Cell(None, _("none")),
        "measure": Cell(said, note=note or None),
        "area": Cell(line.area) if line.area else Cell(None, _("not said")),
    }
    return Row(cells)


def _changes(before: Line, after: Line) -> list[str]:
    """Say what of a measure is other than before."""
    said = []
    names = (("title", _("words")), ("area", _("area")), ("direction", _("direction")), ("level", _("level")))
    for name, label in names:
        old = getattr(before, name)
        if old != getattr(after, name):
            said.append(_("%(what)s before: %(before)s") % {"what": label, "before": _in_words(name, old)})
    return said


def _in_words(name: str, value: str) -> str:
    if not value:
        return _("nothing")
    if name == "level":
        return str(Measure.Level(value).label)
    return str(DIRECTIONS[value]) if name == "direction" else value
