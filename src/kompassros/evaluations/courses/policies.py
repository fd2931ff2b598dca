"""Who may do what in an evaluation: for each action the parts that may do it, and the states in which they may.

RULES is the one table: the policies, the tests over address, role and state, and the documentation are made of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value

from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.courses.workflow import (
    CORRECTING,
    EVERY,
    EVIDENCE,
    FINDINGS,
    JUDGING,
    NOTES,
    TEAM,
    VISIT_PLAN,
    Part,
    State,
    between,
    from_state,
)
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.grants import AnyPerson, around, belongs_within, below, covers, granted_paths
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register

EVALUATORS = (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)
_ROLES: dict[Part, tuple[Role, ...]] = {
    Part.ADMINISTRATOR: (Role.ADMINISTRATOR,),
    Part.COORDINATOR: (Role.COORDINATOR,),
    Part.RESPONDENT: (Role.RESPONDENT,),
    Part.READER: (Role.CHIEF_EXECUTIVE, Role.POLITICIAN, Role.READER, Role.UNIT_MANAGER),
    Part.AUDITOR: (Role.AUDITOR,),
}
_GIVEN: dict[Part, tuple[str, tuple[Role, ...]]] = {
    Part.RESPONDENT: ("selfanswers__respondent", (Role.UNIT_MANAGER,)),
    Part.READER: ("actions__owner", (Role.RESPONDENT, Role.UNIT_MANAGER)),
}
"""The parts that come with something that is given to a person, and the roles in the municipality, or in a unit of it,
of those to whom it may be given: a question of the self-description, an action of the plan."""
States = frozenset[State]


def _as(states: States, *parts: Part) -> dict[Part, States]:
    return dict.fromkeys(parts, states)


@dataclass(frozen=True)
class Rule:
    """For each part the states in which it may act; ``correcting``: parts that may during a correction too."""

    states: Mapping[Part, States]
    correcting: tuple[Part, ...] = ()


_LEAD, _COORDINATOR, _ADMINISTRATOR = Part.LEAD, Part.COORDINATOR, Part.ADMINISTRATOR
_BEFORE_SHEET = between(State.QUEUED, State.FACT_CHECK)
RULES: dict[str, Rule] = {
    "see_course": Rule(_as(EVERY, *TEAM, _ADMINISTRATOR, _COORDINATOR, Part.RESPONDENT, Part.AUDITOR)),
    "manage_course": Rule(_as(EVERY, _ADMINISTRATOR)),
    "lead_course": Rule(_as(EVERY, _LEAD)),
    "plan_course": Rule(_as(EVERY, _LEAD, _ADMINISTRATOR)),
    "move_course": Rule(_as(EVERY, _LEAD, _ADMINISTRATOR) | _as(from_state(State.PUBLISHED), _COORDINATOR)),
    "plan_meetings": Rule(_as(EVERY, *TEAM, _ADMINISTRATOR, _COORDINATOR)),
    "ask_documents": Rule(_as(between(State.PREPARING, State.VISITING), *TEAM)),
    "send_documents": Rule(_as(between(State.PREPARING, State.FACT_CHECK), _COORDINATOR)),
    "see_documents": Rule(_as(EVERY, *TEAM, _COORDINATOR, Part.AUDITOR)),
    "describe": Rule(_as(between(State.PREPARING, State.VISITING), _COORDINATOR, Part.RESPONDENT)),
    "share_out": Rule(_as(between(State.PREPARING, State.VISITING), _COORDINATOR)),
    "see_answers": Rule(_as(EVERY, *TEAM, _COORDINATOR, Part.AUDITOR)),
    "collect_evidence": Rule(_as(EVIDENCE, *TEAM), correcting=(_LEAD,)),
    "see_evidence": Rule(_as(EVERY, *TEAM)),
    "plan_visit": Rule(_as(VISIT_PLAN, *TEAM, _COORDINATOR)),
    "see_visit": Rule(_as(EVERY, *TEAM, _COORDINATOR)),
    "take_notes": Rule(_as(NOTES, *TEAM)),
    "see_notes": Rule(_as(EVERY, *TEAM)),
    "dispose_notes": Rule(_as(CORRECTING, _LEAD)),
    "judge": Rule(_as(JUDGING, *TEAM), correcting=(_LEAD,)),
    "see_judgements": Rule(_as(from_state(State.READING), *TEAM)),
    "calibrate": Rule(_as(JUDGING, *TEAM)),
    "write_findings": Rule(_as(FINDINGS, *TEAM), correcting=(_LEAD,)),
    "see_writing": Rule(_as(from_state(State.READING), *TEAM)),
    "see_findings": Rule(
        _as(from_state(State.READING), *TEAM) | _as(from_state(State.FACT_CHECK), _COORDINATOR, Part.AUDITOR)
    ),
    "see_first_feedback": Rule(
        _as(from_state(State.READING), *TEAM) | _as(from_state(State.FIRST_FEEDBACK), _COORDINATOR)
    ),
    "reply": Rule(_as(frozenset({State.FACT_CHECK}), _COORDINATOR)),
    "answer_replies": Rule(_as(frozenset({State.FACT_CHECK}), *TEAM)),
    "publish": Rule(_as(frozenset({State.FACT_CHECK}), _LEAD), correcting=(_LEAD,)),
    "correct": Rule(_as(CORRECTING, _LEAD)),
    "see_points": Rule(
        _as(from_state(State.READING), *TEAM)
        | _as(from_state(State.PUBLISHED), _COORDINATOR, _ADMINISTRATOR, Part.AUDITOR)
    ),
    "plan_actions": Rule(_as(from_state(State.PUBLISHED), _COORDINATOR)),
    "see_actions": Rule(
        _as(from_state(State.PUBLISHED), *TEAM, _COORDINATOR, _ADMINISTRATOR, Part.AUDITOR, Part.READER)
    ),
    "write_papers": Rule(_as(EVERY, _COORDINATOR, _ADMINISTRATOR)),
    "see_course_history": Rule(_as(EVERY, *TEAM)),
}


def memberships(person: AnyPerson) -> dict[int, Part]:
    """Return course number -> part in its team, of the teams a person is in now; read once for each person object."""
    if not isinstance(person, Person) or not person.is_active:
        return {}
    kept: dict[int, Part] | None = getattr(person, "_memberships", None)
    if kept is None:
        rows = TeamMember._base_manager.filter(person=person, left_at=None)
        kept = {course: Part(part) for course, part in rows.values_list("course_id", "part")}
        person._memberships = kept  # type: ignore[attr-defined]
    return kept


def given_to(person: AnyPerson) -> dict[Part, set[int]]:
    """Return the numbers of the courses in which something is given to a person, by the part that comes with it.

    One query, read once for each person object; none for those without a role that could be given anything.
    """
    if not any(granted_paths(person, roles) for _field, roles in _GIVEN.values()):
        return {}
    kept: dict[Part, set[int]] | None = getattr(person, "_given", None)
    if kept is None:
        kept = person._given = {part: set() for part in _GIVEN}
        answers, actions = (
            Course._base_manager.filter(**{field: person}).order_by().values_list(Value(part.value), "pk")
            for part, (field, _roles) in _GIVEN.items()
        )
        for part, course in answers.union(actions):
            kept[Part(part)].add(course)
    return kept


def parts_in(person: AnyPerson, course: Course) -> frozenset[Part]:
    """Return the parts that a person plays in an evaluation today.

    A place in the team needs a grant as evaluator on the municipality too, so that it ends with the grant; whoever
    evaluates the own municipality needs none. There the coordinator is the administrator of the course. Found once for
    each person object, as its grants are.
    """
    if not isinstance(person, Person):
        return frozenset()
    kept: dict[int, frozenset[Part]] | None = getattr(person, "_parts_in", None)
    if kept is None:
        kept = person._parts_in = {}  # type: ignore[attr-defined]
    if course.pk not in kept:
        kept[course.pk] = _find_parts(person, course)
    return kept[course.pk]


def _find_parts(person: Person, course: Course) -> frozenset[Part]:
    organisation = course.organisation
    found = {part for part, roles in _ROLES.items() if covers(person, roles, organisation)}
    for part, courses in given_to(person).items():
        if course.pk in courses and belongs_within(person, _GIVEN[part][1], organisation):
            found.add(part)
    own = course.evaluator_kind == EvaluatorKind.SELF
    if own and Part.COORDINATOR in found:
        found.add(Part.ADMINISTRATOR)
    member = memberships(person).get(course.pk)
    if member is not None and (own or covers(person, EVALUATORS, organisation)):
        found.add(member)
    return frozenset(found)


def _courses_as(person: AnyPerson, part: Part) -> Q:
    own = Q(evaluator_kind=EvaluatorKind.SELF.value)
    if part in TEAM:
        numbers = [course for course, member in memberships(person).items() if member is part]
        return Q(pk__in=numbers) & (own | below(granted_paths(person, EVALUATORS), "organisation__path"))
    found = below(granted_paths(person, _ROLES[part]), "organisation__path")
    if part in _GIVEN:
        inside = around(granted_paths(person, _GIVEN[part][1]), "organisation__path")
        found |= Q(pk__in=given_to(person).get(part, ())) & inside
    if part is Part.ADMINISTRATOR:
        return found | (own & below(granted_paths(person, (Role.COORDINATOR,)), "organisation__path"))
    return found


def is_in(person: AnyPerson, course: Course, name: str) -> bool:
    """Return whether a person may do ``name`` (a key of RULES) in an evaluation as it stands now."""
    rule, state = RULES[name], course.stands
    parts = parts_in(person, course)
    if course.correcting and any(part in parts for part in rule.correcting):
        return True
    return any(state in rule.states.get(part, ()) for part in parts)


def managing_action(person: AnyPerson, course: Course) -> str:
    """Return the action under which somebody plans an evaluation: its lead's own, or the administrator's."""
    return "lead_course" if person is not None and is_in(person, course, "lead_course") else "manage_course"


def courses_for(person: AnyPerson, name: str) -> QuerySet[Course]:
    """Return the evaluations in which a person may do ``name`` now: the twin of ``is_in``."""
    rule, condition = RULES[name], Q(pk__in=[])
    for part, states in rule.states.items():
        condition |= _courses_as(person, part) & Q(state__in=states)
    for part in rule.correcting:
        condition |= _courses_as(person, part) & Q(correcting=True)
    return Course._base_manager.filter(condition)


def _register(name: str) -> Policy:
    return register(
        Policy(
            f"evaluations.{name}",
            Course,
            lambda person, course: is_in(person, course, name),
            lambda person: courses_for(person, name),
        )
    )


POLICIES = {name: _register(name) for name in RULES}
_ORDERING = (Role.ADMINISTRATOR, Role.COORDINATOR)


def _may_order(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == Organisation.Kind.MUNICIPALITY and covers(person, _ORDERING, organisation)


def _to_order_for(person: AnyPerson) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(below(granted_paths(person, _ORDERING)))
    return found.filter(kind=Organisation.Kind.MUNICIPALITY)


ORDER_EVALUATION = register(Policy("evaluations.order", Organisation, _may_order, _to_order_for))
