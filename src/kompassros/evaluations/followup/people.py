"""Who can answer for an action, and who must wait for the plan while the result is held back."""

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import parts_in
from kompassros.evaluations.courses.workflow import Part
from kompassros.evaluations.publication.embargo import held_back
from kompassros.organisations.grants import AnyPerson
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.working_queries import active_on
from kompassros.records import clock

ROLES = (Role.COORDINATOR, Role.CHIEF_EXECUTIVE, Role.POLITICIAN, Role.READER)
"""The municipality's own roles that may open the plan (policies.RULES, "see_actions"); others are named in words."""


def owners_of(course: Course) -> list[Person]:
    """Return the people with a role in the municipality, by name; one query."""
    grants = active_on(course.organisation, clock.today(), ROLES)
    found = {grant.person_id: grant.person for grant in grants if grant.person.is_active}
    return sorted(found.values(), key=str)


def must_wait(person: AnyPerson, course: Course) -> bool:
    """Return whether the plan would tell a person of a result whose embargo still lasts.

    Readers learn of the result with everybody else (own choice).
    """
    return parts_in(person, course) <= {Part.READER} and bool(held_back(course))
