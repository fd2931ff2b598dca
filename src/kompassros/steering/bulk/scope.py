"""What is edited together: all cards of a plan, or one card."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.plans.models import Card, SteeringPlan

MOST = 2_000
"""So many indicators go into one file, and so many things are chosen on one page. Own choice."""


@dataclass(frozen=True)
class Scope:
    """A plan, and the card of it that alone is meant; None for all that have not ended."""

    plan: SteeringPlan
    card: Card | None = None

    def __str__(self) -> str:
        return f"{self.card.organisation.name} {self.plan.year}" if self.card else str(self.plan)

    @property
    def key(self) -> str:
        """By what it is known again while something travels through the browser."""
        return f"{self.plan.pk}-{self.card.pk if self.card else ''}"

    @property
    def row(self) -> Any:
        """The row whose version forms carry."""
        return self.card or self.plan

    def address(self, name: str = "bulk") -> str:
        """Return the address of one of the pages."""
        args: list[Any] = [self.plan.organisation.key, self.plan.year]
        if self.card is None:
            return reverse(f"steering:{name}", args=args)
        return reverse(f"steering:card_{name}", args=[*args, self.card.organisation.key])

    def back(self) -> str:
        """Return the address of the plan or card itself."""
        args: list[Any] = [self.plan.organisation.key, self.plan.year]
        if self.card is None:
            return reverse("steering:plan", args=args)
        return reverse("steering:card", args=[*args, self.card.organisation.key])

    def goals(self) -> QuerySet[GoalEdition]:
        """Return the goals that are not withdrawn, in the order of the bodies."""
        rows = GoalEdition._base_manager.filter(plan=self.plan, withdrawn_on=None, card__ended_on=None)
        mine = rows.filter(card=self.card) if self.card else rows
        related = ("goal", "plan__organisation", "card__organisation", "organisation", "serves")
        return mine.select_related(*related).order_by("organisation__sort_sv", "position", "pk")

    def indicators(self) -> QuerySet[IndicatorEdition]:
        """Return the indicators of those goals, in their order."""
        rows = IndicatorEdition._base_manager.filter(plan=self.plan, goal__withdrawn_on=None, goal__card__ended_on=None)
        mine = rows.filter(goal__card=self.card) if self.card else rows
        related = ("indicator", "goal__card__organisation", "goal__plan", "organisation", "plan__organisation")
        ordered = mine.select_related(*related)
        return ordered.order_by("organisation__sort_sv", "goal__position", "goal", "position", "pk")
