"""Who may see a joint evaluation and write its summary: whoever has a part in one of its evaluations."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.evaluations.courses.models import JointEvaluation
from kompassros.evaluations.courses.policies import courses_for
from kompassros.organisations.grants import AnyPerson, below, granted_paths
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register


def _in_any(person: AnyPerson, action: str) -> QuerySet[JointEvaluation]:
    """Return those that the person administers or in one of whose evaluations the person may do ``action``."""
    administered = below(granted_paths(person, (Role.ADMINISTRATOR,)), "organisation__path")
    own = courses_for(person, action).exclude(joint=None)
    found: QuerySet[JointEvaluation] = JointEvaluation._base_manager.filter(
        administered | Q(pk__in=own.values("joint"))
    )
    return found


def _register(name: str, action: str) -> Policy:
    def allows(person: AnyPerson, joint: Any) -> bool:
        return _in_any(person, action).filter(pk=joint.pk).exists()

    def subjects(person: AnyPerson) -> QuerySet[JointEvaluation]:
        return _in_any(person, action)

    return register(Policy(name, JointEvaluation, allows, subjects))


SEE_JOINT = _register("evaluations.see_joint", "see_course")
WRITE_JOINT = _register("evaluations.write_joint", "lead_course")
