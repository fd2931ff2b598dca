"""What is stored of a body's goals and indicators in all years, found again by what a file calls them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation
from kompassros.steering.goals.models import Goal, GoalEdition, IndicatorEdition, IndicatorValue, SteeringIndicator

Edition = TypeVar("Edition", GoalEdition, IndicatorEdition)


class Shelf:
    """The goals, indicators and figures of a body, read once in three queries; what is added is put onto it.

    Names are the same where their letters are, whatever case, accents or signs between them.
    """

    def __init__(self, municipality: Organisation, body: Organisation) -> None:
        self._goals: dict[tuple[int, str], GoalEdition] = {}
        self._goal_years: dict[tuple[int, int], GoalEdition] = {}
        self._goal_names: dict[str, list[GoalEdition]] = defaultdict(list)
        self._under: dict[tuple[int, str], IndicatorEdition] = {}
        self._named: dict[tuple[int, str], list[IndicatorEdition]] = defaultdict(list)
        self._indicator_years: dict[tuple[int, int], IndicatorEdition] = {}
        self._of_goal: dict[tuple[int, str], list[IndicatorEdition]] = defaultdict(list)
        self._figures: dict[tuple[int, int], IndicatorValue] = {}
        mine = {"organisation": body, "plan__organisation": municipality}
        for goal in GoalEdition._base_manager.filter(withdrawn_on=None, **mine).select_related(
            "goal", "plan__organisation", "card", "organisation", "serves"
        ):
            self.put_goal(goal)
        for indicator in IndicatorEdition._base_manager.filter(goal__withdrawn_on=None, **mine).select_related(
            "indicator", "goal__goal", "plan", "organisation"
        ):
            self.put_indicator(indicator)
        for value in IndicatorValue._base_manager.filter(organisation=body, period="").order_by("vintage"):
            self.put_figure(value)

    def put_goal(self, edition: GoalEdition) -> None:
        """Put a goal of a year onto the shelf."""
        key = search_key(edition.title)
        self._goals[edition.plan.year, key] = edition
        self._goal_years[edition.goal_id, edition.plan.year] = edition
        self._goal_names[key].append(edition)

    def put_indicator(self, edition: IndicatorEdition) -> None:
        """Put an indicator of a year onto the shelf."""
        key = search_key(edition.title)
        self._under[edition.goal_id, key] = edition
        self._named[edition.plan.year, key].append(edition)
        self._indicator_years[edition.indicator_id, edition.plan.year] = edition
        self._of_goal[edition.goal.goal_id, key].append(edition)

    def put_figure(self, value: IndicatorValue) -> None:
        """Put a figure onto the shelf; it takes the place of the one of its year."""
        self._figures[value.indicator_id, value.year] = value

    def goal(self, year: int, title: str) -> GoalEdition | None:
        """Return the goal that has a title in a year."""
        return self._goals.get((year, search_key(title)))

    def goal_in(self, goal: Goal, year: int) -> GoalEdition | None:
        """Return a goal's edition of a year, whatever it is called then."""
        return self._goal_years.get((goal.pk, year))

    def goal_near(self, year: int, title: str) -> GoalEdition | None:
        """Return the goal that has a title in the year nearest to this one, an earlier one before a later."""
        return _nearest(self._goal_names.get(search_key(title), ()), year)

    def indicator_under(self, goal: GoalEdition, title: str) -> IndicatorEdition | None:
        """Return the indicator that has a title under a goal of a year."""
        return self._under.get((goal.pk, search_key(title)))

    def only_indicator(self, year: int, title: str) -> IndicatorEdition | None:
        """Return the one indicator that has a title in a year, under whatever goal; None for none and for several."""
        found = self._named.get((year, search_key(title)), [])
        return found[0] if len(found) == 1 else None

    def indicator_in(self, indicator: SteeringIndicator, year: int) -> IndicatorEdition | None:
        """Return an indicator's edition of a year, whatever it is called then."""
        return self._indicator_years.get((indicator.pk, year))

    def indicator_near(self, goal: Goal, year: int, title: str) -> IndicatorEdition | None:
        """Return the indicator that has a title under a goal in the year nearest to this one."""
        return _nearest(self._of_goal.get((goal.pk, search_key(title)), ()), year)

    def figure(self, indicator: SteeringIndicator, year: int) -> IndicatorValue | None:
        """Return the figure of a year that holds now."""
        return self._figures.get((indicator.pk, year))


def _nearest(editions: Iterable[Edition], year: int) -> Edition | None:
    return min(editions, key=lambda one: (abs(one.plan.year - year), one.plan.year), default=None)
