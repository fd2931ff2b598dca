"""What an edition of a period holds: written to its JSON and read from it, so that a report needs nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kompassros.methods.direction import Direction
from kompassros.methods.shares import Shares
from kompassros.methods.targets import (
    Attained,
    Attainment,
    Comparison,
    Outcome,
    Target,
    TargetKind,
    attain,
)
from kompassros.records.freezing import register_reader
from kompassros.steering.goals.contents import TargetContent
from kompassros.steering.goals.surroundings import surroundings_of
from kompassros.steering.periods.models import PeriodEdition

SCHEMA = 1
Json = dict[str, Any]


def number(text: str | None) -> Decimal | None:
    """Return a number that was written as a text."""
    return None if text is None else Decimal(text)


def written(value: Decimal | None) -> str | None:
    """Return a number as a text, without the noughts at its end."""
    return None if value is None else format(value.normalize(), "f")


@dataclass(frozen=True)
class FrozenIndicator:
    """An indicator of an edition; ``content`` is its JSON."""

    content: Json

    @property
    def uid(self) -> str:
        """Its identity across the years."""
        return str(self.content["uid"])

    @property
    def title(self) -> str:
        """What it was called."""
        return str(self.content["title"])

    @property
    def value(self) -> Json | None:
        """Its figure with all that was to know of it, None for none."""
        found: Json | None = self.content["value"]
        return found

    @property
    def printed(self) -> str:
        """The figure as it was printed, empty for none."""
        return str(self.value["printed"]) if self.value else ""

    @property
    def attainment(self) -> Attainment:
        """Whether its target was met."""
        return Attainment(self.content["status"]["attainment"])

    def target(self) -> TargetContent:
        """Return the target as it was printed, and what was computed with."""
        told = self.content["target"]
        if not told["kind"]:
            return TargetContent(told["text"])
        comparison = Comparison(told["comparison"]) if told["comparison"] else None
        numbers = [number(told[name]) for name in ("low", "high", "acceptable")]
        return TargetContent(told["text"], Target(TargetKind(told["kind"]), comparison, *numbers))

    def judged(self) -> Attained:
        """Return the status computed anew from the frozen target and the frozen figures alone."""
        direction, value = Direction(self.content["direction"]), self.value or {}
        broken, beside = bool(value.get("broken")), value.get("around")
        around = surroundings_of(beside, direction, _outcome(self.content["before"]), broken=broken)
        return attain(self.target().target, _outcome(self.value), around, direction)


def _outcome(value: Json | None) -> Outcome | None:
    if value is None or value["value"] is None:
        return None
    return Outcome(Decimal(value["value"]), value["bound"], value["preliminary"])


@dataclass(frozen=True)
class FrozenGoal:
    """A goal of an edition with its indicators."""

    content: Json

    @property
    def uid(self) -> str:
        """Its identity across the years."""
        return str(self.content["uid"])

    @property
    def title(self) -> str:
        """What it was called."""
        return str(self.content["title"])

    @property
    def withdrawn(self) -> bool:
        """Whether it had been taken out of the year."""
        return self.content["withdrawn_on"] is not None

    @property
    def indicators(self) -> list[FrozenIndicator]:
        """Its indicators in their order."""
        return [FrozenIndicator(each) for each in self.content["indicators"]]


@dataclass(frozen=True)
class FrozenCard:
    """A body's card of an edition with its report."""

    content: Json

    @property
    def body(self) -> str:
        """The key of the body."""
        return str(self.content["body"]["key"])

    @property
    def name(self) -> str:
        """What the body was called."""
        return str(self.content["body"]["name"])

    @property
    def above(self) -> str | None:
        """The key of the reporting body above it, None for the municipality."""
        found: str | None = self.content["above"]
        return found

    @property
    def report(self) -> Json:
        """The body's report; its texts are there only when it was signed."""
        found: Json = self.content["report"]
        return found

    @property
    def goals(self) -> list[FrozenGoal]:
        """Its goals in their order, those withdrawn too."""
        return [FrozenGoal(each) for each in self.content["goals"]]

    def shares(self, which: str) -> Shares:
        """Return the shares of its own indicators ("own"), or with those of all bodies below ("all")."""
        return read_shares(self.content["shares"][which])


@dataclass(frozen=True)
class FrozenPeriod:
    """An edition as it is read."""

    content: Json

    @property
    def title(self) -> str:
        """What the period was called."""
        return str(self.content["period"]["title"])

    @property
    def municipality(self) -> str:
        """What the municipality was called."""
        return str(self.content["plan"]["municipality"]["name"])

    @property
    def year(self) -> int:
        """The plan's year."""
        return int(self.content["plan"]["year"])

    @property
    def cards(self) -> list[FrozenCard]:
        """The cards in the order of the tree, the municipality's first."""
        return [FrozenCard(each) for each in self.content["cards"]]

    def indicators(self) -> Iterator[tuple[FrozenCard, FrozenGoal, FrozenIndicator]]:
        """Yield every indicator of a goal that was not withdrawn, with its goal and card."""
        for card in self.cards:
            for goal in card.goals:
                if not goal.withdrawn:
                    for indicator in goal.indicators:
                        yield card, goal, indicator


def shares_content(shares: Shares) -> Json:
    """Return shares as an edition keeps them."""
    counts, per_cent = dict(shares.counts), dict(shares.per_cent)
    return {str(status): [counts[status], per_cent[status]] for status in Attainment}


def read_shares(content: Json) -> Shares:
    """Return shares from an edition, as they were frozen: nothing is divided again."""
    pairs = {status: content[str(status)] for status in Attainment}
    counts = tuple((status, int(pair[0])) for status, pair in pairs.items())
    return Shares(counts, sum(count for _, count in counts), tuple((status, int(p[1])) for status, p in pairs.items()))


register_reader(PeriodEdition.KIND, SCHEMA, FrozenPeriod)
