"""What differs between two frozen periods: statuses, figures, new goals and withdrawn ones. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kompassros.steering.periods.frozen_period import FrozenCard, FrozenGoal, FrozenIndicator, FrozenPeriod


@dataclass(frozen=True)
class Placed:
    """A goal with the card it stood on."""

    card: FrozenCard
    goal: FrozenGoal


@dataclass(frozen=True)
class Moved:
    """An indicator that stood in both periods."""

    card: FrozenCard
    before: FrozenIndicator
    after: FrozenIndicator

    @property
    def other_status(self) -> bool:
        """Whether its status is another one."""
        return self.before.attainment is not self.after.attainment

    @property
    def other_figure(self) -> bool:
        """Whether its figure is printed otherwise."""
        return self.before.printed != self.after.printed

    @property
    def other_target(self) -> bool:
        """Whether its target is another one."""
        return bool(self.before.content["target"] != self.after.content["target"])


@dataclass(frozen=True)
class OtherText:
    """A body whose report says something else in a later edition."""

    card: FrozenCard
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What differs, in the order of the later period; withdrawn goals also where they are gone altogether."""

    moved: tuple[Moved, ...]
    new: tuple[Placed, ...]
    withdrawn: tuple[Placed, ...]
    renamed: tuple[tuple[FrozenGoal, FrozenGoal], ...]

    def __bool__(self) -> bool:
        return bool(self.moved or self.new or self.withdrawn or self.renamed)


def compare(before: FrozenPeriod, after: FrozenPeriod) -> Difference:
    """Return what differs; goals and indicators are known by their identities, whatever they are called."""
    old, new = _goals(before), _goals(after)
    known = {indicator.uid: indicator for _card, _goal, indicator in before.indicators()}
    moved = [Moved(card, known[one.uid], one) for card, _goal, one in after.indicators() if one.uid in known]
    renamed = [(old[uid].goal, each.goal) for uid, each in new.items() if uid in old]
    return Difference(
        tuple(each for each in moved if each.other_status or each.other_figure or each.other_target),
        tuple(each for uid, each in new.items() if uid not in old),
        tuple(each for uid, each in old.items() if uid not in new),
        tuple(pair for pair in renamed if pair[0].title != pair[1].title),
    )


def other_texts(before: FrozenPeriod, after: FrozenPeriod) -> list[OtherText]:
    """Return the bodies whose report has another text, in the order of the later edition."""
    old = {card.body: str(card.report["text"]) for card in before.cards}
    pairs = ((card, old.get(card.body, ""), str(card.report["text"])) for card in after.cards)
    return [OtherText(card, was, now) for card, was, now in pairs if was != now]


def _goals(period: FrozenPeriod) -> Mapping[str, Placed]:
    """Return the goals that were not withdrawn, by their identities."""
    pairs = (Placed(card, goal) for card in period.cards for goal in card.goals)
    return {each.goal.uid: each for each in pairs if not each.goal.withdrawn}
