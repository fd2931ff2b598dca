"""Evaluations for tests: ordered in Granby on a small edition, with a team, brought to any state of the course."""

from datetime import date

from kompassros.evaluations.courses import services, team
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.services import Order
from kompassros.evaluations.courses.workflow import ORDER, Part, State
from kompassros.instruments.models import Edition
from kompassros.instruments.services import store_edition
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER, OWN, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.instruments.tiny import read, tiny

CRITERIA = ("c-aa11bb", "c-bb22cc", "c-cc33ee", "c-dd44gg")
"""The criteria of the small edition: two in question q-cc33dd, one in q-dd44ff (area a-bb22cc), one in q-ff55hh."""
TEAM = ((Role.LEAD_EVALUATOR, Part.LEAD), (Role.EVALUATOR, Part.EVALUATOR), (Role.PEER_EVALUATOR, Part.PEER))


def small_edition() -> Edition:
    """Return the stored small edition."""
    return store_edition(edition=read(tiny()))


def demo_person(role: Role) -> Person:
    """Return the demo person with a role on Granby (the administrator: on the countries), read anew."""
    return Person.objects.get(email=demo_address(role))


def order(**changes: object) -> Order:
    """Return an order of 2026, some of it changed."""
    return Order(**{"year": 2026, "ordered_by": "Granby", "ordered_on": date(2026, 2, 1)} | changes)  # type: ignore[arg-type]


def make_course(
    state: State = State.QUEUED,
    *,
    organisation: str = OWN,
    kind: EvaluatorKind = EvaluatorKind.ASSOCIATION,
    with_team: bool = True,
    edition: Edition | None = None,
) -> Course:
    """Return an evaluation that has come to a state, whatever it would still lack; its rows are made on the way."""
    municipality = Organisation.objects.get(key=organisation)
    course = services.order_evaluation(
        organisation=municipality,
        edition=edition or small_edition(),
        order=order(evaluator_kind=kind.value),
        person=None,
    )
    if with_team:
        gather(course)
    return bring_to(course, state)


def gather(course: Course) -> None:
    """Put the demo's lead, evaluator and peer (from Norrvik) into the team."""
    elsewhere = Organisation.objects.get(key=OTHER)
    for role, part in TEAM:
        home = elsewhere if part is Part.PEER else None
        team.join_team(course=course, member=demo_person(role), part=part, home=home, person=None)


def bring_to(course: Course, state: State) -> Course:
    """Take an evaluation step by step to a state without asking what is missing."""
    for step in ORDER[ORDER.index(course.stands) + 1 : ORDER.index(state) + 1]:
        services.moved(course=course, to=step, person=None)
    return course
