"""What the council asks for between its plans: entered with the decision, changed, answered with a text and a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.activities import trail
from kompassros.steering.activities.models import Assignment
from kompassros.steering.activities.policies import ANSWER_ASSIGNMENT, LEAD_ASSIGNMENT
from kompassros.steering.goals.contents import plain
from kompassros.steering.plans.services import LONGEST_DECISION
from kompassros.steering.policies import LEAD

LONGEST_TEXT = 4000


@dataclass(frozen=True)
class AssignmentContent:
    """What the council asked for: in which decision, of which day, which body answers, and by when."""

    text: str
    decision: str
    decided_on: date
    organisation: Organisation
    due_on: date | None = None

    def fields(self) -> dict[str, Any]:
        """Return the columns of a request."""
        return {
            "text": self.text.strip(),
            "decision": self.decision.strip(),
            "decided_on": self.decided_on,
            "organisation": self.organisation,
            "due_on": self.due_on,
        }


def content_of(assignment: Assignment) -> AssignmentContent:
    """Return what a request says now."""
    return AssignmentContent(**{name: getattr(assignment, name) for name in AssignmentContent.__dataclass_fields__})


def _check(owner: Organisation, content: AssignmentContent) -> None:
    if not content.text.strip():
        raise DomainError(_("Say what the council asks for."))
    if len(content.text.strip()) > LONGEST_TEXT:
        raise DomainError(_("The text is longer than %(limit)s characters. Shorten it.") % {"limit": LONGEST_TEXT})
    if not content.decision.strip():
        raise DomainError(_("Name the council's decision, for example “KF 2026-06-15 § 84”."))
    if len(content.decision.strip()) > LONGEST_DECISION:
        raise DomainError(_("The decision's name is longer than 120 characters. Shorten it."))
    if content.decided_on > clock.today():
        raise DomainError(_("A request is entered from the day of the decision on, not before."))
    if content.due_on is not None and content.due_on < content.decided_on:
        raise DomainError(_("The answer is due on the day of the decision or later."))
    if not (content.organisation.path or "").startswith(owner.path or "-"):
        words = {"name": content.organisation.name, "municipality": owner.name}
        raise DomainError(_("%(name)s does not belong to %(municipality)s.") % words)


@transaction.atomic
def add_assignment(*, owner: Organisation, content: AssignmentContent, person: Any) -> Assignment:
    """Enter what the council of a municipality asks one of its bodies for.

    DomainError without text or decision, for days that do not fit, for a body of another municipality.
    """
    require(person, LEAD, owner)
    _check(owner, content)
    assignment: Assignment = Assignment._base_manager.create(owner=owner, **content.fields())
    trail.write_assignment(assignment, person, "entered", after=plain(content.fields()))
    return assignment


@transaction.atomic
def change_assignment(*, assignment: Assignment, content: AssignmentContent, person: Any) -> Assignment:
    """Mend what was entered. Conflict where somebody else has meanwhile; DomainError as in ``add_assignment``."""
    require(person, LEAD_ASSIGNMENT, assignment)
    _check(assignment.owner, content)
    before, after = plain(content_of(assignment).fields()), plain(content.fields())
    claim(assignment, **content.fields())
    if before != after:
        trail.write_assignment(assignment, person, "changed", before=before, after=after)
    return assignment


@transaction.atomic
def answer_assignment(*, assignment: Assignment, answer: str, on: date, person: Any) -> Assignment:
    """Answer a request, or change the answer; the earlier one stays in the history.

    DomainError without an answer, for a day before the decision or to come. Conflict where somebody else has answered
    meanwhile.
    """
    require(person, ANSWER_ASSIGNMENT, assignment)
    if not answer.strip():
        raise DomainError(_("Write what the answer is."))
    if len(answer.strip()) > LONGEST_TEXT:
        raise DomainError(_("The text is longer than %(limit)s characters. Shorten it.") % {"limit": LONGEST_TEXT})
    if not assignment.decided_on <= on <= clock.today():
        raise DomainError(_("An answer is given between the day of the decision and today."))
    before = _answer(assignment) if assignment.answer else None
    claim(assignment, answer=answer.strip(), answered_on=on)
    if before != _answer(assignment):
        verb = "answer_changed" if before else "answered"
        trail.write_assignment(assignment, person, verb, before=before, after=_answer(assignment))
    return assignment


def _answer(assignment: Assignment) -> dict[str, Any]:
    return plain({"answer": assignment.answer, "answered_on": assignment.answered_on})
