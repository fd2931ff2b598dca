"""Which chapters a report begins with, and what a chapter can be about: read from the edition of its period alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.steering.budget.frozen import KEY as MONEY
from kompassros.steering.goals.models import Goal
from kompassros.steering.periods.frozen_period import FrozenPeriod
from kompassros.steering.writing.models import ReportSection

Kind = ReportSection.Kind
LONGEST_HEADING = 200


@dataclass(frozen=True)
class Wanted:
    """A chapter to be: what it is called, and what it is about; ``key``: a goal's uid or a body's key."""

    heading: str
    kind: str = Kind.TEXT
    key: str = ""

    @property
    def about(self) -> str:
        """What it is about, as one word of a form."""
        return f"{self.kind}:{self.key}"


def proposed(period: FrozenPeriod) -> list[Wanted]:
    """Return the chapters that a report begins with, in their order. Own choice."""
    money = [Wanted(_("The money"), Kind.MONEY)] if has_money(period) else []
    return [
        Wanted(_("Foreword")),
        Wanted(_("The year in short"), Kind.SUMMARY),
        *goals_of(period),
        *areas_of(period),
        *money,
        Wanted(_("What the council asked for"), Kind.ASKED),
        Wanted(_("Outlook")),
    ]


def goals_of(period: FrozenPeriod) -> Iterator[Wanted]:
    """Yield a chapter for each goal of the council's card that was not withdrawn."""
    for card in period.cards[:1]:
        for goal in card.goals:
            if not goal.withdrawn:
                yield Wanted(goal.title[:LONGEST_HEADING], Kind.GOAL, goal.uid)


def areas_of(period: FrozenPeriod) -> Iterator[Wanted]:
    """Yield a chapter for each body right below the municipality."""
    top = [card.body for card in period.cards[:1]]
    for card in period.cards:
        if card.above in top:
            yield Wanted(card.name[:LONGEST_HEADING], Kind.BODY, card.body)


def has_money(period: FrozenPeriod) -> bool:
    """Return whether the edition tells what anything cost."""
    return any(card.content.get(MONEY) for card in period.cards)


def subjects(period: FrozenPeriod) -> list[Wanted]:
    """Return everything that a chapter can be about: nothing, the whole, a goal of the council, any body's card."""
    bodies = [Wanted(card.name[:LONGEST_HEADING], Kind.BODY, card.body) for card in period.cards]
    return [
        *(Wanted(str(kind.label), kind) for kind in (Kind.TEXT, Kind.SUMMARY, Kind.MONEY, Kind.ASKED)),
        *goals_of(period),
        *bodies,
    ]


@dataclass(frozen=True)
class Known:
    """The goals and bodies that the chapters of a report can name, as they are stored now."""

    goals: Mapping[str, Goal]
    bodies: Mapping[str, Organisation]

    def section(self, wanted: Wanted) -> ReportSection:
        """Return a chapter that is not stored; KeyError for a goal or a body that is not there."""
        goal = self.goals[wanted.key] if wanted.kind == Kind.GOAL else None
        body = self.bodies[wanted.key] if wanted.kind == Kind.BODY else None
        return ReportSection(heading=wanted.heading, kind=wanted.kind, goal=goal, body=body)


def known(period: FrozenPeriod) -> Known:
    """Return what is stored of the goals and bodies of an edition; two queries."""
    goals = {wanted.key for wanted in goals_of(period)}
    bodies = {card.body for card in period.cards}
    return Known(
        {str(goal.uid): goal for goal in Goal._base_manager.filter(uid__in=goals)},
        {one.key: one for one in Organisation.objects.filter(key__in=bodies)},
    )
