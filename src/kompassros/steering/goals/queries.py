"""A card's goals with their indicators, figures, verdicts and activities; a bounded number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kompassros.methods.direction import Direction
from kompassros.methods.shares import Shares, share_out
from kompassros.methods.targets import Attainment
from kompassros.methods.trend import Band, Change, IndicatorSeries, change
from kompassros.steering.activities.models import Activity
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue, Verdict
from kompassros.steering.goals.statuses import Series, read_series
from kompassros.steering.plans.models import Card


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator on a card: this year's figure and the one before, what became of it, what people say of it."""

    edition: IndicatorEdition
    this: IndicatorValue | None
    before: IndicatorValue | None
    change: Change
    verdict: Verdict | None
    forecast: Verdict | None


@dataclass(frozen=True)
class GoalLine:
    """A goal on a card. ``activities``: how many have each status."""

    edition: GoalEdition
    indicators: Sequence[IndicatorLine]
    verdict: Verdict | None
    forecast: Verdict | None
    activities: Mapping[str, int]

    @property
    def shares(self) -> Shares:
        """Shares of the goal's own indicators."""
        return share_out(Attainment(line.edition.attainment) for line in self.indicators)


def goals_of(card: Card, *, withdrawn: bool = False) -> list[GoalLine]:
    """Return the goals of a card in their order; ``withdrawn``: with those that were taken out in the year."""
    rows = GoalEdition._base_manager.filter(card=card).select_related(
        "plan__organisation", "organisation", "serves__organisation"
    )
    if not withdrawn:
        rows = rows.filter(withdrawn_on=None)
    return lines_of(list(rows), card.plan.year)


def lines_of(goals: Sequence[GoalEdition], year: int) -> list[GoalLine]:
    """Return goals with all that a page shows of them; four queries, however many there are."""
    keys = [goal.pk for goal in goals]
    indicators = list(IndicatorEdition._base_manager.filter(goal__in=keys).select_related("indicator__catalogue"))
    series = read_series(edition.indicator_id for edition in indicators)
    verdicts = _latest_verdicts(keys)
    activities = _activities(keys)
    lines: dict[int, list[IndicatorLine]] = defaultdict(list)
    for edition in indicators:
        found = [verdicts.get((edition.goal_id, edition.pk, forecast)) for forecast in (False, True)]
        lines[edition.goal_id].append(_line(edition, series[edition.indicator_id], year, *found))
    return [
        GoalLine(
            goal,
            lines[goal.pk],
            verdicts.get((goal.pk, None, False)),
            verdicts.get((goal.pk, None, True)),
            activities[goal.pk],
        )
        for goal in goals
    ]


def _line(
    edition: IndicatorEdition, series: Series, year: int, verdict: Verdict | None, forecast: Verdict | None
) -> IndicatorLine:
    before = series.values.get(year - edition.frequency)
    return IndicatorLine(edition, series.values.get(year), before, change_of(edition, series, year), verdict, forecast)


def change_of(edition: IndicatorEdition, series: Series, year: int) -> Change:
    """Return what became of an indicator's figure since the one before; an inequality is no number to compare."""
    numbers = {
        each: float(value.value) if value.value is not None and not value.bound else None
        for each, value in series.values.items()
    }
    breaks = [each for each, value in series.values.items() if value.broken]
    band = Band(edition.decimals)
    direction = Direction(edition.direction)
    return change(IndicatorSeries(numbers, direction, band, edition.frequency, breaks), year)


def _latest_verdicts(goals: Iterable[int]) -> dict[tuple[int, int | None, bool], Verdict]:
    rows = Verdict._base_manager.filter(goal__in=goals).select_related("by").order_by("at", "pk")
    return {(row.goal_id, row.indicator_id, row.forecast): row for row in rows}


def _activities(goals: Iterable[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Activity._base_manager.filter(goal__in=goals).order_by()
    for goal, status in rows.values_list("goal", "status"):
        found[goal][status] += 1
    return found


def serving(goal: GoalEdition) -> list[GoalLine]:
    """Return the goals of other cards that serve a goal."""
    rows = GoalEdition._base_manager.filter(serves=goal, withdrawn_on=None)
    related = ("plan__organisation", "card__organisation", "card__plan__organisation", "organisation")
    found = list(rows.select_related(*related).order_by("organisation__sort_sv", "position"))
    return lines_of(found, goal.plan.year)


def editions_of(goal: GoalEdition) -> list[GoalEdition]:
    """Return the goal in every year, the latest first."""
    rows = GoalEdition._base_manager.filter(goal=goal.goal_id)
    rows = rows.select_related("plan", "card__organisation", "card__plan__organisation")
    return list(rows.order_by("-plan__year"))
