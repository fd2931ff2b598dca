"""The tables of plans: the tree of cards with shares, the years of a municipality."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.methods.targets import Attainment
from kompassros.steering.goals.said import say_attainment
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import Branch
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

PLAN_TONES: dict[str, Tone] = {
    SteeringPlan.State.DRAFT: "warning",
    SteeringPlan.State.ADOPTED: "success",
    SteeringPlan.State.CLOSED: "neutral",
}
CARD_TONES: dict[str, Tone] = {
    Card.State.DRAFT: "warning",
    Card.State.DISCUSSED: "info",
    Card.State.AGREED: "success",
}


def plans_table(plans: Iterable[SteeringPlan]) -> Table:
    """Return the years for which a municipality has a plan."""
    return Table(
        "plans",
        _("Plans"),
        (
            Column("year", _("Year")),
            Column("state", _("State"), "tag"),
            Column("decision", _("Decision")),
            Column("adopted", _("Adopted"), "date"),
        ),
        [_plan_row(plan) for plan in plans],
        empty_text=_("No plan is made yet. Those who lead the municipality's steering make one."),
    )


def _plan_row(plan: SteeringPlan) -> Row:
    cells = {
        "year": Cell(str(plan.year), note=_("made-up demo data") if plan.made_up else None),
        "state": Cell(plan.get_state_display(), tone=PLAN_TONES[plan.state]),
        "decision": Cell(plan.decision) if plan.decision else Cell(None, _("none")),
        "adopted": Cell(plan.adopted_on) if plan.adopted_on else Cell(None, _("not adopted")),
    }
    return Row(cells, reverse("steering:plan", args=[plan.organisation.key, plan.year]))


def tree_table(plan: SteeringPlan, branches: Sequence[Branch]) -> Table:
    """Return the cards in the order of the tree, with what became of their indicators and of all below them."""
    return Table(
        "cards",
        _("Cards, from the council to the units: how many targets are met, with all below"),
        (
            Column("body", _("Card")),
            Column("state", _("State"), "tag"),
            Column("goals", _("Goals"), "number"),
            Column("indicators", _("Indicators, with all below"), "number"),
            *(Column(str(status), say_attainment(status).capitalize(), "number", unit="%") for status in Attainment),
        ),
        _branch_rows(plan, branches),
        empty_text=_("No body has a card yet."),
    )


def _branch_rows(plan: SteeringPlan, branches: Sequence[Branch]) -> list[Row]:
    """Return a row for each card. What all share is made once, for there may be thousands."""
    states = {key: Cell(label, tone=CARD_TONES[key]) for key, label in Card.State.choices}
    nothing, hidden = Cell(None, _("no indicator")), Cell(None, _("not agreed yet"))
    cards = reverse("steering:plan", args=[plan.organisation.key, plan.year]) + "cards/"
    rows = []
    for branch in branches:
        organisation, shares = branch.card.organisation, branch.all
        cells = {
            "body": Cell(organisation.name, "– " * branch.depth + organisation.name),
            "state": states[branch.card.state],
            "goals": Cell(branch.goals) if branch.readable else hidden,
            "indicators": Cell(shares.total),
            **{str(status): Cell(share) if shares.total else nothing for status, share in shares.per_cent},
        }
        rows.append(Row(cells, f"{cards}{organisation.key}/" if branch.readable else None))
    return rows
