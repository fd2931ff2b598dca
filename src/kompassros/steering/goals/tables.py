"""The tables of a card: its goals and indicators by perspective, a goal's figures over the years."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.methods.targets import Attainment
from kompassros.steering.goals import said
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.goals.queries import GoalLine, IndicatorLine
from kompassros.steering.goals.surveys import say_source
from kompassros.web.cells import Cell, Column, Row, Sign
from kompassros.web.tables import Table

TURN_SIGNS: dict[str, Sign] = {"better": "better", "worse": "worse", "unchanged": "middle"}


def goal_address(edition: GoalEdition, name: str = "goal", *more: Any) -> str:
    """Return the address of a page of a goal."""
    plan, body = edition.plan, edition.organisation
    return reverse(f"steering:{name}", args=[plan.organisation.key, plan.year, body.key, edition.pk, *more])


def card_table(name: str, caption: str, lines: Sequence[GoalLine], year: int, *, with_body: bool = False) -> Table:
    """Return goals with their indicators, one line an indicator; a goal without any has a line of its own.

    with_body: whether each line says whose goal it is.
    """
    return Table(
        name,
        caption,
        (
            *((Column("body", _("Card")),) if with_body else ()),
            Column("goal", pgettext("steering", "Goal"), prose=True),
            Column("indicator", pgettext("steering", "Indicator"), prose=True),
            Column("unit", _("Unit")),
            Column("before", _("Before"), "number"),
            Column("this", str(year), "number"),
            Column("target", _("Target")),
            Column("status", _("Attainment"), "tag"),
            Column("change", _("Change"), "tag"),
            Column("activities", _("Activities")),
        ),
        [row for line in lines for row in _goal_rows(line)],
        empty_text=_("No goal stands here yet."),
    )


def _goal_rows(line: GoalLine) -> list[Row]:
    address = goal_address(line.edition)
    goal = Cell(line.edition.title, note=_verdict_note(line))
    shared = {"body": Cell(line.edition.organisation.name), "goal": goal, "activities": Cell(_activities(line))}
    if not line.indicators:
        return [Row(_without_indicator() | shared, address)]
    return [Row(_cells(one) | shared, address) for one in line.indicators]


def _without_indicator() -> dict[str, Cell]:
    nothing = Cell(None, _("none"))
    return {
        "indicator": Cell(None, _("no indicator yet")),
        **dict.fromkeys(("unit", "before", "this", "target", "change"), nothing),
        "status": attainment_cell(Attainment.NOT_MEASURED),
    }


def _cells(line: IndicatorLine) -> dict[str, Cell]:
    edition = line.edition
    return {
        "indicator": Cell(edition.title),
        "unit": Cell(edition.unit) if edition.unit else Cell(None, _("none")),
        "before": figure_cell(line.before),
        "this": figure_cell(line.this),
        "target": Cell(said.say_target(edition)),
        "status": attainment_cell(edition.attainment, edition.reason),
        "change": change_cell(line),
    }


def figure_cell(value: IndicatorValue | None) -> Cell:
    """Return a figure with what is to know of it; ordered by the number where it is one."""
    shown, note = said.say_figure(value), said.say_flags(value) or None
    if value is None or not value.printed:
        return Cell(None, shown, note=note)
    number = value.value if value.value is not None else None
    return Cell(value.printed, shown, note=note, sort=number if number is not None else Decimal(0))


def attainment_cell(attainment: str, reason: str = "") -> Cell:
    """Return a status: shape, word, colour, and why it cannot be computed where it cannot."""
    return Cell(said.say_attainment(attainment), tone=said.SIGNS[attainment], note=said.say_reason(reason) or None)


def change_cell(line: IndicatorLine) -> Cell:
    """Return what became of a figure since the one before."""
    turn = line.change.turn
    if turn is None:
        return Cell(None, said.say_turn(None))
    return Cell(said.say_turn(turn), tone=TURN_SIGNS.get(turn, "neutral"))


def _verdict_note(line: GoalLine) -> str | None:
    notes = []
    if line.verdict:
        notes.append(_("Verdict: %(verdict)s") % {"verdict": said.say_attainment(line.verdict.attainment)})
    if line.forecast:
        notes.append(_("Forecast: %(verdict)s") % {"verdict": said.say_attainment(line.forecast.attainment)})
    return "; ".join(notes) or None


def _activities(line: GoalLine) -> str:
    total = sum(line.activities.values())
    if not total:
        return pgettext("activities", "none")
    return _("%(done)s of %(total)s done") % {"done": line.activities.get("done", 0), "total": total}


def values_table(edition: IndicatorEdition, rows: Iterable[IndicatorValue]) -> Table:
    """Return every figure of an indicator, restated ones too, the latest year first."""
    return Table(
        f"values-{edition.pk}",
        edition.title,
        (
            Column("year", _("Year")),
            Column("period", pgettext("reporting", "Period")),
            Column("figure", _("Figure"), "number", unit=edition.unit),
            Column("source", _("Source"), prose=True),
            Column("entered", _("Entered"), "date"),
            Column("by", _("By")),
        ),
        [_value_row(row) for row in rows],
        empty_text=_("No figure is entered yet."),
        filtered=False,
    )


def _value_row(row: IndicatorValue) -> Row:
    unknown = Cell(None, _("not stated"))
    return Row(
        {
            "year": Cell(str(row.year)),
            "period": Cell(row.period) if row.period else Cell(_("the year")),
            "figure": figure_cell(row),
            "source": Cell(say_source(row.source)) if row.source else unknown,
            "entered": Cell(row.entered_at),
            "by": Cell(str(row.entered_by)) if row.entered_by else Cell(_("Kompassros")),
        }
    )
