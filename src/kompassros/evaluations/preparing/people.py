"""Whom a question of the self-description can be given to."""

from kompassros.evaluations.courses.models import Course
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.working_queries import active_on, active_within
from kompassros.records import clock

RESPONDENTS = (Role.RESPONDENT, Role.COORDINATOR)
"""The roles for which the policy "describe" holds; for a unit manager it does once a question is given."""


def respondents_of(course: Course) -> list[Person]:
    """Return who can answer questions, by name: active respondents and coordinators, and the managers of its units."""
    own, today = course.organisation, clock.today()
    grants = active_on(own, today, RESPONDENTS) | active_within(own, today, (Role.UNIT_MANAGER,))
    return list({grant.person_id: grant.person for grant in grants if grant.person.is_active}.values())
