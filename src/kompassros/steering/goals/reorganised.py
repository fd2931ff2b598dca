"""How goals follow a reorganisation: with their identity, indicators, figures and verdicts, onto another card."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import F, Max

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue, Verdict
from kompassros.steering.goals.revisions import keep_revision
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.reorganising.following import Following, Line, register
from kompassros.steering.trail import write_goal


def follow_goals(following: Following) -> Iterator[Line]:
    """Put every goal of the old cards on the card of whoever takes it, withdrawn ones too."""
    for plan in following.plans:
        rows = GoalEdition._base_manager.filter(plan=plan, organisation__in=following.sources)
        goals = list(rows.select_related("goal", "organisation", "serves").order_by("card", "position", "pk"))
        places = _last_places(following, plan)
        for goal in goals:
            yield from _follow(following, goal, places)


def _last_places(following: Following, plan: SteeringPlan) -> Counter[int]:
    rows = GoalEdition._base_manager.filter(plan=plan, organisation__in=following.successors).order_by()
    return Counter(dict(rows.values_list("card").annotate(last=Max("position"))))


def _follow(following: Following, goal: GoalEdition, places: Counter[int]) -> Iterator[Line]:
    before = goal.organisation
    after = before if following.moves else following.taker(goal.goal.uid)
    yield following.line("goal", goal.title, before, after)
    for indicator in IndicatorEdition._base_manager.filter(goal=goal):
        yield following.line("indicator", indicator.title, before, after)
    if before != after:
        card = following.cards[goal.plan_id, after.pk]
        places[card.pk] += 1
        _put(following, goal, card, places[card.pk])


def _put(following: Following, goal: GoalEdition, card: Card, position: int) -> None:
    before: Organisation = goal.organisation
    claim(goal, card=card, organisation=card.organisation, position=position)
    indicators = IndicatorEdition._base_manager.filter(goal=goal)
    IndicatorValue._base_manager.filter(indicator__in=indicators.values("indicator")).update(
        organisation=card.organisation
    )
    indicators.update(organisation=card.organisation, version=F("version") + 1)
    Verdict._base_manager.filter(goal=goal).update(organisation=card.organisation)
    told = {"before": {"card": before.name}, "after": {"card": card.organisation.name}}
    write_goal(goal, following.person, "reorganised", **told, why=following.decision)
    keep_revision(goal, person=following.person, decision=following.decision)


register("goals", 20, follow_goals)
