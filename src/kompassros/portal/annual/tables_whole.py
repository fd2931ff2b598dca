"""The tables of chapters about the municipality as a whole: targets of each body, money, what the council asked for."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.methods.shares import Shares
from kompassros.methods.targets import Attainment
from kompassros.steering.budget.frozen import frozen_money
from kompassros.steering.budget.said import say_deviation
from kompassros.steering.budget.tables import Unit
from kompassros.steering.goals.said import say_attainment
from kompassros.steering.periods.frozen_period import FrozenCard, Json
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def bodies_table(cards: Sequence[tuple[str, Shares]]) -> Table:
    """Return how many targets of each body, with all below it, have each status."""
    columns = (
        Column("body", _("Body")),
        Column("all", _("Indicators"), "number"),
        *(Column(str(each), say_attainment(each).capitalize(), "number") for each in Attainment),
    )
    rows = [
        Row(
            {
                "body": Cell(name),
                "all": Cell(shares.total),
                **{str(status): Cell(count) for status, count in shares.counts},
            }
        )
        for name, shares in cards
    ]
    return Table("bodies", _("Targets of each body, with all below it"), columns, rows)


def money_table(money: Sequence[FrozenCard], year: int) -> Table:
    """Return the money of each body."""
    unit = Unit(exact=False)
    columns = (
        Column("body", _("Body")),
        unit.column("frame", _("Frame %(year)s") % {"year": year}),
        unit.column("outcome", pgettext("money", "Outcome")),
        unit.column("forecast", _("Forecast for the year")),
        Column("said", _("Deviation"), "tag"),
    )
    empty = _("The period has no money of any body.")
    return Table(
        "money", _("Money of each body"), columns, [_money_row(each, unit) for each in money], empty_text=empty
    )


def _money_row(each: FrozenCard, unit: Unit) -> Row:
    money = frozen_money(each)
    said, tone = say_deviation(money)
    return Row(
        {
            "body": Cell(each.name),
            "frame": unit.cell(money.frame, _("not set")),
            "outcome": unit.cell(money.outcome, _("not entered")),
            "forecast": unit.cell(money.forecast, _("not entered")),
            "said": Cell(said, tone=tone) if said else Cell(None, _("not known")),
        }
    )


def asked_table(asked: Sequence[Json]) -> Table:
    """Return what the council asked for, of whom, and the answers."""
    columns = (
        Column("request", _("Request"), prose=True),
        Column("decision", _("Decision")),
        Column("decided", _("Decided"), "date"),
        Column("body", _("Answers")),
        Column("answer", pgettext("comment", "Answer"), prose=True),
        Column("answered", _("Answered"), "date"),
    )
    empty = _("Nothing was asked for in the year.")
    return Table("asked", _("Requests of the council"), columns, [_asked_row(each) for each in asked], empty_text=empty)


def _asked_row(each: Json) -> Row:
    waiting = Cell(None, _("not answered"))
    return Row(
        {
            "request": Cell(each["text"]),
            "decision": Cell(each["decision"]),
            "decided": Cell(date.fromisoformat(each["decided_on"])),
            "body": Cell(each["body"]["name"]),
            "answer": Cell(each["answer"]) if each["answer"] else waiting,
            "answered": Cell(date.fromisoformat(each["answered_on"])) if each["answered_on"] else waiting,
        }
    )
