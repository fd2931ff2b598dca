"""The tables of networks: those that somebody works with, and each shared measure with all members."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.networking import words
from kompassros.indicators.networking.compilation import Compilation, MemberValue, NetworkMeasure
from kompassros.indicators.networking.models import MeasureNetwork
from kompassros.indicators.results.words import area_name
from kompassros.methods.rounding import as_written
from kompassros.statistics.models import Unit
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table

Address = Callable[[NetworkMeasure, Unit], str]


def networks_table(found: Iterable[MeasureNetwork]) -> Table:
    """List networks: who keeps them, how many members, which measures."""
    columns = [
        Column("network", _("Network")),
        Column("keeper", _("Kept by")),
        Column("members", _("Members"), "number"),
        Column("set", _("Shared measures")),
    ]
    empty = _("You are in no network yet. Whoever coordinates a municipality can make one.")
    return Table("networks", _("Networks"), columns, [_network_row(one) for one in found], empty_text=empty)


def _network_row(one: MeasureNetwork) -> Row:
    size = getattr(one, "size", 0)
    cells = {
        "network": Cell(str(one)),
        "keeper": Cell(str(one.organisation)),
        "members": Cell(size, format_number(size)),
        "set": Cell(one.measure_set.title),
    }
    return Row(cells, reverse("networks:show", args=[one.key]))


def side_by_side(found: Compilation, address: Address) -> list[Table]:
    """Return a table for each area: a row for each measure, a column for each member, then mean and best."""
    source = "; ".join(one.source for one in found.datasets)
    columns = [
        Column("measure", _("Measure")),
        *(Column(f"m{unit.number}", unit.name, "number") for unit in found.units),
        Column("mean", _("Mean"), "number"),
        Column("best", _("Best in the network")),
    ]
    return [
        Table(
            f"area-{number}",
            area_name(area),
            columns,
            [_measure_row(one, address) for one in measures],
            filtered=False,
            source=source,
        )
        for number, (area, measures) in enumerate(found.areas, start=1)
    ]


def _measure_row(measure: NetworkMeasure, address: Address) -> Row:
    best = words.best_said(measure)
    mean = measure.spread.mean if measure.spread else None
    cells = {
        "measure": Cell(words.head_of(measure)),
        **{f"m{one.unit.number}": _member_cell(one, measure) for one in measure.members},
        "mean": Cell(None if mean is None else as_written(mean), words.mean_said(measure)),
        "best": Cell(best, href=address(measure, measure.best[0].unit)) if best else Cell(None, _("nobody can say")),
    }
    first = measure.members[0].unit if measure.members else None
    return Row(cells, address(measure, first) if first else None)


def _member_cell(one: MemberValue, measure: NetworkMeasure) -> Cell:
    note = "; ".join(part for part in (words.place_said(one, measure), words.change_said(one)) if part)
    value = None if one.number is None else as_written(one.number)
    return Cell(value, words.value_said(one, measure), note=note or None)
