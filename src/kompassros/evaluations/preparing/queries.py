"""Reading what the municipality prepares: documents, answers, earlier answers; inside the scope of its organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.questions import placed_questions
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Person
from kompassros.records import clock


def requests_of(course: Course) -> list[DocumentRequest]:
    """Return what is asked for: open ones first, by their day; those without a day after the others."""
    rows = DocumentRequest.objects.filter(course=course).select_related("asked_by", "answered_by")
    return sorted(rows, key=lambda row: (row.state != DocumentRequest.State.ASKED, row.due or date.max, row.pk))


def is_overdue(row: DocumentRequest | SelfAnswer) -> bool:
    """Return whether an open request or an answer that is not ready is past its day; the day itself is not."""
    is_open = row.state not in (
        DocumentRequest.State.RECEIVED,
        DocumentRequest.State.NOT_AVAILABLE,
        SelfAnswer.State.DONE,
    )
    return is_open and row.due is not None and row.due < clock.today()


@dataclass(frozen=True)
class Progress:
    """How far some requests or answers are: how many, how many of them are done, how many are overdue."""

    count: int
    done: int
    overdue: int

    @property
    def open(self) -> int:
        """Return how many are not done."""
        return self.count - self.done


def progress_of(rows: Sequence[DocumentRequest] | Sequence[SelfAnswer]) -> Progress:
    """Count requests or answers."""
    closed = {*DocumentRequest.State.values, SelfAnswer.State.DONE.value} - {DocumentRequest.State.ASKED.value}
    done = sum(row.state in closed for row in rows)
    return Progress(len(rows), done, sum(is_overdue(row) for row in rows))


def answers_of(course: Course, *, respondent: Person | None = None) -> list[SelfAnswer]:
    """Return the answers in the order of the edition's questions, or only one respondent's."""
    rows = SelfAnswer.objects.filter(course=course).select_related("respondent", "written_by", "course")
    if respondent is not None:
        rows = rows.filter(respondent=respondent)
    places = {question: place for place, question in enumerate(placed_questions(edition_outline(course.edition)))}
    return sorted(rows, key=lambda row: places.get(row.question, len(places)))


def earlier_answers(course: Course) -> dict[str, SelfAnswer]:
    """Return question -> answer of the latest earlier evaluation of the municipality that has answers to such ids.

    Questions are the same where their ids are: editions of one instrument keep the id of what they ask again.
    """
    questions = list(placed_questions(edition_outline(course.edition)))
    earlier = SelfAnswer._base_manager.filter(
        organisation=course.organisation, course__pk__lt=course.pk, question__in=questions
    )
    written = earlier.exclude(text="").exclude(course__state=State.WITHDRAWN)
    rows = list(written.select_related("course").order_by("-course__year", "-course__pk"))
    return {row.question: row for row in rows if row.course_id == rows[0].course_id}


def is_readable(answer: SelfAnswer, course: Course, *, insider: bool) -> bool:
    """Return whether the text may be read: always by the municipality; by the team when it is ready or handed over.

    Own choice: while the municipality prepares, a draft is its own.
    """
    return insider or answer.state == SelfAnswer.State.DONE or course.stands is not State.PREPARING
