"""Who can answer for an action, and who must wait for the plan while the result is held back."""

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import parts_in
from kompassros.evaluations.courses.workflow import Part
from kompassros.evaluations.publication.embargo import held_back
from kompassros.organisations.grants import AnyPerson
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.working_queries import active_on, active_within
from kompassros.records import clock

_OF_ALL = (Role.COORDINATOR, Role.CHIEF_EXECUTIVE, Role.POLITICIAN, Role.READER)
_OF_UNITS = (Role.RESPONDENT, Role.UNIT_MANAGER)
"""The municipality's own roles: the first may open the plan anyway (policies.RULES, "see_actions"), those of its units
once they answer for an action; others are named in words."""


def owners_of(course: Course) -> list[Person]:
    """Return the people with a role in the municipality, by name; one query."""
    own, today = course.organisation, clock.today()
    grants = active_on(own, today, _OF_ALL) | active_within(own, today, _OF_UNITS)
    found = {grant.person_id: grant.person for grant in grants if grant.person.is_active}
    return sorted(found.values(), key=str)


def must_wait(person: AnyPerson, course: Course) -> bool:
    """Return whether the plan would tell a person of a result whose embargo still lasts.

    Readers and respondents learn of the result with everybody else (own choice).
    """
    return parts_in(person, course) <= {Part.READER, Part.RESPONDENT} and bool(held_back(course))
