"""What evaluations put on a person's home page: those that wait for them, and all in which they have a part."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.evaluations.courses import queries, wording
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import ORDER_EVALUATION, parts_in
from kompassros.evaluations.courses.workflow import STAGES
from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register

_MOST_SHOWN = 5
_MOST_MISSING = 3


def waiting_courses(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the evaluations in which it is the person's turn, with what is missing there; at most five are told."""
    found = [course for course in queries.courses_of(person) if queries.waits_for(person, course)]
    if not found:
        return None
    shown = [_entry(course, person) for course in found[:_MOST_SHOWN]]
    context = {"entries": shown, "more": len(found) - len(shown)}
    return Piece(
        "courses", _("Evaluations that wait for you"), "evaluations/courses/home_due.html", context, len(found)
    )


def _entry(course: Course, person: Any) -> dict[str, Any]:
    """Return an evaluation with what it lacks that is this person's to do; else the sentence of its state."""
    own = [entry for entry in queries.missing_in(course) if entry.part in parts_in(person, course)]
    return {
        "course": course,
        "name": wording.name_of(course),
        "explanation": STAGES[course.stands].explanation,
        "missing": own[:_MOST_MISSING],
    }


def own_courses(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the latest evaluations in which the person has a part, and the ways to order one."""
    found = queries.courses_of(person)
    may_order = ORDER_EVALUATION.subjects(person).exists()
    if not found and not may_order:
        return None
    entries = [(course, wording.name_of(course)) for course in found[:_MOST_SHOWN]]
    context = {"entries": entries, "may_order": may_order}
    return Piece("own-courses", _("Evaluations"), "evaluations/courses/home_places.html", context, len(found))


register("home.due", "courses", 8, waiting_courses)
register("home.places", "own-courses", 15, own_courses)
