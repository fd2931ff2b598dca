"""What a file with money would change, amount by amount."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.steering.budget.reading import Wish
from kompassros.steering.plans.models import SteeringPlan
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def wishes_table(plan: SteeringPlan, wishes: Iterable[Wish]) -> Table:
    """Return what a file would change: an amount in each row, beside what is stored."""
    columns = (
        Column("row", _("Row"), "number"),
        Column("body", _("Body")),
        Column("what", _("What")),
        Column("before", _("Stored"), "number", unit=_("kronor")),
        Column("after", _("New"), "number", unit=_("kronor")),
        Column("decision", _("Decision")),
        Column("source", _("Source")),
    )
    rows = [row for wish in wishes for row in _rows(wish)]
    return Table("wishes", _("What the file changes"), columns, rows, source=plan.source, filtered=False, passing=True)


def _rows(wish: Wish) -> Iterator[Row]:
    for year, amount in wish.frames.items():
        yield _row(wish, _("Frame %(year)s") % {"year": year}, wish.before[year], amount)
    if wish.spent and wish.period:
        words = {"period": wish.period.title}
        pairs = (
            (pgettext("money", "Outcome"), wish.spent_before.outcome, wish.spent.outcome),
            (_("Forecast for the year"), wish.spent_before.forecast, wish.spent.forecast),
        )
        for name, before, after in pairs:
            if before != after:
                yield _row(wish, _("%(what)s: %(period)s") % {"what": name, **words}, before, after)


def _row(wish: Wish, what: str, before: Decimal | None, after: Decimal | None) -> Row:
    none = Cell(None, _("none"))
    return Row(
        {
            "row": Cell(wish.row),
            "body": Cell(wish.card.organisation.name),
            "what": Cell(what),
            "before": Cell(before) if before is not None else none,
            "after": Cell(after) if after is not None else none,
            "decision": Cell(wish.decision) if wish.decision else none,
            "source": Cell(wish.source) if wish.source else none,
        }
    )
