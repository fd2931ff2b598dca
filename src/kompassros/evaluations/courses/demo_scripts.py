"""Which evaluations the demo has: of whom, of which year, how far they have come, how well it goes in each area."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from kompassros.evaluations.courses.workflow import ORDER, State, from_state
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER, OWN
from kompassros.records import clock

_SATURDAY = 5


@dataclass(frozen=True)
class Script:
    """One evaluation of the demo.

    years: from the present year. visit: days from today to its first day. level: the share of the points that is
    aimed at. seed: of everything that varies. corrected, joint, disposed: what happens beside the course.
    """

    state: State
    years: int
    visit: int
    level: float
    seed: int
    key: str = OWN
    kind: EvaluatorKind = EvaluatorKind.ASSOCIATION
    summary: int = 0
    corrected: bool = False
    joint: bool = False
    disposed: bool = False

    @property
    def year(self) -> int:
        """Return the year of the evaluation."""
        return clock.today().year + self.years

    @property
    def is_self(self) -> bool:
        """Return whether the municipality evaluates itself, without a visit."""
        return self.kind is EvaluatorKind.SELF

    def reaches(self, state: State) -> bool:
        """Return whether the evaluation is in a state or has passed it."""
        return self.state in from_state(state)

    def day(self, days: int) -> date:
        """Return a working day so many days after the first day of the visit."""
        found = clock.today() + timedelta(days=self.visit + days)
        return found - timedelta(days=found.weekday() - _SATURDAY + 1) if found.weekday() >= _SATURDAY else found

    def moment(self, days: int, hour: int, minute: int = 0) -> datetime:
        """Return a moment so many days after the first day of the visit, aware."""
        return timezone.make_aware(datetime.combine(self.day(days), time(hour, minute)))

    def done(self, days: int, hour: int) -> datetime:
        """Return when something was done so many days after the first day of the visit; never in the future."""
        return min(self.moment(days, hour), clock.now())

    def random(self, about: str) -> Random:
        """Return a generator that always gives the same for one matter of one evaluation."""
        return Random(f"{self.seed} {about}")  # noqa: S311 - made-up data, no secret

    def path(self) -> list[State]:
        """Return the states that the evaluation goes through after the queue."""
        last = State.PREPARING if self.state is State.WITHDRAWN else self.state
        visit = (State.VISITING, State.FIRST_FEEDBACK)
        passed = ORDER[1 : ORDER.index(last) + 1]
        return [state for state in passed if not (self.is_self and state in visit)]


# In the order in which they were ordered: an evaluation knows the earlier ones before it.
SCRIPTS = (
    Script(State.FOLLOW_UP, -3, -1060, 0.72, 31, key=OTHER, summary=2, disposed=True),
    Script(State.FOLLOW_UP, -5, -1790, 0.67, 21, summary=1, corrected=True, disposed=True),
    Script(State.PUBLISHED, -2, -700, 0.76, 26, kind=EvaluatorKind.SELF, summary=1),
    Script(State.FEEDBACK_MEETING, -1, -390, 0.70, 23, summary=1),
    Script(State.FOLLOW_UP, 0, -230, 0.73, 24),
    Script(State.WITHDRAWN, -1, -150, 0.67, 25),
    Script(State.QUEUED, 1, 150, 0.67, 10),
    Script(State.PREPARING, 0, 35, 0.67, 11),
    Script(State.READING, 0, 4, 0.67, 12),
    Script(State.VISITING, 0, -1, 0.69, 13),
    Script(State.FIRST_FEEDBACK, 0, -2, 0.70, 14),
    Script(State.AGREEING, 0, -12, 0.71, 15),
    Script(State.DRAFTING, 0, -20, 0.73, 16),
    Script(State.FACT_CHECK, 0, -40, 0.74, 17, joint=True),
    Script(State.FACT_CHECK, 0, -38, 0.71, 18, key=OTHER, summary=2, joint=True),
    Script(State.PUBLISHED, 0, -70, 0.75, 19),
)
EMBARGO_DAYS = 20
"""How long the latest published result is held back still."""
