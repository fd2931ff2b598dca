"""How tests reorganise, and what they look at afterwards."""

from collections.abc import Callable
from datetime import date

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.reorganising.models import Reorganisation
from kompassros.steering.reorganising.services import reorganise
from kompassros.steering.reorganising.wishes import Decided, Wish
from tests.steering.conftest import YEAR

Goals = dict[str, GoalEdition]
PersonWith = Callable[[Role, Organisation], Person]
DECIDED = Decided(date(YEAR, 6, 1), "KF 2026-05-20 § 55")


def do(plan: SteeringPlan, wish: Wish, decided: Decided = DECIDED) -> Reorganisation:
    fresh = SteeringPlan._base_manager.select_related("organisation").get(pk=plan.pk)
    return reorganise(plan=fresh, wish=wish, decided=decided, person=None)


def where(goal: GoalEdition) -> tuple[str, str]:
    """Return on whose card a goal stands, and whose it is."""
    found = GoalEdition._base_manager.select_related("card__organisation", "organisation").get(pk=goal.pk)
    return found.card.organisation.name, found.organisation.name


def told(one: Reorganisation, what: str) -> list[tuple[str, str, str, str]]:
    """Return what was told of the rows of a kind."""
    return [(each["which"], each["before"], each["after"], each["fate"]) for each in one.told if each["what"] == what]


def named(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def card_in(plan: SteeringPlan, body: Organisation) -> Card:
    found: Card = Card._base_manager.select_related("plan__organisation", "organisation__parent").get(
        plan=plan, organisation=body
    )
    return found


def keys_of(goals: Goals, *bodies: Organisation) -> list[int]:
    return [goals[body.key].pk for body in bodies]
