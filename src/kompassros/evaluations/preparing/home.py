"""What preparing puts on the home page: a respondent's own questions, and the documents that a coordinator owes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import courses_for, is_in
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.queries import is_overdue
from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register


@dataclass(frozen=True)
class Waiting:
    """What waits in one evaluation: how many, how many of them are overdue, the next day that is set."""

    course: Course
    count: int
    overdue: int
    next_due: date | None


def waiting_in(rows: Iterable[DocumentRequest] | Iterable[SelfAnswer]) -> list[Waiting]:
    """Return what waits by evaluation, in the order of the rows."""
    by_course: dict[Course, list[Any]] = defaultdict(list)
    for row in rows:
        by_course[row.course].append(row)
    return [_sum(course, found) for course, found in by_course.items()]


def _sum(course: Course, rows: list[Any]) -> Waiting:
    days = [row.due for row in rows if row.due is not None]
    return Waiting(course, len(rows), sum(is_overdue(row) for row in rows), min(days, default=None))


def own_questions(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the questions that the person has been given and has not marked as ready; one query without any."""
    rows = SelfAnswer._base_manager.filter(~Q(state=SelfAnswer.State.DONE), respondent=person)
    found = rows.select_related("course__organisation").order_by("course", "due", "pk")
    waiting = waiting_in(row for row in found if is_in(person, row.course, "describe"))
    return _piece("questions", _("Questions for you to answer"), "courses:my_answers", waiting)


def open_documents(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the documents that a coordinator has not answered yet; one query."""
    courses = courses_for(person, "send_documents")
    rows = DocumentRequest._base_manager.filter(course__in=courses, state=DocumentRequest.State.ASKED)
    waiting = waiting_in(rows.select_related("course__organisation").order_by("course", "due", "pk"))
    return _piece("documents", _("Documents that are asked for"), "courses:documents", waiting)


def _piece(key: str, heading: str, address: str, waiting: list[Waiting]) -> Piece | None:
    if not waiting:
        return None
    context = {"waiting": waiting, "address": address}
    return Piece(key, heading, "evaluations/preparing/home.html", context, sum(one.count for one in waiting))


register("home.due", "questions", 30, own_questions)
register("home.due", "documents", 40, open_documents)
