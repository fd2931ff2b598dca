"""What elected representatives follow: the council's goals with what serves them, what deviates, what comes next.

Only what is agreed, adopted, signed or closed for the reader: cards by ``SEE_CARD``, requests by ``SEE_ASSIGNMENT``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from kompassros.methods.shares import Shares, share_out
from kompassros.methods.targets import Attainment
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.goals.queries import GoalLine, goals_of
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import Branch
from kompassros.steering.policies import SEE_CARD

MOST_SHOWN = 5


@dataclass(frozen=True)
class CouncilGoal:
    """A goal of the council. ``below``: the indicators of all goals that serve it, however far down."""

    line: GoalLine
    below: Shares


def council_goals(plan: SteeringPlan, person: object) -> list[CouncilGoal]:
    """Return the council's goals for a reader; eight queries, however many bodies there are."""
    rows = Card._base_manager.select_related("plan__organisation", "organisation")
    card = rows.filter(plan=plan, organisation=plan.organisation_id).first()
    if card is None or not SEE_CARD.allows(person, card):
        return []
    lines = goals_of(card)
    children = _children(plan, person)
    statuses = _statuses(plan)
    return [CouncilGoal(line, _shares_below(line.edition.pk, children, statuses)) for line in lines]


def _children(plan: SteeringPlan, person: object) -> Mapping[int, list[int]]:
    """Return the goals that serve each goal directly, on cards that a person may open."""
    cards = SEE_CARD.subjects(person).filter(plan=plan, ended_on=None).values("pk")
    rows = GoalEdition._base_manager.filter(plan=plan, withdrawn_on=None, card__in=cards, serves__isnull=False)
    found: dict[int, list[int]] = defaultdict(list)
    for goal, serves in rows.order_by().values_list("pk", "serves"):
        if serves is not None:
            found[serves].append(goal)
    return found


def _statuses(plan: SteeringPlan) -> Mapping[int, list[Attainment]]:
    rows = IndicatorEdition._base_manager.filter(plan=plan).order_by()
    found: dict[int, list[Attainment]] = defaultdict(list)
    for goal, attainment, count in rows.values_list("goal", "attainment").annotate(count=Count("pk")):
        found[goal] += [Attainment(attainment)] * count
    return found


def _shares_below(goal: int, children: Mapping[int, list[int]], statuses: Mapping[int, list[Attainment]]) -> Shares:
    return share_out(status for each in _all_below(goal, children) for status in statuses.get(each, ()))


def _all_below(goal: int, children: Mapping[int, list[int]]) -> Iterator[int]:
    """Yield every goal that serves a goal, directly or over others, each once."""
    seen, waiting = {goal}, [goal]
    while waiting:
        for each in children.get(waiting.pop(), ()):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield each


def deviating(branches: Iterable[Branch]) -> Sequence[Branch]:
    """Return the bodies with most targets that are not met, the five first (own choice); the council's card apart."""
    found = [branch for branch in branches if branch.depth and _not_met(branch)]
    return sorted(found, key=lambda branch: (-_not_met(branch), branch.card.organisation.sort_sv))[:MOST_SHOWN]


def _not_met(branch: Branch) -> int:
    return dict(branch.own.counts)[Attainment.NOT_MET]
