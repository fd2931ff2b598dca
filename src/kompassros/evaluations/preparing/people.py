"""Whom a question of the self-description can be given to."""

from kompassros.evaluations.courses.models import Course
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.working_queries import active_on
from kompassros.records import clock

RESPONDENTS = (Role.RESPONDENT, Role.COORDINATOR)
"""The roles for which the policy "describe" holds."""


def respondents_of(course: Course) -> list[Person]:
    """Return who can answer questions: the active people with the role on the municipality or above it, by name."""
    grants = active_on(course.organisation, clock.today(), RESPONDENTS)
    return list({grant.person_id: grant.person for grant in grants if grant.person.is_active}.values())
