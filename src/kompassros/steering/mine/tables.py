"""The tables of the manager's page and of the council's page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.methods.targets import Attainment
from kompassros.steering.goals.models import Verdict
from kompassros.steering.goals.queries import GoalLine
from kompassros.steering.goals.said import SIGNS, say_attainment, say_shares, say_target
from kompassros.steering.goals.tables import attainment_cell, figure_cell, goal_address
from kompassros.steering.mine.council import CouncilGoal
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.queries import Branch
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def short_table(lines: Sequence[GoalLine], year: int) -> Table:
    """Return a card in short: a row for each indicator, with its status first to see."""
    return Table(
        "short",
        _("The card in short"),
        (
            Column("goal", pgettext("steering", "Goal"), prose=True),
            Column("status", _("Attainment"), "tag"),
            Column("indicator", pgettext("steering", "Indicator"), prose=True),
            Column("this", str(year), "number"),
            Column("target", _("Target")),
        ),
        [row for line in lines for row in _short_rows(line)],
        empty_text=_("No goal stands here yet."),
        filtered=False,
    )


def _short_rows(line: GoalLine) -> list[Row]:
    goal, address = Cell(line.edition.title), goal_address(line.edition)
    if not line.indicators:
        nothing = Cell(None, _("no indicator yet"))
        status = attainment_cell(Attainment.NOT_MEASURED)
        return [
            Row({"goal": goal, "status": status, **dict.fromkeys(("indicator", "this", "target"), nothing)}, address)
        ]
    return [
        Row(
            {
                "goal": goal,
                "status": attainment_cell(one.edition.attainment, one.edition.reason),
                "indicator": Cell(one.edition.title, note=one.edition.unit or None),
                "this": figure_cell(one.this),
                "target": Cell(say_target(one.edition)),
            },
            address,
        )
        for one in line.indicators
    ]


def council_table(goals: Sequence[CouncilGoal]) -> Table:
    """Return the council's goals: the own indicators, what serves each further down, and the forecast."""
    return Table(
        "goals",
        _("The council's goals"),
        (
            Column("goal", pgettext("steering", "Goal"), prose=True),
            Column("own", _("Its own indicators")),
            Column("below", _("What serves it further down")),
            Column("forecast", _("Forecast for the end of the year"), "tag"),
        ),
        [_council_row(one) for one in goals],
        empty_text=_("No goal of the council is agreed for this year yet."),
        filtered=False,
    )


def _council_row(one: CouncilGoal) -> Row:
    line = one.line
    cells = {
        "goal": Cell(line.edition.title),
        "own": _shares_cell(line.shares.total, say_shares(line.shares), _("no indicator yet")),
        "below": _shares_cell(one.below.total, say_shares(one.below), _("nothing serves it yet")),
        "forecast": _forecast_cell(line.forecast),
    }
    return Row(cells, goal_address(line.edition))


def _shares_cell(total: int, said: str, nothing: str) -> Cell:
    return Cell(said) if total else Cell(None, nothing)


def _forecast_cell(forecast: Verdict | None) -> Cell:
    if forecast is None:
        return Cell(None, _("no forecast"))
    return Cell(say_attainment(forecast.attainment), tone=SIGNS[forecast.attainment], note=forecast.reasons)


def deviating_table(plan: SteeringPlan, branches: Sequence[Branch]) -> Table:
    """Return the bodies with most targets that are not met."""
    return Table(
        "deviating",
        _("Where most targets are not met"),
        (
            Column("body", _("Card")),
            Column("not_met", say_attainment(Attainment.NOT_MET).capitalize(), "number"),
            Column("total", pgettext("steering", "Indicators"), "number"),
            Column("shares", _("Of all its indicators")),
        ),
        [_deviating_row(plan, branch) for branch in branches],
        empty_text=_("Every target that is measured is met, at least partly."),
        filtered=False,
    )


def _deviating_row(plan: SteeringPlan, branch: Branch) -> Row:
    body, own = branch.card.organisation, branch.own
    cells = {
        "body": Cell(body.name),
        "not_met": Cell(dict(own.counts)[Attainment.NOT_MET]),
        "total": Cell(own.total),
        "shares": Cell(say_shares(own)),
    }
    return Row(cells, reverse("steering:card", args=[plan.organisation.key, plan.year, body.key]))
