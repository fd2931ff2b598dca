"""Disposal of the team's notes and of the names of the interviewed, by a decision with a case number.

Nothing is erased by a timer (design rule). What goes: texts of notes, names and functions, and the team's own names
of talks, which may hold one. What stays: the talks with their group, time and numbers, the evidence, and how many
notes and names there were.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course, DisposalDecision
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.interviews.models import Interview, Interviewed, Note
from kompassros.organisations.models import Person
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

KIND = "disposal"


@dataclass(frozen=True)
class Decision:
    """Who decided on the disposal and when, under which case number."""

    case_number: str
    decided_on: date
    decided_by: str


@dataclass(frozen=True)
class Held:
    """How many notes and names of interviewed people an evaluation holds."""

    notes: int
    people: int

    def __bool__(self) -> bool:
        """Return whether there is anything to dispose of."""
        return bool(self.notes or self.people)


def held_by(course: Course) -> Held:
    """Return how much there is to dispose of; two queries."""
    return Held(
        Note._base_manager.filter(course=course).count(), Interviewed._base_manager.filter(course=course).count()
    )


@transaction.atomic
def dispose(*, course: Course, decision: Decision, confirmed: Held, person: Person | None) -> DisposalDecision:
    """Carry out a disposal decision at once: delete notes and names, keep the decision and the numbers.

    confirmed: the numbers that the person was shown and agreed to. DomainError where there is nothing to dispose of,
    the decision is not complete or lies in the future; Conflict where there is more or less than was confirmed.
    """
    require(person, course, "dispose_notes")
    held = held_by(course)
    _refuse_incomplete(decision)
    if not held:
        raise DomainError(_("There are no notes and no names to dispose of."))
    if held != confirmed:
        raise Conflict(_("The numbers have changed since you saw them. Look at them again, then confirm."))
    Note._base_manager.filter(course=course).delete()
    Interviewed._base_manager.filter(course=course).delete()
    Interview._base_manager.filter(course=course).update(title="")
    return _record(course, decision, held, person)


def _refuse_incomplete(decision: Decision) -> None:
    if not decision.case_number.strip() or not decision.decided_by.strip():
        raise DomainError(_("Give the case number of the decision and who decided."))
    if decision.decided_on > clock.today():
        raise DomainError(_("The decision lies in the future. Nothing is disposed of before it is made."))


def _record(course: Course, decision: Decision, held: Held, person: Person | None) -> DisposalDecision:
    told = {
        "case_number": decision.case_number.strip(),
        "decided_on": decision.decided_on,
        "decided_by": decision.decided_by.strip(),
    }
    made: DisposalDecision = DisposalDecision._base_manager.create(
        course=course,
        organisation=course.organisation,
        carried_out_at=clock.now(),
        carried_out_by=person,
        notes=held.notes,
        people=held.people,
        **told,
    )
    after = told | {"decided_on": decision.decided_on.isoformat(), "notes": held.notes, "people": held.people}
    what = (KIND, str(made.pk), decision.case_number.strip())
    trail.write(course=course, person=person, verb="disposed", what=what, after=after)
    return made


def decisions_of(course: Course) -> list[DisposalDecision]:
    """Return the decisions that were carried out, latest first; one query."""
    return list(DisposalDecision._base_manager.filter(course=course).order_by("-carried_out_at", "-pk"))
