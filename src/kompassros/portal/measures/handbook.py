"""What the handbook of a set says of each measure: the same on the page, in documents and in the workbook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.indicators import queries
from kompassros.indicators.measure_words import DIRECTIONS, Words
from kompassros.indicators.models import Break, Indicator, Measure, MeasureSet
from kompassros.indicators.norwegian import is_norwegian, reading_in
from kompassros.portal.measures.set_values import SetPeriods, set_periods
from kompassros.statistics import unit_classes
from kompassros.statistics.models import UnitClass
from kompassros.web.cells import Cell
from kompassros.web.formats import format_date, format_list

_CLASSES = (unit_classes.MUNICIPALITY, unit_classes.NORWEGIAN, unit_classes.MADE_UP)


@dataclass(frozen=True)
class Entry:
    """A measure of the handbook. ``direction``: what it means that a value is high. ``basis``: who says so.

    ``cautions``: what must be kept in mind when its values are read.
    """

    number: int
    measure: Measure
    indicator: Indicator | None
    direction: Words
    basis: str
    latest: Cell
    cautions: tuple[str, ...]

    @property
    def title(self) -> str:
        """The words that the set uses, else the catalogue's, else the code."""
        return self.measure.title or (self.indicator.title if self.indicator else self.measure.code)

    @property
    def code(self) -> str:
        """The catalogue's code, else that of the set; empty where nobody has said it."""
        return self.indicator.code if self.indicator else self.measure.code

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Labels with what is known; what is not known says so."""
        one = self.indicator
        known = [(_("Number in the set"), str(self.number)), (_("Code"), self.code or _("not known"))]
        if self.measure.level:
            known.append((_("Measures for"), str(Measure.Level(self.measure.level).label)))
        if one is None:
            return [*known, (_("Direction"), self._direction_said)]
        return [
            *known,
            (_("Numerator"), one.numerator or _("not stated")),
            (_("Denominator"), one.denominator or _("not stated")),
            (_("Unit of the values"), one.unit or _("not stated")),
            (_("Direction"), self._direction_said),
            (_("Source"), one.source or _("not stated")),
            (_("Collected by"), one.collected_by or _("not stated")),
            (_("Measured"), _often(one.frequency)),
            (_("Latest year with values"), self.latest_said),
        ]

    @property
    def latest_said(self) -> str:
        """The latest year with values, and that they are made up where they are."""
        return f"{self.latest.text} ({self.latest.note})" if self.latest.note else str(self.latest.text)

    @property
    def unknown_said(self) -> str:
        """What is to be said of a measure that the catalogue does not have; empty of one that it has."""
        if self.indicator is not None:
            return ""
        if self.measure.code:
            return _("Code %(code)s: not in the catalogue, so nothing more is known of it.") % {"code": self.code}
        return _("Only the words are known: which measure of the catalogue it is, nobody has said.")

    @property
    def _direction_said(self) -> str:
        return f"{self.direction} {self.basis}".strip()


@dataclass(frozen=True)
class Handbook:
    """A set with its entries in the set's order. ``reading_in``: how values are read in, where none are packaged."""

    measure_set: MeasureSet
    entries: tuple[Entry, ...]
    reading_in: tuple[str, ...] = ()

    @property
    def catalogue_said(self) -> str:
        """Say whose the catalogue is that the set is made of."""
        if is_norwegian(self.measure_set):
            return _("Unit, direction and decimals are Kompassros' own choice, marked on each measure's page.")
        return _(
            "The catalogue is Kolada's (Källa: Kolada), spring 2026. Unit, direction, decimals and dimension are "
            "Kompassros' own readings and corrections, marked on each measure's page."
        )

    @property
    def areas(self) -> list[tuple[str, list[Entry]]]:
        """The areas in the order in which they first occur; measures without an area stand together."""
        order = list(dict.fromkeys(one.measure.area for one in self.entries))
        ordered = sorted(self.entries, key=lambda one: order.index(one.measure.area))
        grouped = groupby(ordered, lambda one: one.measure.area)
        return [(area or _("Area not known"), list(rows)) for area, rows in grouped]


def read_handbook(measure_set: MeasureSet) -> Handbook:
    """Return the handbook of a set; at most six queries, however many measures there are."""
    measures = queries.measures(measure_set)
    classes = list(UnitClass.objects.filter(key__in=_CLASSES).order_by("made_up"))
    periods = set_periods(measures, [one.number for one in classes])
    indicators = [one.indicator for one in measures if one.indicator is not None]
    cautions = _cautions(indicators)
    entries = (
        Entry(
            number,
            one,
            one.indicator,
            _direction(one),
            _basis(one),
            _latest(one, classes, periods),
            cautions.get(one.indicator_id or 0, ()),
        )
        for number, one in enumerate(measures, start=1)
    )
    return Handbook(measure_set, tuple(entries), tuple(reading_in()) if is_norwegian(measure_set) else ())


def _often(years: int) -> str:
    return ngettext("every year", "every %(counter)s years", years) % {"counter": years}


def _direction(measure: Measure) -> Words:
    if measure.direction:
        return DIRECTIONS[measure.direction]
    return DIRECTIONS[measure.indicator.direction] if measure.indicator else _("not known")


def _basis(measure: Measure) -> str:
    """Return who says what direction is good: the set itself, or what our own reading rests on."""
    if measure.direction:
        return _("As the set itself says.")
    basis = measure.indicator.direction_basis if measure.indicator else ""
    return _(basis) if basis else ""


def _latest(measure: Measure, classes: list[UnitClass], periods: SetPeriods) -> Cell:
    """Return the latest year with values: the real ones where there are any, else those made up, which says so."""
    for one in classes:
        year = periods.latest(measure.indicator_id, one.number) if measure.indicator_id else None
        if year:
            return Cell(year, str(year), note=_("made-up values") if one.made_up else None)
    return Cell(None, _("no values here"))


def _cautions(indicators: Sequence[Indicator]) -> Mapping[int, tuple[str, ...]]:
    breaks: dict[int, list[Break]] = defaultdict(list)
    for one in Break.objects.filter(indicator__in=indicators):
        breaks[one.indicator_id].append(one)
    wanted = {one.replaced_by_id for one in indicators if one.replaced_by_id}
    successors = Indicator.objects.in_bulk(wanted) if wanted else {}
    return {
        one.number: (*map(_break_said, breaks[one.number]), *_end_said(one, successors.get(one.replaced_by_id or 0)))
        for one in indicators
    }


def _break_said(one: Break) -> str:
    values = {"year": one.period, "reason": one.get_reason_display()}
    said = _("Values from %(year)s on are not comparable with those before: %(reason)s.") % values
    return f"{said} {one.note}".strip()


def _end_said(one: Indicator, successor: Indicator | None) -> list[str]:
    told = []
    if one.valid_to:
        told.append(_("Ended: its last year is %(year)s.") % {"year": one.valid_to})
    if successor:
        told.append(_("Replaced by %(title)s (%(code)s).") % {"title": successor.title, "code": successor.code})
    if one.vanished_on:
        told.append(_("No longer in the source's catalogue since %(day)s.") % {"day": format_date(one.vanished_on)})
    if one.corrected:
        told.append(
            _("Differs from what the source says, by our own correction, in: %(fields)s.")
            % {"fields": corrected_said(one)}
        )
    return told


def corrected_said(one: Indicator) -> str:
    """Name what of a measure is otherwise than its source says."""
    return format_list(sorted(map(_field_said, one.corrected)))


def _field_said(name: str) -> str:
    known = {
        "title": _("title"),
        "unit": _("unit"),
        "direction": _("direction"),
        "decimals": _("decimals"),
        "numerator": _("numerator"),
        "denominator": _("denominator"),
        "definition": _("definition"),
        "frequency": _("how often it is measured"),
        "source": _("source"),
        "collected_by": _("who collects it"),
        "dimension": _("dimension"),
        "valid_from": _("its first year"),
        "valid_to": _("its last year"),
    }
    return known.get(name, name.replace("_", " "))
