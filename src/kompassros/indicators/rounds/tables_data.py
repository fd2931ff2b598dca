"""The tables of a municipality's part in a round: what is asked and handed in, draws, what a file changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import checks, year_before
from kompassros.indicators.rounds.checks import Trouble
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.handing_in import data_of
from kompassros.indicators.rounds.models import AskedMeasure, OwnData, Participant, SampleDraw
from kompassros.indicators.rounds.year_before import Before
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table


@dataclass(frozen=True)
class Line:
    """An asked measure with what is handed in, what was before, and what the checks find."""

    asked: AskedMeasure
    row: OwnData | None
    before: Before | None
    troubles: list[Trouble]

    @property
    def is_stopped(self) -> bool:
        """Whether a check stops it."""
        return any(one.stops for one in self.troubles)


def lines_of(participant: Participant) -> list[Line]:
    """Return every asked measure in its order; three queries and one read of the store."""
    asked = list(participant.round.asked.select_related("round", "measure__indicator"))
    rows, before = data_of(participant), year_before.of_participant(participant, asked)
    return [_line(one, rows.get(one.pk), before.get(one.pk)) for one in asked]


def _line(asked: AskedMeasure, row: OwnData | None, before: Before | None) -> Line:
    found = checks.troubles_of(asked, checks.entry_of(row), before) if row is not None else []
    return Line(asked, row, before, found)


def number_in_words(number: Decimal | None) -> str:
    """Return a number as it was given, without the zeros that the database adds."""
    if number is None:
        return ""
    plain = number.normalize()
    exponent = plain.as_tuple().exponent
    return format_number(plain if isinstance(exponent, int) and exponent < 0 else round(plain))


def entry_in_words(entry: Entry | None) -> str:
    """Return a value with those of women and men, or why there is none."""
    if entry is None:
        return _("nothing handed in")
    if entry.status != OwnData.Status.VALUE or entry.value is None:
        return str(entry.status.label)
    apart = [(_("women"), entry.women), (_("men"), entry.men)]
    told = [f"{word} {number_in_words(number)}" for word, number in apart if number is not None]
    return ", ".join([number_in_words(entry.value), *told])


def asked_table(participant: Participant, lines: Iterable[Line]) -> Table:
    """Return what is asked for, each measure leading to its form."""
    return Table(
        "asked",
        _("What is asked for"),
        (
            Column("measure", _("Measure")),
            Column("area", _("Area")),
            Column("value", _("Handed in")),
            Column("before", _("Before")),
            Column("state", _("State"), "tag"),
            Column("told", _("What the checks say"), sort=False, prose=True),
        ),
        [_asked_row(participant, line) for line in lines],
        empty_text=_("The round asks for nothing yet. Its officer chooses the measures."),
    )


def _asked_row(participant: Participant, line: Line) -> Row:
    told = " ".join(one.sentence for one in line.troubles)
    entry = checks.entry_of(line.row) if line.row is not None else None
    before = number_in_words(line.before.value) if line.before else None
    cells = {
        "measure": Cell(line.asked.measure.title),
        "area": Cell(line.asked.measure.area) if line.asked.measure.area else Cell(None, _("no area")),
        "value": Cell(entry_in_words(entry)) if entry else Cell(None, _("nothing handed in")),
        "before": Cell(before, note=str(line.before.year) if line.before else None)
        if before
        else Cell(None, _("none")),
        "state": _state(line),
        "told": Cell(told) if told else Cell(None, _("no objection")),
    }
    return Row(cells, reverse("rounds:data_entry", args=[*_names(participant), line.asked.pk]))


def _state(line: Line) -> Cell:
    if line.row is None:
        return Cell(_("missing"), tone="neutral")
    if line.is_stopped:
        return Cell(_("stopped by a check"), tone="warning")
    return Cell(_("explained"), tone="info") if line.troubles else Cell(_("in order"), tone="success")


def _names(participant: Participant) -> tuple[str, str]:
    return participant.round.key, participant.organisation.key


def draws_table(participant: Participant, draws: Iterable[SampleDraw]) -> Table:
    """Return what is kept of draws, each leading to the page that checks it."""
    return Table(
        "draws",
        _("Draws"),
        (
            Column("at", _("Drawn"), "date"),
            Column("by", _("By")),
            Column("measure", _("Measure")),
            Column("drawn", _("Cases drawn"), "number"),
            Column("population", _("Cases in all"), "number"),
            Column("seed", _("Seed")),
        ),
        [_draw_row(participant, one) for one in draws],
        empty_text=_("Nothing has been drawn yet."),
    )


def _draw_row(participant: Participant, one: SampleDraw) -> Row:
    cells = {
        "at": Cell(one.drawn_at),
        "by": Cell(str(one.drawn_by or "Kompassros")),
        "measure": Cell(one.asked.measure.title) if one.asked else Cell(None, _("not stated")),
        "drawn": Cell(len(one.rows)),
        "population": Cell(one.population),
        "seed": Cell(one.seed),
    }
    return Row(cells, reverse("rounds:draw_check", args=[*_names(participant), one.pk]))


def changes_table(lines: Iterable[Line], entries: Mapping[int, Entry]) -> Table:
    """Return what a file would change, with what the checks find in it."""
    rows = []
    for line in lines:
        if line.asked.pk not in entries:
            continue
        entry = entries[line.asked.pk]
        before = checks.entry_of(line.row) if line.row is not None else None
        told = " ".join(one.sentence for one in checks.troubles_of(line.asked, entry, line.before))
        note = _("method, cases, period or texts") if entry_in_words(before) == entry_in_words(entry) else None
        rows.append(
            Row({
                "measure": Cell(line.asked.measure.title),
                "before": Cell(entry_in_words(before)),
                "after": Cell(entry_in_words(entry), note=note),
                "told": Cell(told) if told else Cell(None, _("no objection")),
            })
        )  # fmt: skip
    return Table(
        "changes",
        _("What the file changes"),
        (
            Column("measure", _("Measure")),
            Column("before", _("Handed in")),
            Column("after", _("In the file")),
            Column("told", _("What the checks say"), sort=False, prose=True),
        ),
        rows,
        empty_text=_("The file changes nothing."),
        passing=True,
    )
