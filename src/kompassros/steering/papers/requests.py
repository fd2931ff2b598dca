"""What is suggested for a paper that brings the answer to a request back to the council."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.records.matter_desk import Desk, Subject
from kompassros.records.matters import Suggestion
from kompassros.steering.activities import trail
from kompassros.steering.activities.access import find_assignment
from kompassros.steering.activities.models import Assignment
from kompassros.steering.activities.tables import assignment_address
from kompassros.steering.papers import wording
from kompassros.web.formats import format_date


def describe(assignment: Assignment) -> Subject:
    """Return what matters about a request of the council are named and addressed by."""
    address = assignment_address(assignment)
    return wording.subject(trail.ASSIGNMENT, assignment.pk, assignment.decision, address, assignment.owner)


def suggest(assignment: Assignment, language: str) -> Suggestion:
    """Return what a paper with the answer would say: what was asked, and what is answered, in the words given."""
    with override(language):
        words = {
            "decision": assignment.decision,
            "day": format_date(assignment.decided_on),
            "name": assignment.organisation.name,
        }
        title = _("Answer to the council's request %(decision)s") % words
        background = wording.paragraphs(
            _("The council decided on %(day)s, %(decision)s, to ask %(name)s:") % words, assignment.text
        )
        sources = (wording.source(title, assignment_address(assignment)),)
        if not assignment.answer:
            told = _("The request is not answered yet.")
            return Suggestion(title, background, told, _("The information is noted."), sources)
        answered = format_date(assignment.answered_on) if assignment.answered_on else ""
        said = _("%(name)s answered on %(day)s:") % {"name": assignment.organisation.name, "day": answered}
        proposal = _("The council notes the answer and regards the request %(decision)s as answered.") % words
        return Suggestion(title, background, wording.paragraphs(said, assignment.answer), proposal, sources)


ASSIGNMENT = Desk(
    "steering.see_assignment", "steering.answer_assignment", find_assignment, describe, suggest, final_only=True
)
