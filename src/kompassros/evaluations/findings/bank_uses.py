"""Pointing to a good example of the bank beside an area or a question of an evaluation, and taking it away again."""

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.workflow import FACT_CHECKED
from kompassros.evaluations.findings.bank_policies import SEE_EXAMPLE
from kompassros.evaluations.findings.models import ExampleUse, GoodExample
from kompassros.evaluations.judging.framework import framework_of
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError

KIND = "example_use"


@transaction.atomic
def point_to(*, course: Course, example: GoodExample, area: str, question: str, person: Person | None) -> ExampleUse:
    """Point to an example of another municipality beside an area, or one of its questions where one is named.

    Pointed to there already, nothing changes. DomainError for the municipality's own example, a made-up one beside a
    real evaluation, one that the person may not see, and a place that the edition does not have.
    """
    require(person, course, "write_findings")
    _refuse_unfit(course, example, person)
    areas = {one.id: {entry.id for entry in one.questions or ()} for one in framework_of(course.edition).areas}
    if area not in areas or (question and question not in areas[area]):
        raise DomainError(_("The edition has no such area or question."))
    use, added = ExampleUse._base_manager.get_or_create(
        course=course, example=example, area=area, question=question, defaults={"organisation": course.organisation}
    )
    if added:
        _tell(course, use, person, "pointed")
    return use


def _refuse_unfit(course: Course, example: GoodExample, person: Person | None) -> None:
    if person is not None and not SEE_EXAMPLE.allows(person, example):
        raise DomainError(_("There is no such example."))
    if example.organisation_id == course.organisation_id:
        raise DomainError(_("This is the municipality's own example. Point to one of another municipality."))
    if example.made_up and not course.made_up:
        raise DomainError(_("This example is made up, and never stands beside a real evaluation."))


@transaction.atomic
def take_away(*, course: Course, use: ExampleUse, person: Person | None) -> None:
    """Point to an example no longer; it stays in the bank."""
    require(person, course, "write_findings")
    if use.course_id != course.pk:
        raise DomainError(_("This belongs to another evaluation."))
    _tell(course, use, person, "taken_away")
    use.delete()


def _tell(course: Course, use: ExampleUse, person: Person | None, verb: str) -> None:
    """Write the history: the team's own before the fact check, and always for what has no leave."""
    shown = course.stands in FACT_CHECKED and use.example.leave == GoodExample.Leave.GIVEN
    what = (KIND, str(use.pk), use.example.title)
    trail.write(course=course, person=person, verb=verb, what=what, team_only=not shown)
