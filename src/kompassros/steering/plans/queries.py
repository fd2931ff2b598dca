"""The plans of a municipality, and the tree of a plan's cards with what became of their goals."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from kompassros.methods.shares import Shares, add, share_out
from kompassros.methods.targets import Attainment
from kompassros.organisations.models import Organisation
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import SEE_CARD, SEE_PLAN


@dataclass(frozen=True)
class Branch:
    """A card in the tree. ``depth``: 0 for the municipality's; ``own``: of its indicators; ``all``: with those below.

    ``readable``: whether the reader may open it; what the reader cannot open is counted nowhere.
    """

    card: Card
    depth: int
    goals: int
    own: Shares
    all: Shares
    readable: bool


def plans_of(organisation: Organisation, person: object) -> QuerySet[SteeringPlan]:
    """Return the plans of a municipality that a person reads, the latest first."""
    return SEE_PLAN.subjects(person).filter(organisation=organisation).order_by("-year")


def tree_of(plan: SteeringPlan, person: object) -> list[Branch]:
    """Return the cards of a plan as a tree, each after the one above it; three queries, however many there are.

    Cards that ended in the year are left out: their goals stand on those of the bodies that followed.
    """
    rows = list(Card._base_manager.filter(plan=plan, ended_on=None).select_related("organisation"))
    lines = lines_up(rows)
    cards = sorted(rows, key=lambda card: [(each.organisation.sort_sv, each.pk) for each in lines[card.pk]])
    readable = _readable(cards, plan, person)
    statuses, goals = _statuses(plan), _counts(plan)
    own = {card.pk: share_out(statuses[card.organisation_id] if card.pk in readable else ()) for card in cards}
    together = sum_up(cards, own, lines)
    return [
        Branch(
            card,
            len(lines[card.pk]) - 1,
            goals[card.pk] if card.pk in readable else 0,
            own[card.pk],
            together[card.pk],
            card.pk in readable,
        )
        for card in cards
    ]


def lines_up(cards: Sequence[Card]) -> dict[int, list[Card]]:
    """Return each card with those above it, the municipality's first."""
    by_path = {card.organisation.path: card for card in cards}
    lines = {}
    for card in cards:
        steps = (card.organisation.path or "").strip("/").split("/")
        paths = (f"/{'/'.join(steps[:number])}/" for number in range(1, len(steps) + 1))
        lines[card.pk] = [by_path[path] for path in paths if path in by_path]
    return lines


def _readable(cards: Sequence[Card], plan: SteeringPlan, person: object) -> set[int]:
    """Return the cards that a person may open; the roles of a person are read once for all of them."""
    for card in cards:
        card.plan = plan
    return {card.pk for card in cards if SEE_CARD.allows(person, card)}


def _statuses(plan: SteeringPlan) -> dict[int, list[Attainment]]:
    """Return the statuses of the indicators by body; all that is read lies in one index, apart from withdrawn goals."""
    withdrawn = GoalEdition._base_manager.filter(plan=plan, withdrawn_on__isnull=False).order_by().values("pk")
    rows = IndicatorEdition._base_manager.filter(plan=plan).exclude(goal__in=withdrawn).order_by()
    found: dict[int, list[Attainment]] = defaultdict(list)
    for body, attainment, count in rows.values_list("organisation", "attainment").annotate(count=Count("goal")):
        found[body] += [Attainment(attainment)] * count
    return found


def _counts(plan: SteeringPlan) -> Counter[int]:
    rows = GoalEdition._base_manager.filter(plan=plan, withdrawn_on=None).order_by()
    return Counter(dict(rows.values_list("card").annotate(count=Count("pk"))))


def sum_up(cards: Sequence[Card], own: dict[int, Shares], lines: dict[int, list[Card]]) -> dict[int, Shares]:
    """Return the shares of each card with all below it: cards come parents first, so they are added from the end."""
    below: dict[int, list[Shares]] = defaultdict(list)
    found = {}
    for card in reversed(cards):
        found[card.pk] = add([own[card.pk], *below.pop(card.pk, [])])
        if len(lines[card.pk]) > 1:
            below[lines[card.pk][-2].pk].append(found[card.pk])
    return found


def bodies_without_card(plan: SteeringPlan) -> QuerySet[Organisation]:
    """Return the bodies of the municipality that could have a card and have none, by name."""
    taken = Card._base_manager.filter(plan=plan).values("organisation")
    inside = Organisation.objects.filter(path__startswith=plan.organisation.path or "-", valid_to=None)
    return inside.exclude(pk__in=taken).exclude(kind=Organisation.Kind.MUNICIPALITY).order_by("sort_sv")
