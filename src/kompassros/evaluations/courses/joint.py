"""Joint evaluations: several municipalities judged by the same edition, with a summary that they share."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.joint_policies import WRITE_JOINT
from kompassros.evaluations.courses.models import Course, JointEvaluation
from kompassros.evaluations.courses.policies import courses_for
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.workflow import State, from_state
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.saving import claim
from kompassros.records import history
from kompassros.records.errors import DomainError
from kompassros.records.requests import once

FEWEST = 2
LONGEST_SUMMARY = 20_000


def courses_to_join(person: Person) -> list[Course]:
    """Return the evaluations that a person may put into a joint one: administered, in none yet, no self-evaluation."""
    found = courses_for(person, "manage_course").filter(joint=None).exclude(state=State.WITHDRAWN)
    others = found.exclude(evaluator_kind=EvaluatorKind.SELF.value)
    return list(others.select_related("organisation", "edition", "edition__instrument").order_by("-year", "pk"))


@transaction.atomic
def make_joint(*, name: str, courses: Sequence[Course], person: Person | None) -> JointEvaluation:
    """Put evaluations side by side.

    Raises DomainError for fewer than two, for different editions, countries without a common node, a self-evaluation,
    one that is withdrawn or in a joint evaluation already; Conflict where somebody else changed one meanwhile.
    """
    for course in courses:
        require(person, course, "manage_course")
    _refuse(courses)
    joint: JointEvaluation = JointEvaluation._base_manager.create(
        slug=_free_slug(name), name=name, organisation=_common_node(courses)
    )
    _tell(joint, person, "made", after={"courses": [str(course) for course in courses]})
    for course in courses:
        claim(course, joint=joint)
        trail.write(course=course, person=person, verb="joined", after={"joint": name})
    return joint


@transaction.atomic
def leave_joint(*, course: Course, why: str, person: Person | None) -> JointEvaluation:
    """Take an evaluation out of its joint one; the others and the shared summary stay as they are.

    Raises DomainError without a reason, where it is in none, and once its result is published: what has been shown
    side by side stays so. Conflict where somebody else changed it meanwhile.
    """
    require(person, course, "manage_course")
    joint = course.joint
    if joint is None:
        raise DomainError(_("The evaluation is part of no joint evaluation."))
    if not may_leave(course):
        raise DomainError(_("The result is published in the joint evaluation and stays there."))
    if not why.strip():
        raise DomainError(_("Say why the evaluation leaves the joint one."))
    claim(course, joint=None)
    trail.write(course=course, person=person, verb="parted", before={"joint": joint.name}, after={}, why=why.strip())
    _tell(joint, person, "left", before={"courses": [str(course)]}, after={"courses": []}, why=why.strip())
    return joint


def may_leave(course: Course) -> bool:
    """Return whether an evaluation is in a joint one that it can still leave: until its result is published."""
    return course.joint_id is not None and course.stands not in from_state(State.PUBLISHED)


def _refuse(courses: Sequence[Course]) -> None:
    if len(courses) < FEWEST:
        raise DomainError(_("Choose at least two evaluations."))
    editions = {course.edition_id: str(course.edition) for course in courses}
    if len(editions) > 1:
        message = _("They are judged by different editions (%(editions)s), so their points do not compare.")
        raise DomainError(message % {"editions": ", ".join(sorted(editions.values()))})
    for course in courses:
        if course.evaluator_kind == EvaluatorKind.SELF:
            message = _("%(evaluation)s is a self-evaluation, which never stands beside evaluations from outside.")
            raise DomainError(message % {"evaluation": course})
        if course.joint_id is not None or course.stands is State.WITHDRAWN:
            message = _("%(evaluation)s is withdrawn, or part of a joint evaluation already.")
            raise DomainError(message % {"evaluation": course})


def _common_node(courses: Sequence[Course]) -> Organisation:
    """Return the lowest node that lies above all the municipalities."""
    lines = [(course.organisation.path or "").strip("/").split("/")[:-1] for course in courses]
    common = [numbers[0] for numbers in zip(*lines, strict=False) if len(set(numbers)) == 1 and numbers[0]]
    if not common:
        raise DomainError(_("The municipalities lie in different countries, whose evaluations are kept apart."))
    return Organisation.objects.get(pk=int(common[-1]))


def _free_slug(name: str) -> str:
    base = slugify(name)[:100] or "joint"
    taken = set(JointEvaluation._base_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def write_summary(*, joint: JointEvaluation, text: str, version: int, request_id: UUID, person: Person) -> int:
    """Store the shared summary on the version that the person saw; return the version that there is now.

    The same request sent again changes nothing. Raises DomainError without the right, Conflict where somebody else
    wrote meanwhile.
    """

    def act() -> dict[str, Any]:
        return {"version": _store(joint, text, version, person)}

    outcome, _again = once(request_id=request_id, person=person, act=act)
    return int(outcome["version"])


def _store(joint: JointEvaluation, text: str, version: int, person: Person) -> int:
    if not WRITE_JOINT.allows(person, joint):
        raise DomainError(_("The summary is written by those who lead one of the evaluations, or administer them."))
    joint.version, before = version, joint.summary
    claim(joint, summary=text)
    _tell(joint, person, "written", before={"summary": before}, after={"summary": text})
    return joint.version


def _tell(
    joint: JointEvaluation,
    person: Person | None,
    verb: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> None:
    history.write(
        person=person,
        verb=verb,
        subject=("joint_evaluation", joint.slug, joint.name),
        organisation_id=joint.organisation_id,
        before=before,
        after=after,
        why=why,
    )
