"""The tables of reorganisations: those of a year, what becomes of each row, and a card as it was."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.steering.goals.said import SIGNS
from kompassros.steering.periods.documents import said_of
from kompassros.steering.periods.frozen_period import FrozenGoal
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.reorganising.following import Line
from kompassros.steering.reorganising.queries import Told
from kompassros.steering.reorganising.words import FATES, TONES, WHATS, say_change
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def reorganisations_table(plan: SteeringPlan, found: Sequence[Told]) -> Table:
    """Return the reorganisations of a year."""
    columns = (Column("said", _("What happened"), prose=True), Column("on", _("From"), "date"))
    rows = [
        Row(
            {
                "said": Cell(say_change(each.one, each.changes)),
                "on": Cell(each.one.on),
                "decision": Cell(each.one.decision),
            },
            reverse("steering:reorganisation", args=[plan.organisation.key, plan.year, each.one.pk]),
        )
        for each in found
    ]
    return Table(
        "reorganisations",
        _("Reorganisations of the year"),
        (*columns, Column("decision", _("Decision"))),
        rows,
        empty_text=_("No body was moved, merged or split in this year."),
    )


def lines_table(lines: Sequence[Line], *, passing: bool = False) -> Table:
    """Return what becomes of each row; ``passing`` for what is not done yet."""
    columns = (
        Column("what", _("What")),
        Column("which", pgettext("reorganisation", "Which"), prose=True),
        Column("before", _("Before")),
        Column("after", _("After")),
        Column("fate", _("What happens"), "tag"),
    )
    return Table(
        "lines",
        _("What becomes of each row"),
        columns,
        [_line(line) for line in lines],
        passing=passing,
    )


def _line(line: Line) -> Row:
    nothing = _("nothing")
    return Row(
        {
            "what": Cell(str(WHATS[line.what]).capitalize()),
            "which": Cell(line.which),
            "before": Cell(line.before or None, None if line.before else nothing),
            "after": Cell(line.after or None, None if line.after else nothing),
            "fate": Cell(str(FATES[line.fate]), tone=TONES[line.fate]),
        }
    )


def kept_table(goals: Sequence[FrozenGoal]) -> Table:
    """Return a card that ended, as it was read until then."""
    columns = (
        Column("goal", pgettext("steering", "Goal"), prose=True),
        Column("indicator", pgettext("steering", "Indicator")),
        Column("figure", _("Figure")),
        Column("target", _("Target")),
        Column("attainment", _("Attainment")),
    )
    rows = [row for goal in goals for row in _kept(goal)]
    return Table("kept", _("The card as it was until then"), columns, rows, empty_text=_("It had no goals."))


def _kept(goal: FrozenGoal) -> list[Row]:
    if not goal.indicators:
        nothing = {name: Cell(None, _("no indicator")) for name in ("indicator", "figure", "target", "attainment")}
        return [Row({"goal": Cell(goal.title), **nothing})]
    rows = []
    for one in goal.indicators:
        figure, flags, target, status = said_of(one)
        cells = {
            "goal": Cell(goal.title),
            "indicator": Cell(one.title),
            "figure": Cell(figure, note=flags or None),
            "target": Cell(target),
            "attainment": Cell(status, tone=SIGNS[one.attainment]),
        }
        rows.append(Row(cells))
    return rows
